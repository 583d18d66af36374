"""Writes a table to an .xlsx: text only, so that numbers keep zeros and formulas stay words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.common.files import whole_file
from desktop.common.i18n import vi
from desktop.common.practice import practice_tab

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return text that a spreadsheet never takes for a formula (a leading apostrophe).

    The reader of lists takes the apostrophe off again, so the value survives the round trip.
    """
    return f"'{text}" if text.startswith(_RISKY) else text


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        width: in characters.
        wraps: long texts go on several lines.
        is_filled_in: meant for the reader of the file to write into; shaded.
    """

    title: str
    width: int
    wraps: bool = False
    is_filled_in: bool = False


def mark_practice(sheet: Any) -> None:
    """Say on the tab of a sheet, and on each printed page, that everything in it is invented.

    No row says so: files that are read back keep their shape.
    """
    sheet.title = practice_tab(sheet.title)
    sheet.sheet_properties.tabColor = "B86E00"
    sheet.oddHeader.center.text = vi("DỮ LIỆU THỰC HÀNH. Không có giá trị.")


def write_sheet(
    target: Path,
    title: str,
    columns: Sequence[Column],
    lines: Iterable[Sequence[str]],
    *,
    practice: bool,
) -> None:
    """Write lines under a header; the file is whole or not there.

    Texts that a spreadsheet would take for formulas get a leading apostrophe, which the reader
    of lists takes off again. Rows are streamed, so memory stays flat.

    Args:
        target: an .xlsx.
        title: of the sheet.
        columns: what stands in it.
        lines: one text for each column.
        practice: whether everything in it is invented.

    Raises:
        DiskFullError: there is no room.
        InputFileError: the folder cannot be written.
    """
    import openpyxl  # noqa: PLC0415 - only when such a file is written
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - as above

    book = openpyxl.Workbook(write_only=True)
    sheet = _with_columns(book.create_sheet(title[:31]), columns)
    if practice:
        mark_practice(sheet)
    plain = Alignment(vertical="top")
    wrapped = Alignment(vertical="top", wrap_text=True)
    shade = PatternFill("solid", fgColor="FFF4CC")

    def cell(text: str, column: Column, *, is_header: bool) -> Any:
        made = WriteOnlyCell(sheet, harmless(text))
        made.data_type = "s"
        made.number_format = "@"
        made.alignment = wrapped if column.wraps or is_header else plain
        if is_header:
            made.font = Font(bold=True)
        if column.is_filled_in:
            made.fill = shade
        return made

    sheet.append([cell(column.title, column, is_header=True) for column in columns])
    try:
        for line in lines:
            sheet.append(
                [
                    cell(text, column, is_header=False)
                    for text, column in zip(line, columns, strict=True)
                ]
            )
        with whole_file(target) as stream:
            book.save(stream)
    except BaseException:
        # The stream of rows is closed here, not whenever the sheet is swept up.
        if not sheet.closed:
            sheet.close()
        raise


def _with_columns(sheet: Any, columns: Sequence[Column]) -> Any:
    """Return a sheet with its columns set and its header kept in sight."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - only when a file is written

    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    return sheet
