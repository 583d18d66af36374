"""Taking a list in: compared first, then written as chosen in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.memory import without_collections
from desktop.common.text import only_digits
from desktop.common.vocabulary import ChangeCause, FieldKey, MemberStatus
from desktop.common.work import CancelledError, Work
from desktop.models import Member
from desktop.roster import store as roster_store
from desktop.roster.closed.store import require_open, wait_for_closing
from desktop.roster.keeping import store
from desktop.roster.keeping.difference import (
    Standing,
    changes_between,
    marked_gone,
    merged,
    said_by,
    shared_number,
    with_shared_number,
)
from desktop.roster.keeping.rows import left_out
from desktop.roster.keeping.views import (
    ChangedPerson,
    GonePerson,
    ImportChoices,
    ImportDifference,
    NewPerson,
)
from desktop.roster.plan import Known, Plan, make_plan
from desktop.roster.rules import APART
from desktop.roster.views import ImportPreview, ImportReport, PreviewRow
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_HUNDRED = 100
_TOLD_EVERY = 500
_COMPARED = 10
"""Percent of the way when the comparison is done; the rest is writing."""


@dataclass(frozen=True)
class _Change:
    row: PreviewRow
    before: Standing
    after: Standing


@dataclass(frozen=True)
class Compared:
    """A preview against the store at one moment.

    Attributes:
        stamp: the state of the store it was compared with.
        changed: member -> what the row makes of them; only where something becomes different.
        owners: members who share a number with a new person -> their names.
    """

    stamp: tuple[object, ...]
    preview: ImportPreview
    plan: Plan
    changed: dict[UUID, _Change] = field(default_factory=dict)
    owners: dict[UUID, str] = field(default_factory=dict)

    @property
    def unchanged(self) -> int:
        """How many rows say nothing new."""
        return len(self.preview.people) - len(self.plan.new) - len(self.changed)


def compare(session: Session, preview: ImportPreview) -> Compared:
    """Compare a preview with the store."""
    numbers = (only_digits(text) for row in preview.set_aside for text in row.cells)
    kept = {number for number in numbers if len(number) in {9, 12}}
    plan = make_plan(
        preview.people,
        roster_store.row_digests(session),
        partial(roster_store.known_people, session),
        kept,
    )
    said = said_by(preview)
    people = store.people(session, [member_id for member_id, _row in plan.changed])
    changed = {}
    for member_id, row in plan.changed:
        before = store.standing_of(people[member_id])
        after = merged(before, row, said)
        if changes_between(before, after):
            changed[member_id] = _Change(row, before, after)
    owners = store.people(session, list(plan.shared.values()))
    names = {member_id: person.full_name for member_id, person in owners.items()}
    return Compared(store.stamp(session), preview, plan, changed, names)


def difference_of(compared: Compared) -> ImportDifference:
    """Return what a comparison found, for people to read."""
    plan = compared.plan
    return ImportDifference(
        preview=compared.preview,
        new=tuple(
            NewPerson(
                row_number=row.row_number,
                full_name=row.fields[FieldKey.FULL_NAME],
                birth_date=row.fields.get(FieldKey.BIRTH_DATE, ""),
                personal_id=row.fields.get(FieldKey.PERSONAL_ID, ""),
                cell=row.fields.get(FieldKey.CELL, ""),
                shares_number_with=(
                    compared.owners.get(plan.shared[row.row_number], "")
                    if row.row_number in plan.shared
                    else ""
                ),
            )
            for row in plan.new
        ),
        changed=tuple(
            ChangedPerson(
                member_id=member_id,
                row_number=change.row.row_number,
                full_name=change.before.fields[FieldKey.FULL_NAME],
                personal_id=change.before.fields.get(FieldKey.PERSONAL_ID, ""),
                cell=change.before.fields.get(FieldKey.CELL, ""),
                changes=changes_between(change.before, change.after),
            )
            for member_id, change in compared.changed.items()
        ),
        unchanged=compared.unchanged,
        gone=tuple(_gone(person) for person in plan.gone),
    )


def _gone(person: Known) -> GonePerson:
    return GonePerson(
        person.member_id,
        person.full_name,
        person.birth_date,
        person.personal_id,
        person.cell,
        MemberStatus(person.status),
    )


def chosen(compared: Compared, choices: ImportChoices) -> Compared:
    """Return what is left after the choices; rows that are not taken stand aside, whole.

    Raises:
        ValueError: people who are gone would be given a status of people counted apart.
    """
    if any(status in APART for status in choices.gone.values()):
        raise ValueError("a person of the list does not become a guest by an import")
    refused = choices.leave_new | choices.leave_changed
    plan = compared.plan
    open_rows = {row.row_number for row in plan.new}
    open_rows |= {change.row.row_number for change in compared.changed.values()}
    if not refused & open_rows:
        return compared
    out = refused & open_rows
    preview = compared.preview
    aside = [left_out(row, preview.source) for row in preview.people if row.row_number in out]
    return replace(
        compared,
        preview=replace(
            preview,
            people=tuple(row for row in preview.people if row.row_number not in out),
            set_aside=tuple(sorted((*preview.set_aside, *aside), key=lambda row: row.row_number)),
        ),
        plan=replace(
            plan,
            new=tuple(row for row in plan.new if row.row_number not in out),
            shared={number: one for number, one in plan.shared.items() if number not in out},
        ),
        changed={
            member_id: change
            for member_id, change in compared.changed.items()
            if change.row.row_number not in out
        },
    )


def report_of(compared: Compared, choices: ImportChoices, *, dry_run: bool = False) -> ImportReport:
    """Return the counts of a comparison, after the choices."""
    plan = compared.plan
    messages = [*compared.preview.messages]
    marked = [person for person in plan.gone if person.member_id in choices.gone]
    if kept := len(plan.gone) - len(marked):
        messages.append(
            tr("{n} người của danh sách trước không có trong tệp này: vẫn giữ lại.").format(n=kept)
        )
    if marked:
        messages.append(
            tr("{n} người không có trong tệp này được ghi tình trạng mới.").format(n=len(marked))
        )
    if plan.shared:
        messages.append(
            tr("{n} người mới trùng số định danh với người khác: giữ cả hai để đối chiếu.").format(
                n=len(plan.shared)
            )
        )
    return ImportReport(
        import_id=None,
        dry_run=dry_run,
        preview=compared.preview,
        new=len(plan.new),
        changed=len(compared.changed),
        unchanged=compared.unchanged,
        gone=len(plan.gone),
        gone_people=tuple(person.full_name for person in plan.gone),
        messages=tuple(messages),
    )


class Taking:
    """One preview on its way into the store."""

    def __init__(
        self,
        store_: Store,
        clock: Clock,
        choices: ImportChoices,
        *,
        actor: str,
        work: Work,
        on_names: Callable[[Session, datetime, str], None],
    ) -> None:
        self._store = store_
        self._clock = clock
        self._choices = choices
        self._actor = actor
        self._work = work
        self._on_names = on_names

    def take(self, preview: ImportPreview) -> ImportReport:
        """Compare, write in one transaction, and say what was done.

        Raises:
            StoreError: nothing was stored.
            CellClosedError: it has somebody new or changed of a closed cell; nothing was stored.
            CancelledError: the work was cancelled; nothing was stored.
        """
        with without_collections():
            return self._take(preview)

    def _take(self, preview: ImportPreview) -> ImportReport:
        self._work.report(0, _HUNDRED, tr("Đang so với danh sách đã có"))
        with self._store.read() as session:
            compared = compare(session, preview)
        self._work.report(_COMPARED, _HUNDRED, tr("Đang lưu"))
        with self._store.write() as session:
            wait_for_closing(session)
            if store.stamp(session) != compared.stamp:
                # Somebody changed the list meanwhile: what was compared is no longer so.
                compared = compare(session, preview)
            compared = chosen(compared, self._choices)
            report = report_of(compared, self._choices)
            latest = store.latest_import(session)
            if latest and latest.sha256 == preview.source.sha256 and self._is_idle(compared):
                note = tr("Tệp này đã nhập rồi: không có gì thay đổi.")
                return replace(report, import_id=latest.id, messages=(*report.messages, note))
            import_id = self._write(session, compared, report)
            self._work.report(_HUNDRED - 1, _HUNDRED, tr("Đang lưu"))
        with suppress(CancelledError):
            # It is stored: a wish to stop comes too late and must not look as if it had worked.
            self._work.report(_HUNDRED, _HUNDRED)
        return replace(report, import_id=import_id)

    def _is_idle(self, compared: Compared) -> bool:
        gone = {person.member_id for person in compared.plan.gone}
        return not (compared.plan.new or compared.changed or gone & set(self._choices.gone))

    def _write(self, session: Session, compared: Compared, report: ImportReport) -> UUID:
        require_open(session, _places(compared))
        at = self._clock.now()
        counts = report.counts
        source = compared.preview.source
        import_id = store.add_import(session, source, counts, actor=self._actor, at=at)
        roster_store.add_people(
            session,
            [_noted(row, compared.plan) for row in compared.plan.new],
            import_id=import_id,
            at=at,
            digests=compared.plan.digests,
            between=partial(self._tell, compared),
        )
        self._change(session, compared, import_id, at)
        self._mark_gone(session, compared, import_id, at)
        store.add_set_aside(session, compared.preview.set_aside, import_id=import_id)
        self._on_names(session, at, self._actor)
        record(
            session,
            Tag.ROSTER_IMPORTED,
            at=at,
            actor=self._actor,
            target=str(import_id),
            detail={
                "sha256": source.sha256,
                "counts": counts,
                "gone_marked": len(self._marked(compared)),
            },
        )
        return import_id

    def _change(self, session: Session, compared: Compared, import_id: UUID, at: datetime) -> None:
        owners = set(compared.plan.shared.values())
        people = store.people(session, [*compared.changed, *(owners - set(compared.changed))])
        self._keep(session, people.values(), ChangeCause.IMPORT, import_id, at)
        for place, (member_id, person) in enumerate(people.items()):
            change = compared.changed.get(member_id)
            after = change.after if change else store.standing_of(person)
            store.put(person, with_shared_number(after) if member_id in owners else after, at=at)
            if change:
                person.import_id = import_id
                person.row_number = change.row.row_number
                person.row_digest = compared.plan.digests[change.row.row_number]
            if place % _TOLD_EVERY == 0:
                self._tell(compared, len(compared.plan.new) + place)
        session.flush()

    def _tell(self, compared: Compared, done: int) -> None:
        """Report the way so far; raises when the work was cancelled."""
        total = len(compared.plan.new) + len(compared.changed) + len(compared.owners)
        way = _HUNDRED - 2 - _COMPARED
        self._work.report(_COMPARED + way * done // max(total, 1), _HUNDRED, tr("Đang lưu"))

    def _marked(self, compared: Compared) -> list[UUID]:
        return [
            person.member_id
            for person in compared.plan.gone
            if person.member_id in self._choices.gone
        ]

    def _mark_gone(
        self, session: Session, compared: Compared, import_id: UUID, at: datetime
    ) -> None:
        people = store.people(session, self._marked(compared))
        self._keep(session, people.values(), ChangeCause.GONE, import_id, at)
        for member_id, person in people.items():
            before = store.standing_of(person)
            store.put(person, marked_gone(before, self._choices.gone[member_id]), at=at)
            # Should the person stand on a list again, the row is compared, whatever it says.
            person.row_digest = ""
        session.flush()

    def _keep(
        self,
        session: Session,
        people: Iterable[Member],
        cause: ChangeCause,
        import_id: UUID,
        at: datetime,
    ) -> None:
        store.write_versions(
            session, people, cause=cause, at=at, actor=self._actor, import_id=import_id
        )


def _places(compared: Compared) -> Iterator[tuple[str, str]]:
    """Yield cell and status of everybody as this file would have them."""
    for row in compared.plan.new:
        yield row.fields.get(FieldKey.CELL, ""), row.status.value
    for change in compared.changed.values():
        yield change.after.fields.get(FieldKey.CELL, ""), change.after.status.value


def _noted(row: PreviewRow, plan: Plan) -> PreviewRow:
    if row.row_number not in plan.shared:
        return row
    return replace(row, problems=(*row.problems, shared_number()))
