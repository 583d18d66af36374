"""Finding the header of a Vietnamese office list: which rows it is, which column says what.

A scorer, not a template: titles stand above the header, cells are merged, two rows are common
("Số thẻ" over "cũ | mới"), and every office words its columns a little differently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import EXTRA, IGNORE, Column, HeaderMapping, words_of
from desktop.roster.reading.wording import is_section_title, meaning_of, recognise
from desktop.roster.views import ColumnMatch, column_index

LOOK_AT_ROWS = 40
"""A header is looked for in the first rows only."""

_MIN_SCORE = 4.0
_PLAIN_SCORE = 7.0


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
        wholes = (column.header for column in self.columns)
        return frozenset(words_of(part) for part in (*parts, *wholes))

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


def find_header(
    rows: Sequence[Sequence[str]],
    merged: Merged = (),
    *,
    mapping: HeaderMapping | None = None,
    at: int | None = None,
) -> Header | None:
    """Return the best header within the first rows, or None when nothing is sure enough.

    Args:
        rows: cleaned texts of the sheet from its first row on.
        merged: merged ranges, ((row, column), (row, column)), 0-based and inclusive.
        mapping: what columns are known to mean; it wins over the words.
        at: index of the first header row when a person said which; then any header will do.
    """
    if at is not None:
        return _header_at(rows, merged, mapping, at)
    top = spread(rows, merged, LOOK_AT_ROWS + 2)
    best: Header | None = None
    for first in range(min(LOOK_AT_ROWS, len(top))):
        if best and best.score >= _PLAIN_SCORE and first > best.first + 3:
            break  # what follows a plain header is its body
        for height in (1, 2, 3):
            if first + height > len(top):
                break
            found = _scored(top, first, height, mapping)
            if found and (best is None or found.score > best.score):
                best = found
    return best if best and best.score >= _MIN_SCORE else None


def header_over(rows: Sequence[Sequence[str]], first: int) -> Header:
    """Return the header that stands over the first row of people, of no height when none does."""
    for at in range(first - 1, max(-1, first - 3), -1):
        texts = [text for text in rows[at] if text]
        if len(texts) > 2 and _is_header_row(rows[at]):
            return Header(at, first - at, _columns_of([list(rows[at])], None), 0.0)
    return Header(first, 0, (), 0.0)


def _header_at(
    rows: Sequence[Sequence[str]], merged: Merged, mapping: HeaderMapping | None, at: int
) -> Header | None:
    """Return the header that begins where a person said; at -1 the list has none."""
    if at < 0:
        return Header(0, 0, _mapped([], mapping), 0.0)
    top = spread(rows, merged, at + 4)
    tries = (_scored(top, at, height, mapping) for height in (1, 2, 3) if at + height <= len(top))
    found = [header for header in tries if header]
    if found:
        return max(found, key=lambda header: header.score)
    if at >= len(top) or not any(top[at]):
        return None
    return Header(at, 1, _columns_of(top[at : at + 1], mapping), 0.0)


def _columns_of(block: list[list[str]], mapping: HeaderMapping | None) -> tuple[ColumnMatch, ...]:
    columns = [
        ColumnMatch(index, " / ".join(parts), recognise(parts))
        for index in range(max(len(row) for row in block))
        if (parts := _parts(block, index))
    ]
    return _mapped(_settled(_with_dates_in_three(columns)), mapping)


def _settled(columns: list[ColumnMatch]) -> list[ColumnMatch]:
    """Take a column that only makes sense beside another for what it is alone."""
    fields = {column.field for column in columns}
    alone = {}
    if Column.BORN_FEMALE not in fields:
        # Written without marks, "năm sinh năm" looks like "năm sinh nam".
        alone[Column.BORN_MALE.value] = FieldKey.BIRTH_DATE.value
    if FieldKey.CARD_NUMBER not in fields:
        alone[FieldKey.NEW_CARD_NUMBER.value] = FieldKey.CARD_NUMBER.value
    return [
        replace(column, field=alone[column.field])
        if column.field in alone and meaning_of(words_of(column.header)) == alone[column.field]
        else column
        for column in columns
    ]


def _mapped(columns: list[ColumnMatch], mapping: HeaderMapping | None) -> tuple[ColumnMatch, ...]:
    """Let a mapping have the last word; it may also name columns that carry no header."""
    if mapping is None:
        return tuple(columns)
    known = {column.index for column in columns}
    bare = {column_index(one.column) for one in mapping.columns if not one.header and one.column}
    columns = [*columns, *(ColumnMatch(index, "", "") for index in sorted(bare - known))]
    columns.sort(key=lambda column: column.index)
    chosen = mapping.choices_for([(column.letters, column.header) for column in columns])
    return tuple(
        replace(
            column,
            field=""
            if (said := chosen.get(column.letters, column.field)) in {IGNORE, EXTRA}
            else said,
            is_ignored=said == IGNORE,
        )
        for column in columns
    )


def _scored(
    top: list[list[str]], first: int, height: int, mapping: HeaderMapping | None = None
) -> Header | None:
    block = top[first : first + height]
    if sum(1 for text in block[0] if text) < 2 or not any(block[-1]):
        return None
    if height > 1 and (not _is_header_row(block[-1]) or _opens_section(block[1:])):
        return None
    columns = _columns_of(block, mapping)
    fields = {column.field for column in columns if column.field}
    has_name = FieldKey.FULL_NAME in fields or _SPLIT_NAME.issubset(fields)
    # What a mapping names is known, also when it is to be left out.
    known = {words_of(one.header) for one in mapping.columns} - {""} if mapping else set()
    named = sum(1 for one in columns if not one.field and words_of(one.header) in known)
    score = len(fields) + named + (2 if has_name else -5) - 0.1 * height
    if height > 1 and has_name:
        name = next(column for column in columns if column.field in _NAMES)
        lower = {words_of(row[name.index]) for row in block[1:] if name.index < len(row)} - {""}
        if not all(map(meaning_of, lower)):
            # A person stands there: this row is no header.
            return None
        if not lower or words_of(block[0][name.index]) in lower or _is_merged_down(block):
            score += 0.3 * (height - 1)
    return Header(first, height, columns, score)


def _opens_section(rows: list[list[str]]) -> bool:
    """Whether one of the rows names a Party organisation, as no header does."""
    texts = {text for row in rows for text in row if text}
    return any(is_section_title(text) and not recognise([text]) for text in texts)


def _is_merged_down(block: list[list[str]]) -> bool:
    """Whether some columns, not all, bear one text over all rows of a header."""
    same = [len(set(texts)) == 1 for texts in zip(*block, strict=False) if any(texts)]
    return any(same) and not all(same)


_SPLIT_NAME = frozenset({Column.FAMILY_NAME.value, Column.GIVEN_NAME.value})
_NAMES = _SPLIT_NAME | {FieldKey.FULL_NAME.value}


DATE_PIECES = ("ngay", "thang", "nam")
"""A date may stand in three columns under one parent."""

IN_DATE_PIECES = frozenset(
    {DATE_PIECES, ("ngay thang", "nam"), ("thang", "nam"), ("ngay thang sinh", "nam sinh")}
)
"""Last words of columns that together are one date, from the day to the year."""


def last_words(header: str) -> str:
    """Return the folded words of the lowest part of a header."""
    return words_of(header.rsplit(" / ", 1)[-1])


def _with_dates_in_three(columns: list[ColumnMatch]) -> list[ColumnMatch]:
    """Give "Ngày | Tháng | Năm" their parent's meaning; folded, "Năm" alone looks like "Nam"."""
    found = [*columns]
    if not any(last_words(column.header) == DATE_PIECES[1] for column in columns):
        return found
    for place in range(len(found) - 2):
        three = found[place : place + 3]
        parents = {column.header.rpartition(" / ")[0] for column in three}
        if tuple(last_words(column.header) for column in three) == DATE_PIECES:
            field = meaning_of(words_of(max(parents, key=len)))
            if parents == {""} and all(column.field != FieldKey.BIRTH_DATE for column in found):
                # The first date of a person that nothing names is the date of birth.
                field = FieldKey.BIRTH_DATE.value
            found[place : place + 3] = [replace(column, field=field) for column in three]
    return found


def _parts(block: list[list[str]], index: int) -> list[str]:
    """Return the different texts of one column of a header, parent first."""
    parts: list[str] = []
    for depth, row in enumerate(block):
        text = row[index] if index < len(row) else ""
        if not text and depth == 0 and len(block) > 1:
            text = _left_parent(block, index)
        if text and (not parts or words_of(parts[-1]) != words_of(text)):
            parts.append(text)
    return parts


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
    if len(texts) < 2 or words_of(texts[0]) not in header.words:
        return False
    return all(words_of(text) in header.words for text in texts)


def is_header_of_another(cells: Sequence[str]) -> bool:
    """Whether a body row is the header of another table, with other columns than the first."""
    texts = [text for text in cells if text]
    if len(texts) < 4 or any(char.isdigit() for text in texts for char in text):
        return False
    fields = {field for text in texts if (field := recognise([text]))}
    return len(fields) >= 4 and not _NAMES.isdisjoint(fields)
