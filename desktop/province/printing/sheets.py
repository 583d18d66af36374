"""A transfer list as a file: CSV for spreadsheets, .xlsx with text cells, or JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from enum import StrEnum
from io import BytesIO, StringIO
from typing import Final

from desktop.common.i18n import vi
from desktop.common.sheet_out import harmless


class ListFormat(StrEnum):
    """How a transfer list is written; also the ending of its name."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


def write_list(form: ListFormat, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a list with its titles; every cell is text, never a formula."""
    return _WRITERS[form](titles, rows)


def _csv(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it; risky cells get an apostrophe."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(title) for title in titles])
    writer.writerows([harmless(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _json(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    found = [dict(zip(titles, row, strict=True)) for row in rows]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _xlsx(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Text cells: numbers keep their zeros, and nothing is taken for a formula."""
    import openpyxl  # noqa: PLC0415 - only when such a file is written
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(vi("Danh sách"))
    sheet.freeze_panes = "A2"
    for number, title in enumerate(titles):
        longest = max(len(title), *(len(row[number]) for row in rows)) if rows else len(title)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(50, longest + 3)

    def cell(text: str, *, bold: bool = False) -> object:
        made = WriteOnlyCell(sheet, text)
        made.data_type, made.number_format = "s", "@"
        if bold:
            made.font = Font(bold=True)
        return made

    try:
        sheet.append([cell(title, bold=True) for title in titles])
        for row in rows:
            sheet.append([cell(text) for text in row])
        out = BytesIO()
        book.save(out)
    except BaseException:
        # The stream of rows is closed here, not whenever the sheet is swept up.
        if not sheet.closed:
            sheet.close()
        raise
    return out.getvalue()


_WRITERS: Final[dict[ListFormat, Callable[[Sequence[str], Sequence[Sequence[str]]], bytes]]] = {
    ListFormat.XLSX: _xlsx,
    ListFormat.CSV: _csv,
    ListFormat.JSON: _json,
}
