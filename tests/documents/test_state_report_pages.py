"""The signatures of a report as a State paper stand under the end of a table, on any page."""

import io
import re

import pytest
from pypdf import PdfReader

from desktop.documents.ruled_table import Column
from desktop.documents.state_report import ReportContent, ReportTable, render_report


def pages(rows, *, others=0):
    """Return the words of each page of a report whose last table has so many rows."""
    columns = (Column("Đơn vị", 3), Column("Hồ sơ", 1, right=True))
    tables = [
        ReportTable(f"{number}. Phần", columns, (("Xã", "1"),) * 3) for number in range(others)
    ]
    last = ReportTable(
        "Cuối cùng",
        columns,
        tuple((f"Xã {number}", str(number)) for number in range(rows)),
        ("Cộng", "99"),
    )
    content = ReportContent(
        office_lines=("Công an tỉnh",),
        place_date="Ngày 20 tháng 8 năm 2025",
        subject="Kết quả thu nhận hồ sơ",
        campaign_title="Thu nhận thông tin",
        as_of="Số liệu đến 14:34 ngày 20/08/2025",
        sentences=("Đã nhận 4 hồ sơ.",),
        tables=(*tables, last),
    )
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_report(content))).pages]


@pytest.mark.parametrize("others", [0, 3])
def test_no_page_has_signatures_alone(others):
    numbers = set()
    for rows in range(1, 40):
        found = pages(rows, others=others)
        numbers.add(len(found))
        assert "Người lập báo cáo" in found[-1]
        assert "Cộng" in found[-1], rows
        words = "\n".join(found)
        for number in range(rows):
            assert len(re.findall(rf"Xã {number}\b", words)) == 1, (rows, number)
    assert max(numbers) > 1


def test_a_short_table_goes_over_whole_with_its_title():
    for rows in range(1, 40):
        found = pages(rows)
        if len(found) == 2 and "Cuối cùng" not in found[0]:
            assert "Cuối cùng" in found[1]
        titles = sum(page.count("Cuối cùng") for page in found)
        assert titles == 1, rows
