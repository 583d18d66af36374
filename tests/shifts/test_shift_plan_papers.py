"""The plan on the wall and as a workbook, read back."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.common.shifts import DayPart, Shift
from desktop.documents.shift_plan import PlanRow, WallPlan, render_wall_plans
from desktop.shifts.errors import PlanError
from tests import factories
from tests.shifts.plan_desk import CLERK, HEAD, OTHER, PlanDesk

WEDNESDAY = date(2025, 8, 20)
MORNING, EVENING = Shift(WEDNESDAY, DayPart.MORNING), Shift(WEDNESDAY, DayPart.EVENING)
IT = "Sùng Thị Mỷ"
LONG = "Nguyễn Hoàng Phương Thảo Nguyên Thị Ngọc Ánh Tuyết Mai"


@pytest.fixture
def planner(either_store):
    """A counter of either engine with a plan of three weeks."""
    clock = factories.clock()
    desk = PlanDesk.of(either_store, clock)
    desk.put(EVENING, CLERK, OTHER, "=HYPERLINK(cmd)")
    desk.put(MORNING, HEAD, place="Tổ lưu động bản Nà Sang")
    desk.put(Shift(date(2025, 9, 3), DayPart.MORNING), CLERK)
    desk.log_in(CLERK, clock.now() + timedelta(hours=11))
    desk.act(CLERK, clock.now() + timedelta(hours=13, minutes=30))
    desk.log_in(HEAD, clock.now() + timedelta(hours=14))
    return desk


def pages(pdf):
    found = []
    for page in PdfReader(BytesIO(pdf)).pages:
        width, height = (round(float(side)) for side in page.mediabox[2:])
        assert (width, height) == (842, 595)
        found.append(" ".join(page.extract_text().split()))
    return found


def test_a_sheet_for_each_week_says_who_when_where(planner):
    first, _, third = pages(planner.papers.pdf(WEDNESDAY, 3, actor=IT))
    assert "LỊCH TRỰC Tuần 18/08 – 24/08/2025, quầy MT02" in first
    assert "Thứ Tư 20/08/2025" in first
    assert "Tổ lưu động bản Nà Sang" in first
    for name in (CLERK, OTHER, HEAD):
        assert name in first
    assert "=HYPERLINK(cmd)" in first.replace(" ", "")
    assert "Lập lúc 07:15 ngày 20/08/2025." in first
    assert "Ngày nghỉ" not in first
    assert "Ngày nghỉ" in third
    assert "Quốc khánh" in third
    assert planner.events()[-1][2] == {"weeks": 3, "form": "pdf"}


def wall(people, places, name=LONG):
    cell = tuple(f"{name} {n}" for n in range(people))
    return WallPlan(
        office_lines=("Đảng ủy xã Mường Thử",),
        place_date="Mường Thử, ngày 20 tháng 8 năm 2025",
        subject="Tuần 18/08 – 24/08/2025, quầy MT02",
        days=tuple(f"Thứ {n} 2{n}/08/2025" for n in range(7)),
        holidays=("", "Quốc khánh", "", "", "", "", ""),
        rows=tuple(
            PlanRow((part, f"Nơi trực {place}"), (cell,) * 7)
            for part in ("Ca sáng", "Ca chiều", "Ca tối")
            for place in range(places)
        ),
        footer="Lập lúc 07:15 ngày 20/08/2025.",
    )


@pytest.mark.parametrize(("people", "places", "expected"), [(0, 1, 1), (3, 2, 1), (2, 3, 1)])
def test_a_usual_week_hangs_on_one_page(people, places, expected):
    found = pages(render_wall_plans([wall(people, places, "Lò Thị Hương")]))
    assert len(found) == expected
    assert found[0].count("Lò Thị Hương") == people * places * 21
    assert "Người xếp lịch" in found[-1]


def test_a_week_beyond_all_measure_goes_on_and_cuts_no_name():
    found = pages(render_wall_plans([wall(4, 6)]))
    assert len(found) > 1
    text = "".join(found).replace(" ", "").replace("–", "")
    assert text.count(LONG.replace(" ", "")) == 4 * 6 * 21
    assert all(f"Trang {n}/{len(found)}" in page for n, page in enumerate(found, start=1))
    assert [("Người xếp lịch" in page) for page in found] == [False] * (len(found) - 1) + [True]


def test_the_workbook_has_the_wall_and_the_list_and_no_formula(planner):
    book = openpyxl.load_workbook(BytesIO(planner.papers.workbook(WEDNESDAY, 2, actor=IT)))
    assert book.sheetnames == ["Tuần 18-08-2025", "Tuần 25-08-2025", "Danh sách"]
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.data_type in "ns" for cell in row)
    week = [[cell.value for cell in row] for row in book["Tuần 18-08-2025"].iter_rows(min_row=3)]
    assert week[0][:5] == [
        "Ca",
        "Nơi trực",
        *(f"Thứ {d}" for d in ("Hai 18/08/2025", "Ba 19/08/2025", "Tư 20/08/2025")),
    ]
    evening = next(row for row in week if row[0] == "Ca tối")
    assert evening[4].split("\n") == [CLERK, OTHER, "=HYPERLINK(cmd)"]
    listed = list(book["Danh sách"].iter_rows(min_row=2, values_only=True))
    day = ("20/08/2025", "thứ Tư")
    assert listed == [
        (*day, "ca sáng", "ngày thường", "Tổ lưu động bản Nà Sang", HEAD, "sắp tới", *[None] * 3),
        (*day, "ca tối", "ngoài giờ", "Quầy MT02", CLERK, "đã làm", "18:15", "20:45", 150),
        (*day, "ca tối", "ngoài giờ", "Quầy MT02", OTHER, "sắp tới", *[None] * 3),
        (*day, "ca tối", "ngoài giờ", "Quầy MT02", "'=HYPERLINK(cmd)", "sắp tới", *[None] * 3),
        (*day, "ca tối", "ngoài giờ", "Quầy MT02", HEAD, "làm ngoài lịch", "21:15", "21:15", 0),
    ]


def test_more_weeks_than_a_file_has_are_refused(planner):
    with pytest.raises(PlanError):
        planner.papers.pdf(WEDNESDAY, 27, actor=IT)
