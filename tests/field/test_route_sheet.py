"""The route sheet on paper and as a workbook, read back."""

from io import BytesIO

import openpyxl
import pypdfium2 as pdfium
import pytest

from desktop.common.vocabulary import CannotCome, VisitOutcome
from desktop.documents.route_sheet import RouteSheet, RouteStop, render_route_sheet
from desktop.field.visits.errors import NobodyToVisitError
from tests.field.visit_desk import CLERK


def pages(pdf):
    document = pdfium.PdfDocument(pdf)
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def made(desk):
    marked = [desk.who("Lò Thị Pâng"), desk.who("Giàng A Pao")]
    desk.field.marks.mark(marked, CannotCome.DISABLED, actor=CLERK)
    team = desk.team()
    return desk.field.visits.make(marked, [team.team_id], "2025-08-21", actor=CLERK, start="7h30")


def test_the_sheet_says_where_and_when_and_never_why(desk):
    (found,) = made(desk).lists
    (text,) = pages(desk.field.sheets.pdf(found.list_id, actor=CLERK))
    for words in (
        "Phiếu đi đường số 1, ngày 21/08/2025",
        "Lò Văn Định",
        "Laptop 03",
        "07:30",
        "08:00",
        "Lò Thị Pâng",
        "Giàng A Pao",
        "Vắng nhà",
    ):
        assert words in text, words
    for words in ("Khuyết tật", "disabled", "014150000123", "1950"):
        assert words not in text


def test_the_workbook_has_the_same_people(desk):
    (found,) = made(desk).lists
    first = found.visits[0]
    desk.field.outcomes.note(
        first.visit_id, VisitOutcome.NOT_AT_HOME, actor=CLERK, revisit_on="2025-08-25"
    )
    book = openpyxl.load_workbook(BytesIO(desk.field.sheets.workbook(found.list_id, actor=CLERK)))
    cells = [[str(cell or "") for cell in row] for row in book.active.iter_rows(values_only=True)]
    (row,) = [row for row in cells if first.full_name in row]
    assert {"Vắng nhà", "25/08/2025", "07:30"} <= set(row)
    assert "Khuyết tật" not in str(cells)


def test_an_empty_list_makes_no_paper(desk):
    (found,) = made(desk).lists
    for visit in found.visits:
        desk.field.visits.remove(visit.visit_id, actor=CLERK)
    with pytest.raises(NobodyToVisitError):
        desk.field.sheets.pdf(found.list_id, actor=CLERK)


def test_a_village_goes_on_under_its_name_on_the_next_page():
    stops = tuple(
        RouteStop("", f"Lò Văn Thử {n}", "Chi bộ", "Bản A" if n < 9 else "Bản B", "Bản", "", "")
        for n in range(20)
    )
    sheet = RouteSheet("Công an xã", "Đợt", "Phiếu", "Tổ 1", "", stops, "Lập.", practice=True)
    found = pages(render_route_sheet(sheet))
    assert len(found) > 2
    assert sum(text.count("Lò Văn Thử") for text in found) == 20
    for number, text in enumerate(found, start=1):
        assert f"Trang {number}/{len(found)}" in text
    with pytest.raises(ValueError, match="nobody"):
        render_route_sheet(RouteSheet("", "", "", "", "", (), ""))
