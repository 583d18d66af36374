"""What an operator can do with the commune's list; one method per verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.text import clean, only_digits
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.common.work import Work
from desktop.models import Member
from desktop.roster import store
from desktop.roster.errors import (
    IncompletePersonError,
    MemberUnknownError,
)
from desktop.roster.finding.lookup import Lookup
from desktop.roster.finding.views import ListChoices, ListPage, ListQuery
from desktop.roster.mapping import HeaderMapping
from desktop.roster.plan import Known, Plan, make_plan
from desktop.roster.problems import restored
from desktop.roster.reading.preview import HIDDEN_INCLUDE, preview_file
from desktop.roster.rules import APART, eligibility, reason_text
from desktop.roster.set_aside import write_set_aside
from desktop.roster.views import (
    ImportPreview,
    ImportReport,
    NearMatch,
    PersonRow,
    PersonView,
    PreviewRow,
    RosterCounts,
    SearchResult,
    column_letters,
)
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class RosterService:
    """The list, its imports, and its search."""

    def __init__(self, store_: Store, clock: Clock) -> None:
        self._store = store_
        self._clock = clock
        self._lookup = Lookup(store_)

    # ---------------------------------------------------------------- import

    def preview(
        self,
        path: Path,
        *,
        sheet: str | None = None,
        mapping: HeaderMapping | None = None,
        header_row: int | None = None,
        encoding: str | None = None,
        password: str | None = None,
        hidden: str = HIDDEN_INCLUDE,
    ) -> ImportPreview:
        """Return what a file would give; nothing is stored. See `preview_file`.

        Raises:
            ListFileError: the file cannot be read, or holds no list.
        """
        return preview_file(
            path,
            self._clock,
            sheet=sheet,
            mapping=mapping,
            header_row=header_row,
            encoding=encoding,
            password=password,
            hidden=hidden,
        )

    def import_file(
        self,
        path: Path,
        *,
        actor: str,
        dry_run: bool = False,
        work: Work | None = None,
        sheet: str | None = None,
    ) -> ImportReport:
        """Take a list in, in one transaction; nobody is ever deleted.

        The same file again, when it changes nothing, writes nothing at all.

        Raises:
            ListFileError: the file cannot be read, or holds no list.
            StoreError: nothing was stored.
            CancelledError: the work was cancelled; nothing was stored.
        """
        work = work or Work()
        work.report(0, 3, tr("Đang đọc tệp"))
        preview = self.preview(path, sheet=sheet)
        work.report(1, 3, tr("Đang so với danh sách đã có"))
        if dry_run:
            with self._store.read() as session:
                plan = _plan(store.known_people(session), preview)
            return _report(preview, plan, dry_run=True)
        with self._store.write() as session:
            plan = _plan(store.known_people(session), preview)
            report = _report(preview, plan)
            latest = store.latest_import(session)
            if latest and latest.sha256 == preview.source.sha256 and plan.changes_nothing:
                note = tr("Tệp này đã nhập rồi: không có gì thay đổi.")
                return replace(report, import_id=latest.id, messages=(*report.messages, note))
            work.report(2, 3, tr("Đang lưu"))
            at = self._clock.now()
            import_id = store.apply(session, report, plan, actor=actor, at=at)
            record(
                session,
                Tag.ROSTER_IMPORTED,
                at=at,
                actor=actor,
                target=str(import_id),
                detail={"sha256": preview.source.sha256, "counts": store.counts_of(report)},
            )
        self._lookup.look_again()
        work.report(3, 3)
        return replace(report, import_id=import_id)

    def latest_import_id(self) -> UUID | None:
        """Return the id of the newest import, None when no list was taken in yet."""
        with self._store.read() as session:
            latest = store.latest_import(session)
            return latest.id if latest else None

    def export_set_aside(self, import_id: UUID, target: Path) -> int:
        """Write the rows an import set aside to an .xlsx, with reasons; return how many.

        Raises:
            MemberUnknownError: there is no such import.
            InputFileError: the folder cannot be written.
            DiskFullError: there is no room.
        """
        with self._store.read() as session:
            entry = store.import_by_id(session, import_id)
            if entry is None:
                raise MemberUnknownError(
                    tr("Chưa có lần nhập danh sách nào như vậy."),
                    tr("Nhập danh sách trước, rồi xuất các dòng cần sửa."),
                )
            rows = store.set_aside_of(session, import_id)
            columns = entry.mapping["columns"]
        width = max((int(column["index"]) + 1 for column in columns), default=0)
        headers = [column_letters(index) for index in range(width)]
        for column in columns:
            headers[int(column["index"])] = str(column["header"])
        write_set_aside(target, headers, rows)
        return len(rows)

    # ---------------------------------------------------------------- find

    def warm_up(self) -> None:
        """Make the index ready, so that the first keystroke does not wait; for a worker thread."""
        self._lookup.index()

    def search(self, text: str, limit: int = 50) -> SearchResult:
        """Return the people that fit what was typed, best first; found in memory."""
        return self._lookup.search(text, limit)

    def find_by_personal_id(self, number: str) -> PersonRow | None:
        """Return the person with exactly this number, or None."""
        return self._lookup.by_personal_id(only_digits(number))

    def near_matches(
        self, full_name: str, birth_date_iso: str, limit: int = 5, *, personal_id: str = ""
    ) -> tuple[NearMatch, ...]:
        """Return who on the list resembles a person who is not on it, with the reason."""
        return self._lookup.near(full_name, birth_date_iso, personal_id, limit)

    def list_page(self, query: ListQuery, offset: int = 0, limit: int = 200) -> ListPage:
        """Return rows of the list, filtered and sorted; any offset costs the same."""
        return self._lookup.page(query, offset, limit)

    def list_count(self, query: ListQuery) -> int:
        """Return how many people a query lets through."""
        return self._lookup.count(query)

    def list_row_of(self, query: ListQuery, member_id: UUID) -> int | None:
        """Return in which row of the list a person stands, None when they are not on it."""
        return self._lookup.row_of(query, member_id)

    def list_choices(self) -> ListChoices:
        """Return what the filters of the list can be set to, with numbers of people."""
        return self._lookup.choices()

    def get(self, member_id: UUID) -> PersonView:
        """Return everything the list says of a person.

        Raises:
            MemberUnknownError: nobody has this id.
        """
        with self._store.read() as session:
            person = store.member(session, member_id)
            if person is None:
                raise MemberUnknownError(
                    tr("Không còn thấy người này trong danh sách."),
                    tr("Tìm lại bằng tên hoặc số định danh."),
                )
            return _view(person)

    # ---------------------------------------------------------------- add

    def add_outside(
        self, fields: Mapping[FieldKey, str], *, status: MemberStatus, actor: str
    ) -> PersonView:
        """Add a person who is not on the list; counted apart.

        Args:
            fields: what is known; the full name is needed.
            status: TEMPORARY_RESIDENT or OUTSIDE_LIST.
            actor: who adds.

        Raises:
            IncompletePersonError: there is no name, or somebody has this number already.
            ValueError: another status.
        """
        if status not in APART:
            raise ValueError(status)
        kept = {key: cleaned for key, text in fields.items() if (cleaned := clean(text))}
        if FieldKey.FULL_NAME not in kept:
            raise IncompletePersonError(
                tr("Chưa có họ tên."), tr("Nhập họ và tên như trên thẻ rồi thêm lại.")
            )
        row = PreviewRow(0, kept, status, (), {})
        with self._store.write() as session:
            number = kept.get(FieldKey.PERSONAL_ID, "")
            if number and any(one.personal_id == number for one in store.known_people(session)):
                raise IncompletePersonError(
                    tr("Số định danh này đã có trong danh sách."),
                    tr("Tìm theo số định danh để mở đúng người."),
                )
            at = self._clock.now()
            member_id = store.add_people(session, [row], import_id=None, at=at)[0]
            record(
                session,
                Tag.MEMBER_ADDED,
                at=at,
                actor=actor,
                target=str(member_id),
                detail={"status": status.value, "fields": sorted(key.value for key in kept)},
            )
        self._lookup.look_again()
        return self.get(member_id)

    # ---------------------------------------------------------------- counts

    def counts(self) -> RosterCounts:
        """Return how many people the store holds; people counted apart stand apart."""
        return self._lookup.counts()

    def cells(self) -> list[str]:
        """Return the names of the Party cells, in order."""
        with self._store.read() as session:
            return store.all_cells(session)


def _plan(known: Sequence[Known], preview: ImportPreview) -> Plan:
    numbers = (only_digits(text) for row in preview.set_aside for text in row.cells)
    kept = {number for number in numbers if len(number) in {9, 12}}
    return make_plan(preview.people, known, kept)


def _report(preview: ImportPreview, plan: Plan, *, dry_run: bool = False) -> ImportReport:
    messages = [*preview.messages]
    if plan.gone:
        messages.append(
            tr("{n} người của danh sách trước không có trong tệp này: vẫn giữ lại.").format(
                n=len(plan.gone)
            )
        )
    return ImportReport(
        import_id=None,
        dry_run=dry_run,
        preview=preview,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=len(plan.unchanged),
        gone=len(plan.gone),
        gone_people=tuple(person.full_name for person in plan.gone),
        messages=tuple(messages),
    )


def _view(person: Member) -> PersonView:
    has_cards = any(kept.get("code") == "card_missing" for kept in person.problems)
    verdict = eligibility(
        MemberStatus(person.status), card_number=person.card_number, list_has_cards=has_cards
    )
    return PersonView(
        member_id=person.id,
        fields=store.fields_of(person),
        status=MemberStatus(person.status),
        eligible=verdict.eligible,
        reason=reason_text(verdict.reason),
        problems=tuple(restored(kept) for kept in person.problems),
        extra={str(key): str(text) for key, text in person.extra.get("columns", {}).items()},
    )
