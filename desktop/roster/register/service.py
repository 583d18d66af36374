"""What an operator can do with the register; one method per verb."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.common.vocabulary import ChangeCause, DiscrepancyState, FieldKey
from desktop.models import Discrepancy, Member
from desktop.roster.keeping import store as keeping
from desktop.roster.keeping.difference import edited
from desktop.roster.register import computing, rules, sheet, store
from desktop.roster.register.errors import DecisionRefusedError, DiscrepancyUnknownError
from desktop.roster.register.rules import LIST, OTHER
from desktop.roster.register.views import (
    DecisionReport,
    DecisionSheet,
    DiscrepancyPage,
    DiscrepancyQuery,
    DiscrepancyView,
)
from desktop.roster.register.words import FIELD_NAMES
from desktop.security.store import is_practice, record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class RegisterService:
    """Where sources differ, and what was decided.

    Args:
        on_change: called after somebody's lines on the list changed.
    """

    def __init__(
        self, store_: Store, clock: Clock, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store_
        self._clock = clock
        self._on_change = on_change

    # ---------------------------------------------------------------- look

    def page(
        self, query: DiscrepancyQuery | None = None, *, offset: int = 0, limit: int | None = 50
    ) -> DiscrepancyPage:
        """Return lines of the register by cell and name; a `limit` of None returns all."""
        query = query or DiscrepancyQuery()
        with self._store.read() as session:
            rows, total = store.register_page(session, query, offset=offset, limit=limit)
            return DiscrepancyPage(tuple(view_of(*row) for row in rows), total)

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return cell -> (open, decided) lines, cells in order."""
        with self._store.read() as session:
            counts = store.register_counts(session)
        opened, decided = DiscrepancyState.OPEN.value, DiscrepancyState.DECIDED.value
        return {
            cell: (counts.get((cell, opened), 0), counts.get((cell, decided), 0))
            for cell in sorted({cell for cell, _state in counts})
        }

    # ---------------------------------------------------------------- decide

    def decide(
        self, discrepancy_id: UUID, *, source: str, value: str = "", reason: str = "", actor: str
    ) -> DiscrepancyView:
        """Keep what is right in one field; the list follows, its version before is kept.

        Args:
            discrepancy_id: an open line, or a decided one to be decided anew.
            source: `list`, a `SourceKind` value, or `other` for a value that no source has.
            value: as people write it, for `other` only.
            reason: why; needed for `other`.
            actor: who decides.

        Raises:
            DiscrepancyUnknownError: the line is gone.
            DecisionRefusedError: the value cannot be kept; nothing was changed.
            StoreError: nothing was changed.
        """
        with self._store.write() as session:
            line, member = _required(session, discrepancy_id)
            self._decide(session, line, member, source, value, clean(reason), actor)
            view = view_of(line, member)
        self._on_change()
        return view

    def _decide(
        self,
        session: Session,
        line: Discrepancy,
        member: Member,
        source: str,
        value: str,
        reason: str,
        actor: str,
    ) -> None:
        field = FieldKey(line.field)
        chosen = self._chosen(session, line, member, source, value, reason)
        at = self._clock.now()
        is_change = keeping.standing_of(member).fields.get(field, "") != chosen
        if is_change:
            self._put(session, member, field, chosen, reason, actor)
        line.values = [{**one, "was_seen": True} for one in line.values]
        line.state = DiscrepancyState.DECIDED.value
        line.chosen_source, line.chosen_value, line.reason = source, chosen, reason
        line.decided_at, line.decided_by = at, actor
        line.version += 1
        line.updated_at = at
        record(
            session,
            Tag.DISCREPANCY_DECIDED,
            at=at,
            actor=actor,
            target=str(line.id),
            detail={
                "field": field.value,
                "source": source,
                "changed": is_change,
                "members": [str(member.id)],
            },
        )

    def _chosen(
        self,
        session: Session,
        line: Discrepancy,
        member: Member,
        source: str,
        value: str,
        reason: str,
    ) -> str:
        """Return the value chosen, ready to be stored.

        Raises:
            DecisionRefusedError: no source says so, or the value is unfit.
        """
        field = FieldKey(line.field)
        if source == OTHER:
            if not reason:
                raise DecisionRefusedError(
                    tr("Giá trị này không có trong nguồn nào."),
                    tr("Ghi lý do: theo giấy tờ nào, ai xác nhận."),
                )
            chosen = rules.checked_value(field, value, today=today(self._clock))
        else:
            said = {one.source: one.value for one in store.said_in(line.values)}
            chosen = said.get(source, "")
            if source not in said or (not chosen and source != LIST):
                raise DecisionRefusedError(
                    tr("Nguồn này không ghi mục này."), tr("Chọn giá trị của nguồn khác.")
                )
        if field is FieldKey.PERSONAL_ID and chosen:
            holder = store.holder_of_number(session, chosen, but=member.id)
            if holder is not None:
                raise DecisionRefusedError(
                    tr("Số định danh này đang là của người khác: {name}.").format(
                        name=holder.full_name
                    ),
                    tr("Xem lại hai người, gộp nếu là một, rồi quyết định."),
                )
        return chosen

    def _put(
        self,
        session: Session,
        member: Member,
        field: FieldKey,
        value: str,
        reason: str,
        actor: str,
    ) -> None:
        """Change the list, the version before kept, the list's own word remembered."""
        at = self._clock.now()
        keeping.write_versions(
            session, [member], cause=ChangeCause.DECISION, at=at, actor=actor, reason=reason
        )
        keeping.put(member, edited(keeping.standing_of(member), {field: value}), at=at)

    def reopen(self, discrepancy_id: UUID, *, reason: str, actor: str) -> DiscrepancyView | None:
        """Take a decision back: the list has its own word again, the line is open.

        Returns None when no source differs any more, so that there is no line.

        Raises:
            DiscrepancyUnknownError: the line is gone or is open.
            DecisionRefusedError: the list was changed otherwise since; nothing was changed.
        """
        with self._store.write() as session:
            line, member = _required(session, discrepancy_id)
            if line.state != DiscrepancyState.DECIDED.value:
                raise DiscrepancyUnknownError(
                    tr("Mục này chưa có quyết định."), tr("Mở lại sổ đối chiếu.")
                )
            field = FieldKey(line.field)
            own = next(one.value for one in store.said_in(line.values) if one.source == LIST)
            current = keeping.standing_of(member).fields.get(field, "")
            was_changed = line.chosen_source != LIST and own != line.chosen_value
            if was_changed and current == line.chosen_value:
                self._put(session, member, field, own, clean(reason), actor)
            at = self._clock.now()
            line.state = DiscrepancyState.OPEN.value
            line.chosen_source = line.chosen_value = line.reason = line.decided_by = ""
            line.decided_at = None
            line.version += 1
            line.updated_at = at
            record(
                session,
                Tag.DISCREPANCY_REOPENED,
                at=at,
                actor=actor,
                target=str(line.id),
                detail={"field": field.value, "members": [str(member.id)]},
            )
            computing.refresh(session, at=at, member_ids=[member.id])
            found = store.discrepancy(session, discrepancy_id)
            view = view_of(*found) if found else None
        self._on_change()
        return view

    # ---------------------------------------------------------------- sheets

    def export(self, target: Path, query: DiscrepancyQuery | None = None, *, actor: str) -> int:
        """Write lines of the register to an .xlsx for the cells to fill in; return how many.

        Raises:
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
        """
        lines = self.page(query, limit=None).rows
        with self._store.read() as session:
            practice = is_practice(session)
        sheet.write(target, lines, practice=practice)
        with self._store.write() as session:
            detail = {"lines": len(lines)}
            at = self._clock.now()
            record(session, Tag.REGISTER_EXPORTED, at=at, actor=actor, detail=detail)
        return len(lines)

    def read_decisions(self, path: Path) -> DecisionSheet:
        """Read a sheet that came back filled in; every decision is checked, nothing is stored.

        Raises:
            ListFileError: the file cannot be read.
            DecisionFileError: it is not a sheet of the register.
        """
        filled = sheet.read(path)
        lines = {one.discrepancy_id: one for one in self.page(limit=None).rows}
        return sheet.checked(filled, lines, today=today(self._clock))

    def apply_decisions(self, filled: DecisionSheet, *, actor: str) -> DecisionReport:
        """Keep the decisions of a sheet in one transaction; unfit ones are left with the reason.

        Raises:
            StoreError: nothing was stored.
        """
        refused = []
        kept = 0
        with self._store.write() as session:
            # Before the first event: the others wait for the trail from then on.
            store.hold(session, [one.discrepancy_id for one in filled.decisions])
            for one in filled.decisions:
                try:
                    line, member = _required(session, one.discrepancy_id)
                    self._decide(session, line, member, one.source, one.value, one.reason, actor)
                    session.flush()
                except (DecisionRefusedError, DiscrepancyUnknownError) as error:
                    refused.append((one.row_number, f"{error.title} {error.advice}".strip()))
                else:
                    kept += 1
        self._on_change()
        return DecisionReport(kept, (*filled.refused, *refused))


