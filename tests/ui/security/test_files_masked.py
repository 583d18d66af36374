"""Every list and paper that is written is read back: whole numbers only where the table says so.

The table is that of docs/audit.md, "Whole numbers of people"; each case names its row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from desktop.common.clock import today
from desktop.common.vocabulary import (
    CallFor,
    CannotCome,
    CardState,
    FieldKey,
    MemberStatus,
    TeamRole,
)
from desktop.field.teams.views import TeamPerson
from desktop.models import Application, Batch, Member
from desktop.roster.keeping.to_mend import write_to_mend
from desktop.security.journal.views import JournalQuery
from desktop.security.sealing import new_identity
from desktop.services import Services
from desktop.ui.roster.person_file import load
from desktop.ui.roster.person_paper import paper_of
from tests import factories
from tests.ui.returns.test_cards_page import Sent
from tests.ui.roster.crosscheck import counter
from tests.ui.security.written_numbers import KINDS, kinds_of, whole_kinds
from tests.ui.shell.office import HUONG, open_office

AUDIT = Path(__file__).parents[3] / "docs" / "audit.md"
ID, OLD_ID, CARD, NEW_CARD, PHONE = KINDS
GUEST = {
    FieldKey.FULL_NAME: "Sùng A Chống",
    FieldKey.PERSONAL_ID: "014091000556",
    FieldKey.BIRTH_DATE: "1991-03-04",
    FieldKey.SEX: "male",
    FieldKey.CELL: "Chi bộ Tà Xùa",
}


@dataclass
class Office:
    """A counter with everybody's numbers, and where its files are written."""

    services: Services
    folder: Path
    people: dict[str, UUID]
    records: dict[str, UUID]
    stick: Path

    def member(self) -> UUID:
        return self.people["Giàng A Pao"]

    def record(self) -> UUID:
        return self.records["Giàng A Pao"]

    def file(self, name: str) -> Path:
        return self.folder / name


def _members(office: Office) -> None:
    office.services.people.export_list(office.file("a.xlsx"), actor=HUONG)


def _bad_rows(office: Office) -> Path:
    """Write a list of which one row has no name, and one a number that cannot be."""
    head = factories.LIST_CSV.split("1,Giàng")[0]
    rows = (
        '1,,12/03/1978,Nam,Mông,014078012345,Chi bộ 1,"Bản 1",03/02/2006,03/02/2007,14123417,CT',
        '2,Lò Thị Pâng,1950,Nữ,Thái,01415000012,Chi bộ 1,"Bản 1",03/02/2006,,14000321,CT',
    )
    file = office.file("hong.csv")
    file.write_text(head + "\n".join(rows) + "\n", encoding="utf-8-sig")
    return file


def _to_mend(office: Office) -> None:
    preview = office.services.imports.preview(_bad_rows(office))
    assert write_to_mend(preview, office.file("a.xlsx"))


def _outside(office: Office) -> None:
    assert office.services.eligibility.export_outside(office.file("a.xlsx"), actor=HUONG)


def _calls(office: Office) -> None:
    office.file("a.pdf").write_bytes(office.services.calls.sheets(CallFor.CARD, actor=HUONG))


def _route(office: Office) -> None:
    field = office.services.field
    field.marks.mark([office.people["K'Brêu"]], CannotCome.DISABLED, actor=HUONG)
    team = field.teams.add("Tổ 1", [TeamPerson(TeamRole.OFFICER, "Lò Văn Định")], actor=HUONG)
    day = today(office.services.clock).isoformat()
    made = field.visits.make([office.people["K'Brêu"]], [team.team_id], day, actor=HUONG)
    key = made.lists[0].list_id
    office.file("a.pdf").write_bytes(field.sheets.pdf(key, actor=HUONG))
    office.file("a.xlsx").write_bytes(field.sheets.workbook(key, actor=HUONG))


def _extract(office: Office) -> None:
    office.services.disclosure.export(office.member(), office.file("a.pdf"), actor=HUONG)


