"""A list of printed cards as offices write it: a workbook or text, columns found by their words.

The file itself is read by the same readers as member lists: workbooks and text of any encoding,
numbers that lost their leading zeros, files that are open elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from desktop.common.text import fold, only_digits
from desktop.returns.errors import NoCardColumnsError
from desktop.returns.rules import CARD_DIGITS, is_card_number, result_of
from desktop.returns.views import Row
from desktop.roster.reading.table import Cell
from desktop.roster.reading.tables import read_table
from desktop.roster.reading.values import is_number, texts_of

_LOOK_AT = 30
_RUN_DIGITS = 3
_LEAST_DIGITS = 9
"""A number cell with fewer digits lost more than leading zeros."""

# Folded words of a header; of each column the first that fits holds, so "số thẻ căn cước" is a
# personal number and "số thẻ cũ" is nothing that is needed here.
_COLUMNS: Final = (
    ("old", r"the (?:dang (?:vien )?)?cu|so the cu|old card"),
    ("receipt", r"bien nhan|(?:so|ma) ho so|receipt"),
    ("person", r"dinh danh|ddcn|cccd|can cuoc|personal id"),
    ("number", r"so the|the moi|card number|card no"),
    ("result", r"ket qua|tinh trang|trang thai|result|status"),
    ("note", r"ly do|ghi chu|reason|note"),
    ("run", r"lan in|print run"),
    ("name", r"ho va ten|ho ten|ho, ten|full name"),
)
_WORDS: Final = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _COLUMNS)


def read_card_list(path: Path) -> tuple[str, tuple[Row, ...]]:
    """Read a list of printed cards.

    Returns:
        (SHA-256 of the file, its rows); rows without any key, number or result are left out,
        because they are titles, sums and signatures.

    Raises:
        NoCardColumnsError: no row names the columns that are needed.
        ListFileError: the file cannot be read; the advice says what to do.
    """
    table = read_table(path)
    return table.sha256, card_rows(table.rows, texts_of(table.rows), path.name)


def card_rows(
    lines: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]], name: str
) -> tuple[Row, ...]:
    """Return the rows of a list that was read already.

    Args:
        lines: its cells.
        texts: the same cells as text.
        name: of the file, for the words of an error.

    Raises:
        NoCardColumnsError: no row names the columns that are needed.
    """
    header, columns = _header(texts, name)
    rows = (
        _row(number, cells, said, columns)
        for number, (cells, said) in enumerate(zip(lines, texts, strict=True), start=1)
        if number > header
    )
    return tuple(row for row in rows if _says_something(row))


def _header(texts: Sequence[Sequence[str]], name: str) -> tuple[int, dict[str, int]]:
    """Return the number of the header row, from 1, and column name -> place."""
    for number, row in enumerate(texts[:_LOOK_AT], start=1):
        columns: dict[str, int] = {}
        for place, text in enumerate(row):
            kind = _kind(text)
            if kind and kind not in columns:
                columns[kind] = place
        if columns.keys() & {"receipt", "person"} and columns.keys() & {"number", "result"}:
            return number, columns
    raise NoCardColumnsError(name)


def _kind(text: str) -> str:
    folded = fold(text)
    return next((name for name, words in _WORDS if words.search(folded)), "")


def _row(number: int, cells: Sequence[Cell], texts: Sequence[str], columns: dict[str, int]) -> Row:
    def text(name: str) -> str:
        return texts[columns[name]] if name in columns else ""

    def digits(name: str) -> str:
        return _digits(cells[columns[name]], text(name)) if name in columns else ""

    card = digits("number")
    return Row(
        number=number,
        cells=tuple(texts),
        receipt_number=text("receipt").upper(),
        personal_id=digits("person"),
        full_name=text("name"),
        card_number=card,
        result=result_of(text("result"), has_number=is_card_number(card)),
        note=text("note"),
        run=_run(text("run")),
    )


def _digits(cell: Cell, text: str) -> str:
    """Return a number of twelve digits, with the zeros that Excel took; others as they stand."""
    digits = only_digits(text)
    if is_number(cell) and _LEAST_DIGITS <= len(digits) < CARD_DIGITS:
        return digits.zfill(CARD_DIGITS)
    return digits or text


def _run(text: str) -> int:
    """Return which card of its record a row is about; 0 where the list does not tell."""
    digits = only_digits(text)
    return int(digits) if digits and len(digits) <= _RUN_DIGITS else 0


def _says_something(row: Row) -> bool:
    """Whether a row is about a card; a lone word is a title or a signature below the list."""
    has_number = bool(row.receipt_number or row.personal_id) or is_card_number(row.card_number)
    return has_number or (bool(row.full_name) and row.result is not None)
