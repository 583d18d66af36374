"""The last ones by name: the reason that holds, masked numbers, and lists that agree."""

import json
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from desktop.common.errors import InputFileError
from desktop.common.i18n import vi
from desktop.common.ids import new_id
from desktop.common.vocabulary import (
    CallFor,
    CallOutcome,
    CannotCome,
    FieldKey,
    VisitOutcome,
    VisitPlace,
)
from desktop.models import (
    AuditEvent,
    Member,
    PhoneCall,
    SpecialCase,
    Station,
    Team,
    Visit,
    VisitList,
)
from desktop.progress.remaining.papers import write_names_paper, write_names_workbook
from desktop.progress.remaining.rules import Noted, ReasonFrom, reason_of
from desktop.progress.remaining.views import Wanted
from desktop.progress.remaining.words import reason_words
from desktop.security.tags import Tag
from tests.progress.conftest import CLERK


def why(office, name):
    found = office.remaining.list_them()
    (one,) = [one for one in found.people if one.full_name == name]
    return reason_words(one.why, vi)


def pang(office):
    """The key and the name of one of them."""
    row = office.roster.search("lo thi pang").rows[0]
    with office.store.read() as session:
        return row.member_id, session.get(Member, row.member_id).full_name


def names(found):
    return {one.full_name for one in found.people}


def test_the_names_are_those_of_the_counts(office):
    everybody = office.remaining.list_them()
    assert len(everybody.people) == everybody.report.total.eligible == 4
    office.take("giang a pao")
    found = office.remaining.list_them()
    assert names(everybody) - names(found) == {"Giàng A Pao"}
    total = found.report.total
    assert len(found.people) == total.eligible - total.received
    for cell in {one.cell for one in everybody.people}:
        part = office.remaining.list_them(Wanted(cell=cell))
        (counted,) = [one for one in found.report.cells if one.name == cell]
        assert len(part.people) == counted.left


def test_numbers_are_masked(office):
    with office.store.read() as session:
        whole = {row for row in session.scalars(select(Member.personal_id)) if row}
    for one in office.remaining.list_them().people:
        assert one.masked_id not in whole
        assert sum(ch.isdigit() for ch in one.masked_id) <= 4


def test_a_reason_for_setting_aside_is_shown_and_can_be_asked_for(office):
    who, name = pang(office)
    key = office.intake.open(who, actor=CLERK).application_id
    office.moves.could_not_receive(key, actor=CLERK, reason="đi làm xa")
    assert why(office, name) == "Không thu nhận được: đi làm xa"
    found = office.remaining.list_them(Wanted(reason=("not_received", "đi làm xa")))
    assert names(found) == {name}
    assert names(office.remaining.list_them(Wanted(reason=("", "")))) == names(
        office.remaining.list_them()
    ) - {name}


def test_visits_calls_and_special_cases_say_why(office):
    (who, name), now = pang(office), office.clock.now()
    made = {"origin": "", "version": 1, "created_at": now, "updated_at": now}
    assert why(office, name) == "Chưa đến"
    with office.store.write() as session:
        session.add(
            SpecialCase(
                id=new_id(), **made, member_id=who, reason=CannotCome.ILL.value,
                place=VisitPlace.HOME.value, note="suy tim", set_by=CLERK,
            )
        )  # fmt: skip
    assert why(office, name) == "Cần đến tận nơi"  # and nothing of anybody's health
    key = office.intake.open(who, actor=CLERK).application_id
    with office.store.write() as session:
        session.add(
            PhoneCall(
                id=new_id(), application_id=key, call_for=CallFor.MEND.value,
                outcome=CallOutcome.COMING.value, on_day="2025-08-22", note="", called_at=now,
                called_by=CLERK,
            )
        )  # fmt: skip
    assert why(office, name) == "Hẹn đến, hẹn 22/08"
    office.later(days=1)
    now = office.clock.now()
    made = {**made, "created_at": now, "updated_at": now}
    with office.store.write() as session:
        station = session.scalars(select(Station)).one().id
        team = Team(id=new_id(), **made, station_id=station, name="Tổ 1")
        session.add(team)
        session.flush()
        round_ = VisitList(
            id=new_id(), **made, station_id=station, number=1, team_id=team.id, day="2025-08-21",
            state="open", made_by=CLERK,
        )  # fmt: skip
        session.add(round_)
        session.flush()
        session.add(
            Visit(
                id=new_id(), **made, list_id=round_.id, member_id=who, position=1,
                place=VisitPlace.HOME.value, outcome=VisitOutcome.NOT_AT_HOME.value,
                revisit_on="2025-08-23", done_at=now, done_by=CLERK,
            )
        )  # fmt: skip
    assert why(office, name) == "Đến nhà không gặp, hẹn 23/08"