def _count(office: Office) -> None:
    papers = office.services.cards.papers
    office.file("a.pdf").write_bytes(papers.count_protocol(actor=HUONG))


def _hand_out(office: Office) -> None:
    papers = office.services.cards.papers
    office.file("a.pdf").write_bytes(papers.hand_out_lists(actor=HUONG))
    office.file("b.pdf").write_bytes(papers.still_here_list(actor=HUONG))


def _person_masked(office: Office) -> None:
    file = load(office.services, office.member())
    paper = paper_of(office.services, file, actor=HUONG, revealed=False)
    office.file("a.pdf").write_bytes(paper)


def _person_whole(office: Office) -> None:
    file = load(office.services, office.member())
    paper = paper_of(office.services, file, actor=HUONG, revealed=True)
    office.file("a.pdf").write_bytes(paper)


def _receipt(office: Office) -> None:
    printing = office.services.printing
    office.file("a.pdf").write_bytes(printing.receipt_pdf(office.record()))
    office.file("b.pdf").write_bytes(printing.preview(office.record(), clerk=HUONG))


def _progress(office: Office) -> None:
    services, report = office.services, office.services.progress.report()
    office.file("a.pdf").write_bytes(services.progress_papers.pdf(report, actor=HUONG))
    for end in ("pdf", "xlsx", "json"):
        services.progress_papers.write(report, office.file(f"b.{end}"), actor=HUONG)


def _remaining(office: Office) -> None:
    services, found = office.services, office.services.remaining.list_them()
    assert found.people
    office.file("a.pdf").write_bytes(services.remaining_papers.pdf(found, actor=HUONG))
    for end in ("pdf", "xlsx", "json"):
        services.remaining_papers.write(found, office.file(f"b.{end}"), actor=HUONG)


def _notices(office: Office) -> None:
    for end in ("pdf", "xlsx"):
        office.services.notices.write(office.file(f"a.{end}"), actor=HUONG)


def _slip(office: Office) -> None:
    queue = office.services.queue
    ticket = queue.issue(actor=HUONG, member_id=office.people["K'Brêu"])
    office.file("a.pdf").write_bytes(queue.slip(ticket.id))


def _trail(office: Office) -> None:
    assert office.services.journal.export(office.file("a.xlsx"), JournalQuery(), actor=HUONG)


def _handover(office: Office) -> None:
    with office.services.store.read() as session:
        key = session.query(Batch).one().id
    for name, with_names in (("a.pdf", True), ("b.pdf", False)):
        sheet = office.services.handover.sheet(key, with_names=with_names)
        office.file(name).write_bytes(sheet)


def _shift(office: Office) -> None:
    shifts, day = office.services.shifts, today(office.services.clock)
    office.file("a.pdf").write_bytes(shifts.papers.preview())
    office.file("b.pdf").write_bytes(shifts.plan_papers.pdf(day, actor=HUONG))
    office.file("b.xlsx").write_bytes(shifts.plan_papers.workbook(day, actor=HUONG))


def _tree(office: Office) -> None:
    office.services.organisation.sheets.export(office.file("a.xlsx"), actor=HUONG)


def _batch(office: Office) -> None:
    (sealed,) = office.stick.glob("*.qtn")
    office.file("a.qtn").write_bytes(sealed.read_bytes())


_CARDS = (
    (CardState.COUNTED, ""),
    (CardState.COUNTED, ""),
    (CardState.DAMAGED, "Rách mép"),  # the protocol names what is not whole
)
ON_THE_LIST = {ID, OLD_ID, CARD, PHONE}
CASES: tuple[tuple[str, set[FieldKey], Callable[[Office], None]], ...] = (
    ("list of members", {*ON_THE_LIST, NEW_CARD}, _members),
    ("rows set aside", {ID, CARD}, _to_mend),
    ("list of those who are not eligible", {ID}, _outside),
    ("call sheet", {PHONE}, _calls),
    ("route sheet", {PHONE}, _route),
    ("extract of one person", {*ON_THE_LIST, NEW_CARD}, _extract),
    ("count and hand-over of cards", {NEW_CARD}, _count),
    ("count and hand-over of cards", {NEW_CARD}, _hand_out),
    ("sheet of one person", set(), _person_masked),
    ("sheet of one person", {*ON_THE_LIST, NEW_CARD}, _person_whole),
    ("receipt", set(), _receipt),
    ("report of progress", set(), _progress),
    ("list of who remains", set(), _remaining),
    ("notice to home units", set(), _notices),
    ("slip of the queue", set(), _slip),
    ("trail as a workbook", set(), _trail),
    ("hand-over sheet", set(), _handover),
    ("papers of a shift", set(), _shift),
    ("organisation tree", set(), _tree),
    ("batch (`.qtn`)", set(), _batch),
)


