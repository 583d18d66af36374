"""What an operator can do with one person of the list, and with the whole list as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from desktop.common.clock import Clock, today
from desktop.common.i18n import tr, vi
from desktop.common.sheet_out import Column, write_sheet
from desktop.common.text import clean
from desktop.common.vocabulary import ChangeCause, FieldKey, MemberStatus
from desktop.common.work import Work
from desktop.models import Member, MemberVersion
from desktop.roster import store as roster_store
from desktop.roster.closed.store import require_open, wait_for_closing
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.errors import EditRefusedError, MemberUnknownError
from desktop.roster.keeping import store
from desktop.roster.keeping.amending import read_values
from desktop.roster.keeping.difference import Standing, changes_between, edited
from desktop.roster.keeping.rows import shown, written
from desktop.roster.keeping.views import (
    STATUS,
    Dossier,
    FieldChange,
    HistoryEntry,
    ImportEntry,
)
from desktop.roster.keeping.words import COLUMNS, heading_of
from desktop.roster.person import view_of
from desktop.roster.rules import STATUS_NAMES
from desktop.security.store import is_practice, record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_REPORT_EVERY = 500
_LOST = frozenset({"date_future", "date_not_real"})
"""Problems that mean another value than the one typed; a file's row keeps what it can."""

_WIDTHS = {FieldKey.FULL_NAME: 28, FieldKey.RESIDENCE: 34, FieldKey.HOMETOWN: 30}


