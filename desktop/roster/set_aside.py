"""The file of rows that could not be taken: with the reason, ready to mend and import again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.common.files import whole_file
from desktop.common.i18n import tr
from desktop.common.sheet_out import harmless
from desktop.roster.views import SetAside


def write_set_aside(target: Path, headers: Sequence[str], rows: Sequence[SetAside]) -> None:
    """Write rows to an .xlsx: row number, reason, then the columns of the original file.

    Args:
        target: written whole or not at all.
        headers: texts of the original header, by column.
        rows: what to write.

    Raises:
        DiskFullError: there is no room.
        InputFileError: the folder cannot be written.
    """
    import openpyxl  # noqa: PLC0415 - only when such a file is written
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = tr("Dòng cần sửa")
    width = max([len(headers), *(len(row.cells) for row in rows)])
    titles = [
        tr("Dòng trong tệp gốc"),
        tr("Lý do chưa nhận"),
        *(headers[i] if i < len(headers) else "" for i in range(width)),
    ]
    lines = [titles, *([str(row.row_number), row.message, *row.cells] for row in rows)]
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line, start=1):
            cell = sheet.cell(number, column)
            cell.value = harmless(text)
            # Text on purpose: numbers keep their leading zeros, formulas stay words.
            cell.data_type = "s"
            cell.number_format = "@"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(wrap_text=column == 2 or number == 1, vertical="top")
    sheet.freeze_panes = "C2"
    sheet.column_dimensions["A"].width = 12
    sheet.column_dimensions["B"].width = 44
    for column in range(3, width + 3):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = 20
    with whole_file(target) as stream:
        book.save(stream)
