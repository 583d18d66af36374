"""One table out of any file: workbook or text, locked or not, whatever its name says."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from desktop.roster.reading import passwords
from desktop.roster.reading.archives import MAX_ROWS
from desktop.roster.reading.files import OLE, ZIP, refuse_other, take, too_large
from desktop.roster.reading.table import Cell, Table
from desktop.roster.reading.text_tables import read_text_table
from desktop.roster.reading.workbooks import Opened, first_with_rows, open_workbook, read_sheet


class ListFile:
    """One file, read once; its sheets are given one by one.

    Args:
        path: .xlsx, .xls, .ods, .csv or .txt; told apart by content, not by name.
        password: opens a locked workbook.
        encoding: one of `legacy.ENCODINGS` to read text as; guessed when not given.

    Raises:
        ListFileError: the file cannot be read; the advice says what to do.
        PasswordNeededError: it is locked and the password is missing or wrong.
        EmptyListError: the file holds nothing.
    """

    def __init__(
        self, path: Path, *, password: str | None = None, encoding: str | None = None
    ) -> None:
        taken = take(path)
        data = taken.data
        self._notes = taken.notes
        self._encoding = encoding
        self._digest = hashlib.sha256(data).hexdigest()
        self._is_locked = passwords.is_locked(data)
        if self._is_locked:
            data = passwords.unlock(data, password)
        self._book: Opened | None = None
        self._text = b""
        if data.startswith((ZIP, OLE)):
            self._book = open_workbook(data)
        else:
            refuse_other(data, path)
            self._text = data

    @property
    def sheets(self) -> tuple[str, ...]:
        """Visible sheets; none for text."""
        return self._book.visible if self._book else ()

    def table(self, sheet: str | None = None) -> Table:
        """Read one sheet, the first visible one with rows when not said, or the text.

        Raises:
            ListFileError: there is no such sheet, or the text is no table.
            EmptyListError: no sheet holds anything.
        """
        if self._book is None:
            rows, encoding, notes = read_text_table(self._text)
            if len(rows) > MAX_ROWS:
                raise too_large()
            cells: list[list[Cell]] = [list(row) for row in rows]
            return Table(cells, (), "", (), encoding, self._digest, (*self._notes, *notes))
        found = read_sheet(self._book, sheet or first_with_rows(self._book), self._digest)
        return replace(found, notes=self._notes, is_locked=self._is_locked)


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read one sheet of a workbook, or a text file; see `ListFile`."""
    return ListFile(path).table(sheet)