def _required(session: Session, discrepancy_id: UUID) -> tuple[Discrepancy, Member]:
    found = store.discrepancy(session, discrepancy_id)
    if found is None:
        raise DiscrepancyUnknownError(
            tr("Mục này không còn trong sổ: các nguồn đã khớp, hoặc người này đã rời danh sách."),
            tr("Mở lại sổ đối chiếu."),
        )
    return found


def view_of(line: Discrepancy, member: Member) -> DiscrepancyView:
    """Return a line of the register as its callers see it."""
    field = FieldKey(line.field)
    said = store.said_in(line.values)
    is_decided = line.state == DiscrepancyState.DECIDED.value
    return DiscrepancyView(
        discrepancy_id=line.id,
        member_id=member.id,
        full_name=member.full_name,
        birth_shown=show_iso(member.birth_date),
        personal_id=member.personal_id,
        cell=member.cell,
        field=field,
        field_name=tr(FIELD_NAMES[field]),
        kind=rules.gravest(said),
        said=said,
        state=DiscrepancyState(line.state),
        chosen_source=line.chosen_source,
        chosen_value=line.chosen_value,
        reason=line.reason,
        decided_at=line.decided_at,
        decided_by=line.decided_by,
        has_news=is_decided and any(one.is_at_odds and not one.was_seen for one in said),
    )
