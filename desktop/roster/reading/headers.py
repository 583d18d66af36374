"""Finding the header of a Vietnamese office list: which rows it is, which column says what.

A scorer, not a template: titles stand above the header, cells are merged, two rows are common
("Số thẻ" over "cũ | mới"), and every office words its columns a little differently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import EXTRA, IGNORE, Column, HeaderMapping, words_of
from desktop.roster.reading.synonyms import ADDRESS_PIECES, BY_WORDS
from desktop.roster.views import ColumnMatch, column_index

LOOK_AT_ROWS = 40
"""A header is looked for in the first rows only."""

_MIN_SCORE = 4.0
_PLAIN_SCORE = 7.0


_ADDRESSES = frozenset(
    {FieldKey.BIRTH_PLACE.value, FieldKey.HOMETOWN.value, FieldKey.RESIDENCE.value}
)

_YEAR = "năm"
_LONGEST_HEADER = 70


def recognise(parts: Sequence[str]) -> str:
    """Return the column that header texts (parent … child) mean, or an empty text.

    `recognise(["Ngày sinh", "Nam"]) == "born_male"`, `recognise(["Quê quán", "Tỉnh"])
    == "hometown"`, `recognise(["Thông tin", "Dân tộc"]) == "ethnicity"`.
    """
    if parts and parts[-1].strip().casefold() == _YEAR:
        # Folded, "Năm" (year) would be "Nam" (male).
        parent = recognise(parts[:-1])
        return str(FieldKey.BIRTH_DATE) if parent == Column.BORN_MALE else parent
    words = [found for part in parts if (found := words_of(part))]
    if not words or any(len(part) > _LONGEST_HEADER for part in words):
        return ""
    joined = _meaning(" ".join(words))
    if joined or len(words) == 1:
        return joined
    parent = _meaning(" ".join(words[:-1]))
    if parent in _ADDRESSES and words[-1] in ADDRESS_PIECES:
        return parent
    return _meaning(words[-1]) or parent


# Wordings that vary without end are told by their shape; a listed wording always wins.
_SHAPES: tuple[tuple[re.Pattern[str], FieldKey], ...] = (
    (
        re.compile(
            r"^(?:(?:so|ma|the) )*(?:cccd|ddcn|can cuoc|dinh danh)"
            r"(?: (?:so|ma|the|hoac|cccd|cmnd|cmt|ddcn|can cuoc|cong dan|dinh danh|ca nhan|moi|"
            r"chung minh|nhan dan|gan chip|12 so))*$"
        ),
        FieldKey.PERSONAL_ID,
    ),
    (
        re.compile(
            r"^ho(?: va)? ten(?: (?:khai sinh|dang vien|day du|chinh thuc|in hoa|viet hoa|"
            r"chu in hoa|dv))+$"
        ),
        FieldKey.FULL_NAME,
    ),
    (
        re.compile(
            r"^(?:ngay )?(?:thang )?(?:nam )?(?:duoc )?(?:vao dang|cong nhan|ket nap|ct|"
            r"chinh thuc)(?: .*)?(?:chinh thuc|\bct|lan (?:1|i|dau|thu nhat))$"
        ),
        FieldKey.OFFICIAL_ON,
    ),
    (re.compile(r"^(?:so |ma )*the(?: .*)? moi(?: \d+ so)?$"), FieldKey.NEW_CARD_NUMBER),
    (re.compile(r"^(?:so |ma )*the (?:dang|dv)(?: .*)? cu$"), FieldKey.CARD_NUMBER),
    (re.compile(r"^(?:ma so|so hieu|ma) the (?:dang|dv)\b"), FieldKey.CARD_NUMBER),
    (re.compile(r"^(?:so )?(?:ly lich|li lich|ll)(?: dang vien| dv)?$"), FieldKey.FILE_NUMBER),
    (
        re.compile(
            r"^(?:(?:ten|thuoc|dang bo|dang|sinh hoat|tai|o) )*chi bo(?: (?:dang|sinh hoat|"
            r"truc thuoc|dang vien|so|khu dan cu|hien nay|thon|ban))*$"
        ),
        FieldKey.CELL,
    ),
    (
        re.compile(
            r"^(?:ten )?(?:(?:thon|ban|xom|ap|buon|khu|khoi|to dan pho|khu pho|tdp|lang) ?)+$"
        ),
        FieldKey.VILLAGE,
    ),
    (re.compile(r"^thanh phan dan toc$"), FieldKey.ETHNICITY),
    (re.compile(r"^(?:so )?(?:dien thoai|dtdd|sdt)\b"), FieldKey.PHONE),
    (re.compile(r"^chuc vu\b"), FieldKey.POSITION),
    (re.compile(r"^(?:noi|cho) (?:o|cu tru|thuong tru)\b"), FieldKey.RESIDENCE),
    (re.compile(r"^que quan\b"), FieldKey.HOMETOWN),
)
# "Ngày vào Đảng lần 1", "Ngày kết nạp vào Đảng CSVN": the words between are many.
_JOINED = re.compile(
    r"^(?:ngay )?(?:thang )?(?:nam )?(?:duoc )?(?:vao|ket nap)(?: vao)? (?:dang|dcsvn)"
    r"(?: csvn| cong san viet nam| viet nam| du bi)*(?: lan (?:1|i|dau|thu nhat|dau tien))?$"
)


def _meaning(words: str) -> str:
    known = BY_WORDS.get(words)
    if known is None and _JOINED.match(words):
        known = FieldKey.JOINED_ON
    if known is None:
        known = next((field for shape, field in _SHAPES if shape.search(words)), None)
    return str(known or "")


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
    return _mapped(_with_dates_in_three(columns), mapping)


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
    if height > 1 and not _is_header_row(block[-1]):
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
        if any(words not in BY_WORDS for words in lower):
            # A person stands there: this row is no header.
            return None
        if not lower or words_of(block[0][name.index]) in lower:
            score += 0.3 * (height - 1)
    return Header(first, height, columns, score)


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
            field = _meaning(words_of(max(parents, key=len)))
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