class RosterPeople:
    """One person's page, edits with their reason, and the list as a workbook."""

    def __init__(
        self, store_: Store, clock: Clock, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store_
        self._clock = clock
        self._on_change = on_change

    def dossier(self, member_id: UUID) -> Dossier:
        """Return everything the list knows of a person.

        Raises:
            MemberUnknownError: nobody has this id.
        """
        with self._store.read() as session:
            person = _required(session, member_id)
            standing = store.standing_of(person)
            return Dossier(
                person=view_of(person, rules_in_force(session)),
                row_number=person.row_number,
                brought_by=_entry(session, person.first_import_id),
                last_import=_entry(session, person.import_id),
                listed={
                    FieldKey(key): text for key, text in standing.listed.items() if key != STATUS
                },
                sources=tuple(store.sources_of(session, member_id)),
                history=_history(session, person),
            )

    def history(self, member_id: UUID) -> tuple[HistoryEntry, ...]:
        """Return what became of a person's row, newest change first.

        Raises:
            MemberUnknownError: nobody has this id.
        """
        with self._store.read() as session:
            return _history(session, _required(session, member_id))

    def edit_person(
        self, member_id: UUID, changes: Mapping[str, str], *, reason: str, actor: str
    ) -> tuple[FieldChange, ...]:
        """Change what the list says of a person, with the reason; return what became different.

        The version before is kept. A newer list changes these fields only where it says something
        else than the list did when they were edited.

        Args:
            member_id: who.
            changes: `FieldKey` value or `status` -> text as people write it (`12/03/1978`,
                `Nam`, `Dự bị`, also stored words); empty takes a value away.
            reason: why; needed.
            actor: who edits.

        Raises:
            MemberUnknownError: nobody on the list has this id.
            EditRefusedError: the reason is missing, or a value cannot be read or is another
                person's number; nothing was changed.
            CellClosedError: the person's cell, or the one they would move to, is closed.
        """
        why = clean(reason)
        if not why:
            raise EditRefusedError(
                tr("Chưa ghi lý do sửa."), tr("Ghi ngắn gọn vì sao sửa, rồi lưu lại.")
            )
        with self._store.write() as session:
            wait_for_closing(session)
            person = _required(session, member_id)
            if person.retired:
                raise _unknown()
            before = store.standing_of(person)
            after = self._read(session, person.id, before, changes)
            found = changes_between(before, after)
            if not found:
                return ()
            require_open(session, [(after.fields.get(FieldKey.CELL, ""), after.status.value)])
            at = self._clock.now()
            store.write_versions(
                session, [person], cause=ChangeCause.EDIT, at=at, actor=actor, reason=why
            )
            store.put(person, after, at=at)
            record(
                session,
                Tag.MEMBER_EDITED,
                at=at,
                actor=actor,
                target=str(member_id),
                detail={"fields": [change.field for change in found]},
            )
        self._on_change()
        return found

    def export_list(self, target: Path, *, actor: str, work: Work | None = None) -> int:
        """Write everybody on the list to an .xlsx that can be imported again; return how many.

        Texts that a spreadsheet would take for formulas are made harmless.

        Raises:
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
            CancelledError: the work was cancelled; no file was made.
        """
        work = work or Work()
        with self._store.read() as session:
            people = roster_store.everybody(session)
            practice = is_practice(session)
        headers = sorted({header for one in people for header in one.extra.get("columns", {})})
        keys = [key for key in COLUMNS if any(_value(one, key) for one in people)]
        columns = [
            Column(vi("STT"), 6),
            *(Column(heading_of(key), _WIDTHS.get(key, 18)) for key in keys),
            Column(heading_of(STATUS), 18),
            Column(heading_of(FieldKey.NOTE), 28, wraps=True),
            *(Column(header, 18) for header in headers),
        ]
        lines = _lines(people, keys, headers, work)
        write_sheet(target, vi("Danh sách đảng viên"), columns, lines, practice=practice)
        with self._store.write() as session:
            record(
                session,
                Tag.ROSTER_EXPORTED,
                at=self._clock.now(),
                actor=actor,
                detail={"people": len(people)},
            )
        return len(people)

    def _read(
        self, session: Session, member_id: UUID, before: Standing, changes: Mapping[str, str]
    ) -> Standing:
        """Read typed values with the readers of files, so that one rule holds for both."""
        unknown = set(changes) - {*FieldKey, STATUS}
        if unknown:
            raise ValueError(f"no such field: {sorted(unknown)}")
        typed = {key: clean(text) for key, text in changes.items()}
        if typed.get(STATUS) in {status.value for status in MemberStatus}:
            typed[STATUS] = STATUS_NAMES[MemberStatus(typed[STATUS])]
        values = written(before.fields, before.status, ()) | typed
        row = read_values(values, today(self._clock))
        if row is None:
            raise EditRefusedError(
                tr("Họ tên không được để trống."), tr("Nhập họ và tên như trên thẻ rồi lưu lại.")
            )
        wanted = {
            FieldKey(key): row.fields.get(FieldKey(key), "") for key in typed if key != STATUS
        }
        for problem in row.problems:
            key = STATUS if problem.code == "status_unreadable" else problem.field
            is_lost = problem.code in _LOST or key == STATUS or not wanted.get(FieldKey(key))
            if typed.get(key) and is_lost:
                raise EditRefusedError(
                    tr("Chưa đọc được: {value}").format(value=typed[key]), problem.message
                )
        number = wanted.get(FieldKey.PERSONAL_ID, "")
        if number and (owner := store.other_with_number(session, number, member_id)):
            raise EditRefusedError(
                tr("Số định danh này đang là của {name}.").format(name=owner.full_name),
                tr("Xem lại số trên thẻ của cả hai người rồi sửa người ghi sai."),
            )
        after = edited(before, wanted, row.status if STATUS in typed else None)
        about = {problem for problem in row.problems if problem.field in wanted}
        return after.with_problems(sorted(about, key=lambda one: (one.field, one.code)))


def _value(person: Member, key: FieldKey) -> str:
    beyond = person.extra.get("fields", {})
    return str(getattr(person, key.value, "") or beyond.get(key.value, ""))


def _lines(
    people: Sequence[Member], keys: Sequence[FieldKey], headers: Sequence[str], work: Work
) -> Iterator[list[str]]:
    for number, person in enumerate(people, start=1):
        if number % _REPORT_EVERY == 1:
            work.report(number - 1, len(people), tr("Đang ghi danh sách"))
        extra = person.extra.get("columns", {})
        yield [
            str(number),
            *(shown(key, _value(person, key)) for key in keys),
            STATUS_NAMES[MemberStatus(person.status)],
            _value(person, FieldKey.NOTE),
            *(str(extra.get(header, "")) for header in headers),
        ]
    work.report(len(people), len(people), tr("Đang ghi danh sách"))


def _history(session: Session, person: Member) -> tuple[HistoryEntry, ...]:
    after = store.standing_of(person)
    found: list[HistoryEntry] = []
    files: dict[UUID, str] = {}
    for version in store.versions_of(session, person.id):
        before = store.standing_in(version.values)
        found.append(
            HistoryEntry(
                cause=ChangeCause(version.cause),
                changed_at=version.changed_at,
                changed_by=version.changed_by,
                reason=version.reason,
                file_name=_file_of(session, version, files),
                changes=changes_between(before, after),
            )
        )
        after = before
    return tuple(found)


def _file_of(session: Session, version: MemberVersion, files: dict[UUID, str]) -> str:
    if version.import_id is None:
        return ""
    if version.import_id not in files:
        entry = store.import_by_id(session, version.import_id)
        files[version.import_id] = entry.file_name if entry else ""
    return files[version.import_id]


def _entry(session: Session, import_id: UUID | None) -> ImportEntry | None:
    row = store.import_by_id(session, import_id)
    return store.entry_of(row) if row else None


def _required(session: Session, member_id: UUID) -> Member:
    person = roster_store.member(session, member_id)
    if person is None:
        raise _unknown()
    return person


def _unknown() -> MemberUnknownError:
    return MemberUnknownError(
        tr("Không còn thấy người này trong danh sách."),
        tr("Tìm lại bằng tên hoặc số định danh."),
    )