def _give_numbers(services: Services) -> dict[str, UUID]:
    """Give everybody a phone and an old identity number; return who is on the list."""
    with services.store.write() as session:
        for n, member in enumerate(session.query(Member).order_by(Member.full_name)):
            member.phone, member.old_id = f"09000001{n:02d}", f"0501234{n:02d}"
        return {member.full_name: member.id for member in session.query(Member)}


@contextmanager
def office_with_numbers(folder: Path) -> Iterator[Office]:
    """Four people and a guest, three of them received, exported and their cards counted."""
    with open_office(folder / "p") as window:
        window.log_in()
        services = window.services
        people = _give_numbers(services)
        guest = services.roster.add_outside(
            GUEST, status=MemberStatus.TEMPORARY_RESIDENT, actor=HUONG
        )
        people[GUEST[FieldKey.FULL_NAME]] = guest.member_id
        names = ("giang a pao", "lo thi pang", "sung a chong")
        receipts = tuple(window.receive(name).receipt_number for name in names)
        services.security.add_recipient("Tỉnh (thử)", new_identity().public, actor=HUONG)
        (folder / "usb").mkdir()
        services.batch.export(folder / "usb", actor=HUONG)
        made, cards = Sent(window, folder, receipts), services.cards
        cards.lists.take(made.list_file(), actor=HUONG)
        for place, (state, why) in enumerate(_CARDS):
            key = cards.counts.find(made.number(place)).application_id
            cards.counts.mark(key, state, reason=why, actor=HUONG)
        cards.counts.close(actor=HUONG)
        with services.store.read() as session:
            rows = session.query(Application)
            records = {row.fields[FieldKey.FULL_NAME.value]: row.id for row in rows}
        yield Office(services, folder, people, records, folder / "usb")


def test_a_file_has_the_whole_numbers_that_the_table_allows_and_no_others(tmp_path):
    table = AUDIT.read_text("utf-8")
    with office_with_numbers(tmp_path) as office:
        numbers = kinds_of(office.services.store)
        assert {kind for kinds in numbers.values() for kind in kinds} == set(KINDS)
        expected, found = {}, {}
        for place, (row, allowed, write) in enumerate(CASES):
            folder = tmp_path / str(place)
            folder.mkdir()
            write(replace(office, folder=folder))
            files = sorted(folder.glob("[ab].*"))
            assert files, row
            name = f"{row}: {write.__name__}"
            expected[name] = sorted(allowed)
            found[name] = sorted(set().union(*(whole_kinds(file, numbers) for file in files)))
            assert row in table
    assert found == expected


def test_the_register_and_its_sheets_have_those_of_the_list(tmp_path):
    with counter(tmp_path) as window:
        services = window.services
        services.register.export(tmp_path / "a.xlsx", actor=HUONG)
        (tmp_path / "a.pdf").write_bytes(services.confirmation.sheets(maker=HUONG))
        numbers = kinds_of(services.store)
        for name in ("a.xlsx", "a.pdf"):
            assert whole_kinds(tmp_path / name, numbers) <= {ID, CARD, OLD_ID}
            assert ID in whole_kinds(tmp_path / name, numbers)
    table = AUDIT.read_text("utf-8")
    assert "register of differences (Excel)" in table
    assert "sheet of differences to be confirmed" in table
