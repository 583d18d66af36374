"""One table out of any file: workbook or text, locked or not, whatever its name says."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from desktop.roster.errors import ListFileError
from desktop.roster.reading import legacy, passwords
from desktop.roster.reading.files import OLE, ZIP, refuse_other, take
from desktop.roster.reading.headers import LOOK_AT_ROWS, find_header
from desktop.roster.reading.table import Cell, Table
from desktop.roster.reading.text_tables import read_text_table
from desktop.roster.reading.values import texts_of
from desktop.roster.reading.workbooks import (
    Opened,
    first_rows,
    first_with_rows,
    open_workbook,
    read_sheet,
)

_ROWS_LOOKED_AT = 2_000


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
            rows, encoding, notes = read_text_table(self._text, self._encoding)
            cells: list[list[Cell]] = [list(row) for row in rows]
            found = Table(cells, (), "", (), encoding, self._digest, (*self._notes, *notes))
        else:
            found = read_sheet(self._book, sheet or first_with_rows(self._book), self._digest)
            found = replace(found, notes=self._notes, is_locked=self._is_locked)
        return _in_unicode(found, self._encoding)

    def other_lists(self, chosen: str) -> tuple[str, ...]:
        """Return the names of the other visible sheets whose first rows hold a header."""
        if self._book is None or len(self._book.visible) < 2:
            return ()
        found = []
        for name in self._book.visible:
            with suppress(ListFileError):
                if name != chosen and self._has_header(name):
                    found.append(name)
        return tuple(found)

    def _has_header(self, name: str) -> bool:
        if self._book is None:
            return False
        top = first_rows(self._book, name, LOOK_AT_ROWS)
        return find_header(texts_of(top)) is not None


def _in_unicode(table: Table, said: str | None) -> Table:
    """Turn the cells of an old encoding into Unicode, and show what that does."""
    texts = _some_texts(table)
    kind = said or table.encoding
    if said is None and kind not in legacy.KINDS:
        kind = legacy.detect(texts) or _by_fonts(table) or table.encoding
    if kind not in legacy.KINDS:
        is_guess = said is None and kind == legacy.CP1258
        return replace(table, needs_confirmation=is_guess, samples=_as_western(texts, is_guess))
    convert = legacy.Converter(kind, texts, is_said=said is not None)
    fonts = table.marks.fonts
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            if type(cell) is str and cell:
                row[c] = convert(cell, fonts.get((r, c), "") if fonts else "")
    samples = tuple(convert.samples.items())
    return replace(
        table, encoding=kind, samples=samples, needs_confirmation=said is None and bool(samples)
    )


def _some_texts(table: Table) -> list[str]:
    """Return the texts of evenly spread rows: enough to tell how the list was typed."""
    step = max(1, len(table.rows) // _ROWS_LOOKED_AT)
    return [cell for row in table.rows[::step] for cell in row if type(cell) is str]


def _by_fonts(table: Table) -> str:
    """Return the kind that the fonts of cells with marks name, when they name one."""
    kinds = Counter(
        font.partition("-")[0]
        for (r, c), font in table.marks.fonts.items()
        if r < len(table.rows) and c < len(table.rows[r]) and not str(table.rows[r][c]).isascii()
    )
    return kinds.most_common(1)[0][0] if kinds else ""


def _as_western(texts: list[str], is_guess: bool) -> tuple[tuple[str, str], ...]:
    """Show how texts of code page 1258 would look to a program that does not know it."""
    if not is_guess:
        return ()
    different = dict.fromkeys(text for text in texts if not text.isascii())
    return tuple((legacy.spoilt(text), text) for text in list(different)[:5])


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read one sheet of a workbook, or a text file; see `ListFile`."""
    return ListFile(path).table(sheet)
