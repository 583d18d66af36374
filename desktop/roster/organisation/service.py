"""What an operator can do with the organisation tree; one method per verb."""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import UnitAct, UnitKind
from desktop.common.work import Work
from desktop.roster.organisation import looking, store
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.errors import UnitPlaceError
from desktop.roster.organisation.ports import (
    FollowsCells,
    LockedCells,
    OpenCasesOf,
    Ports,
    no_cases,
    no_locks,
)
from desktop.roster.organisation.running import Edit, Runner
from desktop.roster.organisation.sheets import OrganisationSheets
from desktop.roster.organisation.views import Done, OpenCase, Step, Tree, UnitPerson
from desktop.roster.organisation.writing import draft_of
from desktop.storage.unit_of_work import Session, Store


class OrganisationService:
    """The tree of Đảng bộ and chi bộ, with its history.

    Every act changes the tree and the rows of its members in one transaction. It can be refused by
    one of the errors of `errors`, and then nothing was changed; work that is cancelled ends with
    `CancelledError`, and nothing was changed either.

    Args:
        cases: asked whose application is in work.
        locked: asked which cells the campaign closed.
        followers: told what became of the names of cells.
        on_change: called after members' rows changed, so that searches look again.

    Attributes:
        sheets: the tree as a workbook, out and in.
    """

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        *,
        cases: OpenCasesOf = no_cases,
        locked: LockedCells = no_locks,
        followers: tuple[FollowsCells, ...] = (),
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store_
        self._clock = clock
        self._cases = cases
        self._locked = locked
        self._runner = Runner(store_, clock, Ports(cases, locked, followers), on_change)
        self.sheets = OrganisationSheets(store_, clock, self._runner)

    # ---------------------------------------------------------------- look

    def tree(self) -> Tree:
        """Return the tree as it stands, with the numbers of every unit."""
        with self._store.read() as session:
            return looking.tree_of(session, self._cases, self._locked)

    def people(self, unit_id: UUID | None, *, limit: int = 5_000) -> tuple[UnitPerson, ...]:
        """Return the members of a cell or beneath a committee by name; None for no cell."""
        with self._store.read() as session:
            return looking.people_of(session, unit_id, self._cases, limit)

    def open_cases(self, unit_id: UUID) -> tuple[OpenCase, ...]:
        """Return whose application is in work, of a cell or beneath a committee, by name."""
        with self._store.read() as session:
            draft = draft_of(session, self._clock.now())
            return looking.cases_of(session, draft, unit_id, self._cases)

    def history(self, unit_id: UUID | None = None, *, limit: int = 200) -> tuple[Step, ...]:
        """Return what was done to the tree or to one unit, newest first."""
        with self._store.read() as session:
            return tuple(store.steps(session, unit_id=unit_id, limit=limit))

    # ---------------------------------------------------------------- edit

    def take_in(self, *, actor: str) -> Done:
        """Add the units that members' rows name and the tree lacks; the first time, all of it."""
        return self._runner.take_in(actor)

    def add(
        self,
        parent_id: UUID,
        kind: UnitKind,
        name: str,
        *,
        secretary: str = "",
        actor: str,
        reason: str = "",
        is_sure: bool = False,
    ) -> Done:
        """Add a unit beneath another one; a name that an open unit has is refused.

        Args:
            parent_id: what it stands beneath.
            kind: what it is.
            name: as in the decision that founded it.
            secretary: who leads it, if known.
            actor: who does it.
            reason: why.
            is_sure: the name may differ from one beside it in accents alone.

        Raises:
            UnitNameNearError: it does, and nobody was sure.
        """

        def make(_session: Session, draft: Draft) -> UUID:
            made = draft.add(name, kind, parent_id, secretary=secretary, is_sure=is_sure)
            return made.unit_id

        return self._runner.run(Edit(UnitAct.ADD, make, actor, reason))

    def rename(
        self,
        unit_id: UUID,
        name: str,
        *,
        secretary: str | None = None,
        actor: str,
        reason: str = "",
        is_sure: bool = False,
        work: Work | None = None,
    ) -> Done:
        """Give a unit another name; the rows of its members follow.

        `is_sure` as in `add`.
        """

        def make(_session: Session, draft: Draft) -> UUID:
            draft.rename(unit_id, name, is_sure=is_sure)
            draft.describe(unit_id, secretary=secretary)
            return unit_id

        return self._runner.run(Edit(UnitAct.RENAME, make, actor, reason), work)

    def describe(
        self,
        unit_id: UUID,
        *,
        secretary: str | None = None,
        is_confirmed: bool | None = None,
        actor: str,
    ) -> Done:
        """Note the secretary of a unit, or that a name a list brought is right."""

        def make(_session: Session, draft: Draft) -> UUID:
            draft.describe(unit_id, secretary=secretary, is_confirmed=is_confirmed)
            return unit_id

        return self._runner.run(Edit(UnitAct.DESCRIBE, make, actor))

    def merge(
        self,
        source_id: UUID,
        target_id: UUID,
        *,
        actor: str,
        reason: str = "",
        with_cases: bool = False,
        work: Work | None = None,
    ) -> Done:
        """Give everything of a unit to another one and close it.

        Args:
            source_id: what is closed.
            target_id: what stays.
            actor: who does it.
            reason: why.
            with_cases: the open applications were seen; they go with their people.
            work: hears the progress.

        Raises:
            OpenCasesError: members of the source have applications in work; names them.
        """
        why = clean(reason) or tr("Gộp đơn vị")

        def make(_session: Session, draft: Draft) -> UUID:
            draft.merge(source_id, target_id, reason=why)
            return target_id

        seen = () if with_cases else (source_id,)
        return self._runner.run(Edit(UnitAct.MERGE, make, actor, reason, seen), work)

    def split(
        self,
        unit_id: UUID,
        name: str,
        member_ids: Collection[UUID],
        *,
        actor: str,
        reason: str = "",
        is_sure: bool = False,
        work: Work | None = None,
    ) -> Done:
        """Make a new cell beside one, of some of its members; `is_sure` as in `add`."""

        def make(session: Session, draft: Draft) -> UUID:
            old = draft.open_unit(unit_id)
            chosen = store.texts_of(session, list(member_ids))
            if not old.is_cell or not chosen:
                raise UnitPlaceError(
                    tr("Chưa chọn ai để tách ra chi bộ mới."),
                    tr("Mở chi bộ, đánh dấu những người sang chi bộ mới, rồi tách."),
                )
            made = draft.add(name, old.kind, old.parent_id, is_sure=is_sure)
            draft.move_people(chosen, made.unit_id)
            return made.unit_id

        return self._runner.run(Edit(UnitAct.SPLIT, make, actor, reason), work)

    def move(
        self,
        unit_id: UUID,
        parent_id: UUID,
        *,
        before: UUID | None = None,
        actor: str,
        reason: str = "",
        work: Work | None = None,
    ) -> Done:
        """Put a unit beneath another one, before a sibling or last."""

        def make(_session: Session, draft: Draft) -> UUID:
            draft.move(unit_id, parent_id, before=before)
            return unit_id

        return self._runner.run(Edit(UnitAct.MOVE, make, actor, reason), work)

    def move_people(
        self,
        member_ids: Collection[UUID],
        target_id: UUID,
        *,
        actor: str,
        reason: str = "",
        work: Work | None = None,
    ) -> Done:
        """Give members another cell; who stands there already stays untouched."""

        def make(session: Session, draft: Draft) -> UUID:
            draft.move_people(store.texts_of(session, list(member_ids)), target_id)
            return target_id

        return self._runner.run(Edit(UnitAct.MOVE_MEMBERS, make, actor, reason), work)

    def close(self, unit_id: UUID, *, actor: str, reason: str) -> Done:
        """Close a unit that has nobody and nothing in it; the reason is needed."""
        why = clean(reason)
        if not why:
            raise UnitPlaceError(
                tr("Chưa ghi lý do đóng."), tr("Ghi ngắn gọn vì sao đóng, ví dụ số quyết định.")
            )

        def make(_session: Session, draft: Draft) -> UUID:
            draft.close(unit_id, reason=why)
            return unit_id

        return self._runner.run(Edit(UnitAct.CLOSE, make, actor, reason))

    def undo(self, *, actor: str, work: Work | None = None) -> Done:
        """Take the newest act of a person back, when nothing was built upon it."""
        return self._runner.undo(actor, work)
