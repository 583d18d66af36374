"""The evening report: one A4 in every case, and the same numbers in every form."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.common.channels import IntakeSource
from desktop.common.errors import InputFileError
from desktop.common.figures import Rounding, forecast
from desktop.documents.figure_words import shown
from desktop.progress import words
from desktop.progress.course import course_of
from desktop.progress.data import as_data
from desktop.progress.papers import write_paper, write_workbook
from desktop.progress.rules import Group, Key, totals
from desktop.progress.views import CellProgress
from tests.progress.conftest import CLERK

# What papers say does not depend on the engine.
pytestmark = pytest.mark.parametrize("office", ["embedded"], indirect=True)


def page(pdf):
    (only,) = PdfReader(BytesIO(pdf)).pages
    return " ".join(only.extract_text().split())


def large(report, cells):
    """The same report of a commune with many cells and long names: 1,688 of 1,766, and 55."""
    counts = {}
    rest, received = 1_766, 1_688
    for number in range(cells):
        name = (
            f"Chi bộ {number + 1} liên bản Nà Sang - Huổi Bon - Pá Lau - Trường phổ thông dân tộc"
        )
        here = rest if number == cells - 1 else 1_766 // cells
        done = min(received, here - (1 if number % 2 else 0)) if number < cells - 1 else received
        counts[Key(name, Group.ELIGIBLE, "received", "commune_counter")] = done
        counts[Key(name, Group.ELIGIBLE, "", "", "")] = here - done
        rest, received = rest - here, received - done
    counts[Key("", Group.TEMPORARY, "received", "mobile_team")] = 55
    for number in range(20):
        counts[Key("", Group.ELIGIBLE, "not_received", "", f"lý do số {number} khá dài dòng")] = 0
    by_cell = {}
    for key, people in counts.items():
        by_cell.setdefault(key.cell, {})[key] = people
    total = totals(counts)
    due, first = date(2025, 8, 22), report.as_of - timedelta(days=13)
    ahead = forecast(
        recent=420, days=7, remaining=total.eligible - total.received,
        today=report.as_of, deadline=due,
    )  # fmt: skip
    by_day = {first + timedelta(days=n): 90 + 7 * (n % 5) for n in range(13)}
    by_day[report.as_of] = total.received - sum(by_day.values())
    return replace(
        report,
        total=total,
        cells=tuple(CellProgress(name, totals(some)) for name, some in sorted(by_cell.items())),
        campaign=replace(
            report.campaign, rounding=Rounding.TRUNCATE, deadline=due,
            name="Đợt cao điểm thu nhận thông tin, cấp, đổi thẻ đảng viên trên nền Cơ sở dữ liệu "
                 "quốc gia về dân cư năm 2025",
        ),
        forecast=ahead,
        course=course_of(
            by_day, total, as_of=report.as_of, start=first, deadline=due, forecast=ahead
        ),
    )  # fmt: skip


def test_the_paper_says_what_the_counts_say(office):
    office.take("giang a pao")
    report = office.progress.report()
    text = page(write_paper(report, "Công an tỉnh Sơn La"))
    assert "Đã thu nhận 1 trên 4 đảng viên đủ điều kiện, đạt 25,0%." in text
    assert "CÔNG AN TỈNH SƠN LA" in text
    assert "Bản Nà Sang" in text
    assert "Chưa đến 3" in text
    assert "Số liệu đến 07:15 ngày 20/08/2025" in text
    office.later(days=3)
    earlier = page(write_paper(office.progress.report(date(2025, 8, 20)), ""))
    assert "Số liệu đến hết ngày 20/08/2025" in earlier
    assert "ngày 23 tháng 8 năm 2025" in earlier  # the day it is made


@pytest.mark.parametrize("cells", [1, 10, 11, 70])
def test_the_paper_is_one_page_for_any_commune(office, cells):
    report = large(office.progress.report(), cells)
    text = page(write_paper(report, "Công an tỉnh Sơn La"))
    assert "1.688 trên 1.766" in text
    assert "95,5%" in text  # cut, as the published figure is
    assert "55 người tính riêng" in text
    assert "1.743 hồ sơ" in text
    assert report.percent(1_688, 1_766, Rounding.HALF_UP) == Decimal("95.6")


def test_cells_without_room_are_counted_and_the_sum_says_whose_it_is(office):
    report = large(office.progress.report(), 70)
    text = page(write_paper(report, ""))
    behind = [one for one in report.cells if one.totals.eligible > one.totals.received]
    assert f"chi bộ còn lại nhiều nhất ({len(behind)}/70 chưa xong, đủ ở bảng Excel)" in text
    assert "Cả 70 chi bộ 1.766 1.688" in text
    assert "Cộng 1.766" not in text
    done = tuple(one for one in report.cells if one not in behind)
    few = page(write_paper(replace(report, cells=(*behind[:2], *done)), ""))
    assert "2 chi bộ còn người chưa thu nhận" in few
    assert "bảng Excel" not in few
    assert "Cộng 1.766" in page(write_paper(large(report, 1), ""))


@pytest.mark.parametrize(("times", "drawn"), [(0, True), (1, True), (3, True), (9, False)])
def test_a_long_legal_basis_and_many_reasons_leave_it_one_page(office, times, drawn):
    report = large(office.progress.report(), 70)
    many = {(f"not_received{n}", f"lý do số {n} khá dài dòng"): n + 1 for n in range(20)}
    legal = "Căn cứ Hướng dẫn về việc thu nhận thông tin, cấp, đổi thẻ đảng viên trên nền dữ liệu. "
    report = replace(
        report,
        campaign=replace(report.campaign, legal_basis=legal * times),
        total=replace(report.total, remaining=many),
    )
    if not drawn:
        # More places than one paper has room for beside a drawing, and cards on their way.
        sources = {source.value: 100 for source in IntakeSource}
        states = {**report.total.states, "handed_over": 7}
        report = replace(report, total=replace(report.total, sources=sources, states=states))
    text = page(write_paper(report, "Công an tỉnh Sơn La"))
    assert "Lý do khác" in text
    assert ("Lũy kế" in text) == drawn  # figures come first


def test_the_workbook_has_every_cell_and_the_same_numbers(office):
    report = large(office.progress.report(), 70)
    book = openpyxl.load_workbook(BytesIO(write_workbook(report, "")))
    first = book.worksheets[0]
    rows = [[cell.value for cell in row] for row in first.iter_rows()]
    head = next(n for n, row in enumerate(rows) if row[0] == "STT")
    cells, whole = rows[head + 1 : -1], rows[-1]
    assert len(cells) == 71  # and those without a cell
    assert whole[1:4] == ["Cộng", 1_766, 1_688]
    for column in (2, 3, 5, 6, 7):
        assert sum(row[column] for row in cells) == whole[column]
    where = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert where[-1][:2] == ["Cộng", 1_743]


def test_paper_workbook_data_and_message_carry_the_same_figures(office):
    report = large(office.progress.report(), 10)
    text, data = page(write_paper(report, "")), as_data(report)
    book = openpyxl.load_workbook(BytesIO(write_workbook(report, "")))
    rows = {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }
    said = f"Đã thu nhận {shown(data['received'])} trên {shown(data['eligible'])}"
    for form in (text, words.message(report), str(rows["Theo chi bộ"])):
        assert said in form
        assert f"đạt {str(data['percent']['truncated']).replace('.', ',')}%" in form
    whole = rows["Theo chi bộ"][-1]
    assert whole[2:4] == [data["eligible"], data["received"]]
    assert whole[5] == data["temporary_residents"] == 55
    assert whole[7] == sum(data["remaining"].values()) == 78
    assert rows["Nơi thu nhận"][-1][1] == data["received_total"] == sum(data["channels"].values())
    days = [row for row in rows["Theo ngày"] if re.fullmatch(r"\d\d/\d\d/\d{4}", str(row[0]))]
    assert [row[1:3] for row in days] == [
        [one["received"], one["so_far"]] for one in data["by_day"]
    ]
    assert days[-1][2] == sum(one["received"] for one in data["by_day"]) == data["received"]
    for row in days:
        assert f"{row[1]}" in text  # above the bar of the day


def test_the_paper_draws_the_way_to_the_deadline(office):
    report = large(office.progress.report(), 10)
    text = page(write_paper(report, ""))
    assert "Lũy kế so với hạn" in text
    assert f"cần để kịp hạn 22/08 ({report.course.a_day} mỗi ngày)" in text
    assert "dự báo" in text
    without = replace(report, course=replace(report.course, deadline=None, a_day=None, ahead=()))
    text = page(write_paper(without, ""))
    assert "Lũy kế" in text
    assert "kịp hạn" not in text
    assert "dự báo" not in text


def test_the_drawing_is_grey_and_its_lines_differ_in_kind(office):
    pdf = write_paper(large(office.progress.report(), 10), "")
    (only,) = PdfReader(BytesIO(pdf)).pages
    drawn = only.get_contents().get_data().decode("latin-1")
    assert not re.search(r"[\d.]+ [\d.]+ [\d.]+ (rg|RG)\b", drawn)
    dashes = set(re.findall(r"\[([^\]]+)\] 0 d", drawn))
    assert len(dashes) >= 3  # needed, forecast and the whole; what was received is solid


def test_a_commune_without_a_list_has_no_drawing(office):
    report = office.progress.report()
    empty = totals({})
    report = replace(report, total=empty, course=replace(report.course, whole=0), cells=())
    assert "Lũy kế" not in page(write_paper(report, ""))


def test_a_report_is_written_whole_and_noted(office):
    office.take("giang a pao")
    report = office.progress.report()
    for suffix in (".pdf", ".xlsx", ".json"):
        office.papers.write(report, office.folder / f"bao-cao{suffix}", actor=CLERK)
    assert json.loads((office.folder / "bao-cao.json").read_text())["received"] == 1
    with pytest.raises(InputFileError) as refused:
        office.papers.write(report, office.folder / "bao-cao.docx", actor=CLERK)
    assert refused.value.code == "QTN-461"
    assert not (office.folder / "bao-cao.docx").exists()


def test_the_message_is_short_and_names_nobody(office):
    office.take("giang a pao")
    text = words.message(office.progress.report())
    assert "Đã thu nhận 1 trên 4" in text
    assert "Còn lại: Chưa đến 3." in text
    assert "Giàng" not in text
    assert len(text) < 600
