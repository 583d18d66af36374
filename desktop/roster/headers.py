"""Finding the header of a Vietnamese office list: which rows it is, which column says what.

A scorer, not a template: titles stand above the header, cells are merged, two rows are common
("Số thẻ" over "cũ | mới"), and every office words its columns a little differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.synonyms import ADDRESS_PIECES, BY_WORDS, Column
from desktop.roster.views import ColumnMatch

LOOK_AT_ROWS = 20
"""A header is looked for in the first rows only."""

_MIN_SCORE = 4.0


_ADDRESSES = frozenset(
    {FieldKey.BIRTH_PLACE.value, FieldKey.HOMETOWN.value, FieldKey.RESIDENCE.value}
)

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_LONGEST_HEADER = 70


def words_of(text: str) -> str:
    """Return a header's folded words: no brackets, no punctuation, single spaces."""
    bare = _NOT_WORD.sub(" ", fold(_BRACKETS.sub(" ", text))).strip()
    # A header that is all in brackets, "(Nam, Nữ)", still says something.
    return bare or _NOT_WORD.sub(" ", fold(text)).strip()


def recognise(parts: Sequence[str]) -> str:
    """Return the column that header texts (parent … child) mean, or an empty text.

    `recognise(["Ngày sinh", "Nam"]) == "born_male"`, `recognise(["Quê quán", "Tỉnh"])
    == "hometown"`, `recognise(["Thông tin", "Dân tộc"]) == "ethnicity"`.
    """
    words = [found for part in parts if (found := words_of(part))]
    if not words or any(len(part) > _LONGEST_HEADER for part in words):
        return ""
    joined = " ".join(words)
    if joined in BY_WORDS:
        return str(BY_WORDS[joined])
    if len(words) == 1:
        return ""
    parent = str(BY_WORDS.get(" ".join(words[:-1]), ""))
    if parent in _ADDRESSES and words[-1] in ADDRESS_PIECES:
        return parent
    child = str(BY_WORDS.get(words[-1], ""))
    return child or parent


@dataclass(frozen=True)
class Header:
    """Where the header is and what its columns say.

    Attributes:
        first: index of its first row (0-based).
        height: 1 to 3 rows.
        columns: every column with a header text, in order.
        score: how sure the scorer is; columns found, with a bonus for the name.
    """

    first: int
    height: int
    columns: tuple[ColumnMatch, ...]
    score: float

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of every header cell."""
        parts = (part for column in self.columns for part in column.header.split(" / "))
        return frozenset(words_of(part) for part in parts)

    def indexes(self, field: str) -> tuple[int, ...]:
        """Return the columns recognised as this field, left to right."""
        return tuple(column.index for column in self.columns if column.field == field)


Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def spread(rows: Sequence[Sequence[str]], merged: Merged, limit: int) -> list[list[str]]:
    """Copy the text of merged ranges into all their cells, for the first `limit` rows."""
    top = [list(row) for row in rows[:limit]]
    for (row_from, col_from), (row_to, col_to) in merged:
        if row_from >= len(top) or col_from >= len(top[row_from]):
            continue
        text = top[row_from][col_from]
        for row in top[row_from : row_to + 1]:
            for column in range(col_from, min(col_to + 1, len(row))):
                row[column] = text
    return top


def find_header(rows: Sequence[Sequence[str]], merged: Merged = ()) -> Header | None:
    """Return the best header within the first rows, or None when nothing is sure enough.

    Args:
        rows: cleaned texts of the sheet from its first row on.
        merged: merged ranges, ((row, column), (row, column)), 0-based and inclusive.
    """
    top = spread(rows, merged, LOOK_AT_ROWS + 2)
    best: Header | None = None
    for first in range(min(LOOK_AT_ROWS, len(top))):
        for height in (1, 2, 3):
            if first + height > len(top):
                break
            found = _scored(top, first, height, bool(merged))
            if found and (best is None or found.score > best.score):
                best = found
    return best if best and best.score >= _MIN_SCORE else None


def _scored(top: list[list[str]], first: int, height: int, has_merged: bool) -> Header | None:
    block = top[first : first + height]
    if sum(1 for text in block[0] if text) < 2 or not any(block[-1]):
        return None
    if height > 1 and not _is_header_row(block[-1]):
        return None
    columns = []
    for index in range(max(len(row) for row in block)):
        parts: list[str] = []
        for depth, row in enumerate(block):
            text = row[index] if index < len(row) else ""
            if not text and depth == 0 and height > 1 and not has_merged:
                text = _left_parent(block, index)
            if text and (not parts or words_of(parts[-1]) != words_of(text)):
                parts.append(text)
        if parts:
            columns.append(ColumnMatch(index, " / ".join(parts), recognise(parts)))
    fields = {column.field for column in columns if column.field}
    has_name = (
        FieldKey.FULL_NAME in fields
        or {
            Column.FAMILY_NAME,
            Column.GIVEN_NAME,
        }
        <= fields
    )
    score = len(fields) + (2 if has_name else -5) - 0.1 * height
    return Header(first, height, tuple(columns), score)


def _left_parent(block: list[list[str]], index: int) -> str:
    """Text files lose merged cells: an empty parent over a child continues the one at its left."""
    if index >= len(block[1]) or not block[1][index]:
        return ""
    for left in range(index - 1, -1, -1):
        if block[0][left]:
            return block[0][left] if block[1][left] else ""
    return ""


def _is_header_row(row: Sequence[str]) -> bool:
    """Tell a second header row from data or numbering: words, hardly any digits."""
    texts = [text for text in row if text]
    with_digits = sum(1 for text in texts if sum(ch.isdigit() for ch in text) >= len(text) / 2)
    return with_digits == 0 and len({words_of(text) for text in texts}) > 1


def is_repeated(cells: Sequence[str], header: Header) -> bool:
    """Whether a body row repeats the header (printed lists do so on each page)."""
    texts = [text for text in cells if text]
    if len(texts) < 2:
        return False
    return all(words_of(text) in header.words for text in texts)