def test_the_newest_note_holds_and_a_visit_says_more_than_a_call():
    state = Noted("2025-08-01", ReasonFrom.STATE, "draft")
    call = Noted("2025-08-20", ReasonFrom.CALL, "no_answer")
    visit = Noted("2025-08-20", ReasonFrom.VISIT, "moved")
    old = Noted("2025-08-19", ReasonFrom.VISIT, "not_at_home")
    note = Noted("", ReasonFrom.LIST_NOTE, text="ở với con tại Hà Nội")
    case = Noted("", ReasonFrom.CANNOT_COME)
    assert reason_of([state]) == state
    assert reason_of([state, note]) == note
    assert reason_of([note, state, case]) == case
    assert reason_of([case, state, old, call]) == call
    assert reason_of([call, visit, old, state]) == visit


def test_the_last_ones_of_a_past_day_are_those_of_its_figures(office):
    first = office.clock.now().date()
    (who, name) = pang(office)
    key = office.intake.open(who, actor=CLERK).application_id
    office.moves.could_not_receive(key, actor=CLERK, reason="đi làm xa")
    office.progress.report()  # where people stand on the list is known from the day it is counted
    office.later(days=1)
    office.take("giang a pao")
    assert office.intake.open(who, actor=CLERK).application_id == key  # came after all
    office.later(days=1)
    office.people.edit_person(
        office.roster.search("giang a pao").rows[0].member_id,
        {FieldKey.CELL.value: "Bản Khác"}, reason="chuyển chi bộ", actor=CLERK,
    )  # fmt: skip
    then, now = office.remaining.list_them(as_of=first), office.remaining.list_them()
    assert names(then) - names(now) == {"Giàng A Pao"}
    for found in (then, now):
        total = found.report.total
        assert len(found.people) == total.eligible - total.received
        for cell in found.report.cells:
            part = office.remaining.list_them(Wanted(cell=cell.name), found.report.as_of)
            assert len(part.people) == cell.left
    assert "Bản Khác" not in {one.cell for one in then.people}
    (pang_then,) = [one for one in then.people if one.full_name == name]
    assert reason_words(pang_then.why, vi) == "Không thu nhận được: đi làm xa"
    assert why(office, name) != reason_words(pang_then.why, vi)
    assert "Số liệu đến hết ngày 20/08/2025" in " ".join(
        " ".join(page.extract_text() for page in PdfReader(
            BytesIO(write_names_paper(then, ""))).pages).split()
    )  # fmt: skip


def test_calls_and_special_cases_of_later_days_say_nothing_of_an_earlier_one(office):
    (who, name), first = pang(office), office.clock.now().date()
    key = office.intake.open(who, actor=CLERK).application_id
    office.later(days=1)
    now = office.clock.now()
    made = {"origin": "", "version": 1, "created_at": now, "updated_at": now}
    with office.store.write() as session:
        session.add(
            SpecialCase(
                id=new_id(), **made, member_id=who, reason=CannotCome.OLD.value,
                place=VisitPlace.HOME.value, note="", set_by=CLERK,
            )
        )  # fmt: skip
        session.add(
            PhoneCall(
                id=new_id(), application_id=key, call_for=CallFor.MEND.value,
                outcome=CallOutcome.NO_ANSWER.value, on_day="", note="", called_at=now,
                called_by=CLERK,
            )
        )  # fmt: skip
    assert why(office, name) == "Không nghe máy"
    (one,) = [
        one for one in office.remaining.list_them(as_of=first).people if one.full_name == name
    ]
    assert reason_words(one.why, vi) == "Đang làm dở"


def test_paper_workbook_and_data_name_the_same_people(office):
    office.take("giang a pao")
    found = office.remaining.list_them()
    paper = " ".join(
        " ".join(page.extract_text() for page in PdfReader(
            BytesIO(write_names_paper(found, "Công an tỉnh"))).pages).split()
    )  # fmt: skip
    (sheet,) = openpyxl.load_workbook(BytesIO(write_names_workbook(found, ""))).worksheets
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "STT")
    assert [row[1] for row in rows[head + 1 :]] == [one.full_name for one in found.people]
    for one in found.people:
        assert one.full_name in paper
    assert "Đã thu nhận 1 trên 4 đảng viên đủ điều kiện, còn 3." in paper
    assert "Giàng A Pao" not in paper
    for suffix in (".pdf", ".xlsx", ".json"):
        office.remaining_papers.write(found, office.folder / f"con-lai{suffix}", actor=CLERK)
    data = json.loads((office.folder / "con-lai.json").read_text())
    assert [one["name"] for one in data["people"]] == [one.full_name for one in found.people]
    with office.store.read() as session:
        events = session.scalars(
            select(AuditEvent).where(AuditEvent.tag == Tag.REMAINING_LISTED.value)
        ).all()
    assert [event.detail["people"] for event in events] == [3, 3, 3]
    with pytest.raises(InputFileError):
        office.remaining_papers.write(found, office.folder / "con-lai.docx", actor=CLERK)
