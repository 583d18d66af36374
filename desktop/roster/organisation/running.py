"""One act from wish to store: worked out on a draft, refused or written in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import UnitAct
from desktop.common.work import Work
from desktop.roster.organisation import looking, store
from desktop.roster.organisation.draft import Draft
from desktop.roster.organisation.errors import NothingToUndoError, OpenCasesError
from desktop.roster.organisation.ports import Ports
from desktop.roster.organisation.undoing import undo
from desktop.roster.organisation.views import Done
from desktop.roster.organisation.writing import Act, draft_of, refuse_locked, take_in, write
from desktop.storage.unit_of_work import Session, Store

_NAMED = 5
"""So many people are named in a message; more are counted."""


@dataclass(frozen=True)
class Edit:
    """Somebody's act before its outcome is known.

    Attributes:
        make: does it to a draft and returns the unit it is about.
        seen: units whose open applications must be named before they change hands.
    """

    kind: UnitAct
    make: Callable[[Session, Draft], UUID]
    actor: str
    reason: str = ""
    seen: tuple[UUID, ...] = ()


class Runner:
    """Writes acts, each whole or not at all."""

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        ports: Ports,
        on_change: Callable[[], None],
    ) -> None:
        self._store = store_
        self._clock = clock
        self._ports = ports
        self._on_change = on_change

    def run(self, edit: Edit, work: Work | None = None) -> Done:
        """Do an act; what changes nothing leaves no step.

        Raises:
            NotAllowedError: one of the refusals of `errors`; nothing was changed.
            CancelledError: the work was cancelled; nothing was changed.
        """
        at = self._clock.now()
        with self._store.write() as session:
            store.alone(session)
            take_in(session, at, edit.actor)
            draft = draft_of(session, at)
            about = edit.make(session, draft)
            if not (draft.edits() or draft.people or draft.rewrites()):
                return Done(None)
            refuse_locked(session, draft, self._ports.locked)
            for unit_id in edit.seen:
                self._refuse_cases(session, unit_id)
            act = Act(edit.kind, about, at, edit.actor, clean(edit.reason))
            step = write(session, draft, act, work or Work(), self._ports.followers)
        if step.people:
            self._on_change()
        return Done(step, step.people)

    def take_in(self, actor: str) -> Done:
        """Add the units that members' rows name and the tree lacks."""
        with self._store.write() as session:
            store.alone(session)
            return Done(take_in(session, self._clock.now(), actor))

    def undo(self, actor: str, work: Work | None = None) -> Done:
        """Take the newest act of a person back.

        Raises:
            NothingToUndoError: there is none, or something was built upon it.
            CancelledError: the work was cancelled; nothing was changed.
        """
        at = self._clock.now()
        with self._store.write() as session:
            store.alone(session)
            take_in(session, at, actor)
            step = store.undoable(session)
            if step is None:
                raise NothingToUndoError(
                    tr("Chưa có thay đổi nào để hoàn tác."),
                    tr("Tên do danh sách đưa vào thì hoàn tác lần nhập danh sách."),
                )
            act = Act(UnitAct.UNDO, step.unit_id, at, actor, undoes=step.step_id)
            done = undo(session, step, act, self._ports, work or Work())
        if done.people:
            self._on_change()
        return Done(done, done.people)

    def _refuse_cases(self, session: Session, unit_id: UUID) -> None:
        """Name the people whose applications are in work, and stop there."""
        draft = draft_of(session, self._clock.now())
        found = looking.cases_of(session, draft, unit_id, self._ports.cases)
        if not found:
            return
        names = ", ".join(one.full_name for one in found[:_NAMED])
        if len(found) > _NAMED:
            names = tr("{names} và {n} người khác").format(names=names, n=len(found) - _NAMED)
        raise OpenCasesError(
            tr("“{unit}” còn {n} hồ sơ đang làm: {names}.").format(
                unit=draft.open_unit(unit_id).name, n=len(found), names=names
            ),
            tr("Hồ sơ đi theo người sang chi bộ mới; xem rồi xác nhận gộp, hoặc làm xong trước."),
        )
