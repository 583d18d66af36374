"""The papers of cells, read back: who comes when, nobody's whole number, the same on every form."""

from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.campaign.schedule.errors import NoSuchCellError
from desktop.campaign.schedule.papers import SchedulePapers
from desktop.campaign.schedule.rules import clock_time
from desktop.campaign.schedule.service import ScheduleService
from desktop.common.actors import COMMAND_LINE
from desktop.common.work import CancelledError, Work
from desktop.models import AuditEvent, Member
from desktop.security.preferences import Preferences
from desktop.shifts.calendar import CalendarService
from desktop.shifts.plan.service import PlanService
from tests.campaign.conftest import NA_SANG
from tests.progress.conftest import CLERK

# What papers say does not depend on the engine.
pytestmark = pytest.mark.parametrize("office", ["embedded"], indirect=True)


@pytest.fixture
def schedule(plan):
    days = CalendarService(plan.store, plan.clock), PlanService(plan.store, plan.clock)
    return ScheduleService(plan.store, plan.clock, plan.campaign, *days)


@pytest.fixture
def papers(plan):
    return SchedulePapers(plan.store, plan.clock, Preferences(plan.store, plan.clock))


def said(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_a_cell_is_told_when_who_comes_and_asked_to_sign_its_list(plan, schedule, papers):
    schedule.accept(schedule.propose(), actor=CLERK)
    slot = next(row for row in schedule.board().cells if row.cell == NA_SANG).slots[0]
    made = papers.pdfs(NA_SANG, actor=CLERK)
    assert list(made) == ["thong-bao", "danh-sach-moi", "phieu-xac-nhan"]
    notice, invited, sheet = (said(pdf) for pdf in made.values())
    with plan.store.read() as session:
        people = session.query(Member).filter_by(cell=NA_SANG).all()
        numbers = [one.personal_id for one in people if one.personal_id]
        names = {one.id: one.full_name for one in people}
    assert "THÔNG BÁO LỊCH THU NHẬN" in notice
    assert f"Thứ Năm, {slot.day:%d/%m/%Y}" in notice
    for seat in slot.seats:
        assert names[seat.member_id] not in notice
        assert f"{clock_time(seat.minute)} {names[seat.member_id]}" in invited
    assert all(name in sheet for name in names.values())
    assert "1 sai thông tin" in sheet
    assert CLERK in notice
    for text in (notice, invited, sheet):
        assert not any(number in text for number in numbers)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    with plan.store.read() as session:
        event = session.query(AuditEvent).filter_by(tag="schedule:papers_made").one()
    assert event.detail == {"cells": 1, "people": len(people), "form": "print"}


def test_a_command_signs_no_paper(schedule, papers):
    schedule.accept(schedule.propose(), actor=CLERK)
    assert COMMAND_LINE not in said(papers.pdfs(NA_SANG, actor=COMMAND_LINE)["thong-bao"])


def test_whoever_came_already_is_not_asked_again(plan, schedule, papers):
    schedule.accept(schedule.propose(), actor=CLERK)
    assert "K'Brêu" in said(papers.pdfs(NA_SANG, actor=CLERK)["danh-sach-moi"])
    plan.take("k'breu")
    made = papers.pdfs(NA_SANG, actor=CLERK)
    assert "K'Brêu" not in said(made["danh-sach-moi"])
    assert "K'Brêu" in said(made["phieu-xac-nhan"])


def test_files_of_every_cell_carry_the_same_rows(plan, schedule, papers, tmp_path):
    schedule.accept(schedule.propose(), actor=CLERK)
    files = papers.write(None, tmp_path / "out", Work(), actor=CLERK)
    cells = [row for row in schedule.board().cells if row.cell]
    assert len(files) == 4 * len(cells)
    assert all(file.exists() for file in files)
    row = next(one for one in cells if one.cell == NA_SANG)
    book = openpyxl.load_workbook(tmp_path / "out" / "ban-na-sang.xlsx")
    assert book.sheetnames == ["Lịch", "Danh sách mời", "Xác nhận"]
    invited = [line for line in book["Danh sách mời"].values if isinstance(line[0], int)]
    assert [line[2] for line in invited] == [clock_time(seat.minute) for seat in row.slots[0].seats]
    planned = [line for line in book["Lịch"].values if isinstance(line[0], int)]
    assert [line[3] for line in planned] == [slot.people for slot in row.slots]


def test_without_a_slot_there_is_only_the_list_to_be_signed(papers, tmp_path):
    files = papers.write([NA_SANG], tmp_path, Work(), actor=CLERK)
    assert [file.name for file in files] == ["ban-na-sang-phieu-xac-nhan.pdf", "ban-na-sang.xlsx"]
    with pytest.raises(NoSuchCellError):
        papers.pdfs("Chi bộ không có", actor=CLERK)


def test_writing_stops_when_asked_and_leaves_whole_files(papers, tmp_path):
    work = Work()
    work.cancel()
    with pytest.raises(CancelledError):
        papers.write(None, tmp_path / "out", work, actor=CLERK)
    assert not list(tmp_path.glob("out/*"))


def test_cells_of_like_names_do_not_write_over_each_other(plan, papers, tmp_path):
    with plan.store.write() as session:
        people = session.query(Member).filter(Member.retired == "").limit(2).all()
        people[0].cell, people[1].cell = "Bản Mó", "Bản Mỏ"
    files = papers.write(["Bản Mó", "Bản Mỏ"], tmp_path, Work(), actor=CLERK)
    assert len({file.name for file in files}) == len(files) == 4
