"""The evening report: one A4 in every case, and the same numbers in every form."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from desktop.common.errors import InputFileError
from desktop.common.figures import Rounding, forecast
from desktop.progress import words
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
    return replace(
        report,
        total=total,
        cells=tuple(CellProgress(name, totals(some)) for name, some in sorted(by_cell.items())),
        campaign=replace(
            report.campaign, rounding=Rounding.TRUNCATE, deadline=date(2025, 8, 22),
            name="Đợt cao điểm thu nhận thông tin, cấp, đổi thẻ đảng viên trên nền Cơ sở dữ liệu "
                 "quốc gia về dân cư năm 2025",
        ),
        forecast=forecast(
            recent=420, days=7, remaining=total.eligible - total.received,
            today=report.as_of, deadline=date(2025, 8, 22),
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
