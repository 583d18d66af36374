"""The report as a workbook: the numbers of the paper, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

from desktop.common.i18n import vi
from desktop.province.reporting import words
from desktop.province.reporting.views import Report
from desktop.province.reporting.words import Value

_NARROW, _WIDE = 12, 34
_FONT = "Times New Roman"


def write_workbook(report: Report) -> bytes:
    """Return the report as .xlsx: units, sources, reasons, late units."""
    import openpyxl  # noqa: PLC0415 - only when such a file is written

    book = openpyxl.Workbook()
    book.remove(book.active)
    decimals = report.settings.decimals
    fields = words.unit_fields()
    rows = [[field.value(n, one) for field in fields] for n, one in enumerate(report.units, 1)]
    total = [field.value(0, report.total) for field in fields]
    first = book.create_sheet(vi("Theo đơn vị"))
    _fill(first, report, [field.title for field in fields], [*rows, total], decimals=decimals)
    _bold_last(first)
    sources: list[list[Value]] = [list(row) for row in words.source_rows(report)]
    whole: list[Value] = [vi("Cộng"), report.total.received, None]
    second = book.create_sheet(vi("Nguồn thu nhận"))
    titles = [vi("Nguồn"), vi("Hồ sơ"), vi("Tỷ lệ (%)")]
    _fill(second, report, titles, [*sources, whole], decimals=decimals)
    _bold_last(second)
    for title, heads, found in (
        (vi("Lý do trả về, để riêng"), [vi("Lý do"), vi("Hồ sơ")], words.reason_rows(report)),
        (
            vi("Chậm, thiếu lô"),
            [vi("Đơn vị"), vi("Lý do"), vi("Lô cuối nhận ngày")],
            words.late_rows(report),
        ),
    ):
        lines: list[list[Value]] = [list(row) for row in found]
        _fill(book.create_sheet(title), report, heads, lines, decimals=decimals)
    if words.tells_of_cards(report):
        columns = words.card_fields()
        rows = [[one.value(n, unit) for one in columns] for n, unit in enumerate(report.units, 1)]
        rows.append([one.value(0, report.total) for one in columns])
        last = book.create_sheet(vi("Thẻ đã in"))
        _fill(last, report, [one.title for one in columns], rows, decimals=decimals)
        _bold_last(last)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(
    sheet: Any,
    report: Report,
    titles: Sequence[str],
    rows: Sequence[Sequence[Value]],
    *,
    decimals: int,
) -> None:
    """Write a heading, the titles and the rows, ready to be printed on A4."""
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    thin = Side(style="thin", color="999999")
    frame = Border(left=thin, right=thin, top=thin, bottom=thin)
    heads = [report.name, report.settings.campaign, words.as_of(report)]
    if report.practice:
        heads.insert(0, vi("DỮ LIỆU THỰC HÀNH. Không có giá trị."))
    for number, text in enumerate([*heads, *_notes(report, sheet.title)], start=1):
        cell = sheet.cell(number, 1)
        _put(cell, text, decimals)
        cell.font = Font(name=_FONT, bold=number == 1, italic=number > len(heads) - 1)
    top = sheet.max_row + 2
    for column, title in enumerate(titles, start=1):
        cell = sheet.cell(top, column, title)
        cell.font, cell.border = Font(name=_FONT, bold=True), frame
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[top].height = 32
    for line, row in enumerate(rows, start=top + 1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column)
            _put(cell, value, decimals)
            cell.font, cell.border = Font(name=_FONT), frame
            is_text = isinstance(value, str)
            cell.alignment = Alignment(
                horizontal="left" if is_text else "right",
                vertical="top",
                wrap_text=is_text,
                indent=1,
            )
    for column in range(1, len(titles) + 1):
        longest = max((len(str(row[column - 1] or "")) for row in rows), default=0)
        width = min(_WIDE + 26, max(_NARROW, longest + 2))
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(top + 1, 1)
    _for_printing(sheet, top)


def _notes(report: Report, title: str) -> tuple[str, ...]:
    return words.sentences(report) if title == vi("Theo đơn vị") else ()


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


def _bold_last(sheet: Any) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    for cell in sheet[sheet.max_row]:
        cell.font = Font(name=_FONT, bold=True)


def _for_printing(sheet: Any, head: int) -> None:
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if sheet.max_column > 4 else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "&P/&N"
