"""Tables as a workbook: numbers stay numbers, texts never become formulas, sheets print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from desktop.common.i18n import vi
from desktop.documents.figure_words import Value

_NARROW, _WIDE = 12, 60
_FONT = "Times New Roman"


@dataclass(frozen=True)
class SheetContent:
    """One sheet of a workbook.

    Attributes:
        title: at most 31 characters.
        columns: titles.
        rows: one value for each column.
        notes: sentences above the table, in italics.
        has_total: the last row is a sum, bold.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    notes: tuple[str, ...] = ()
    has_total: bool = False


def write_workbook(
    heads: Sequence[str], sheets: Sequence[SheetContent], *, decimals: int, practice: bool
) -> bytes:
    """Return an .xlsx file.

    Args:
        heads: lines at the top of every sheet, the first one bold.
        sheets: in their order.
        decimals: digits behind the point of a `Decimal`.
        practice: whether everything is invented; said on every sheet.
    """
    import openpyxl  # noqa: PLC0415 - only when such a file is written

    book = openpyxl.Workbook()
    book.remove(book.active)
    first = [vi("DỮ LIỆU THỰC HÀNH. Không có giá trị.")] if practice else []
    for content in sheets:
        _fill(book.create_sheet(content.title[:31]), [*first, *heads], content, decimals)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, heads: Sequence[str], content: SheetContent, decimals: int) -> None:
    """Write a heading, the titles and the rows, ready to be printed on A4."""
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    thin = Side(style="thin", color="999999")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    for number, text in enumerate([*heads, *content.notes], start=1):
        cell = sheet.cell(number, 1)
        _put(cell, text, decimals)
        cell.font = Font(name=_FONT, bold=number == 1, italic=number >= len(heads))
    top = sheet.max_row + 2
    for column, title in enumerate(content.columns, start=1):
        cell = sheet.cell(top, column, title)
        cell.font, cell.border = Font(name=_FONT, bold=True), frame
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[top].height = 32
    last = top + len(content.rows) if content.has_total else None
    for line, row in enumerate(content.rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column)
            _put(cell, value, decimals)
            cell.font, cell.border = Font(name=_FONT, bold=line == last), frame
            is_text = isinstance(value, str)
            cell.alignment = Alignment(
                horizontal="left" if is_text else "right",
                vertical="top",
                wrap_text=is_text,
                indent=1,
            )
    for column in range(1, len(content.columns) + 1):
        longest = max((len(str(row[column - 1] or "")) for row in content.rows), default=0)
        width = min(_WIDE, max(_NARROW, longest + 2))
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    _for_printing(sheet, top)


def _put(cell: Any, value: Value, decimals: int) -> None:
    """Write a value: counts and percentages as numbers, names always as text."""
    if isinstance(value, Decimal):
        cell.value = value
        cell.number_format = "0." + "0" * decimals if decimals else "0"
    elif isinstance(value, int):
        cell.value = value
        cell.number_format = "#,##0"
    elif value:
        # A text that begins like a formula stays a text.
        cell.value = value
        cell.data_type = "s"


def _for_printing(sheet: Any, head: int) -> None:
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if sheet.max_column > 4 else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P/&N"
