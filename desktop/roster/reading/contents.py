"""Telling a column by what stands in it, where its header says nothing ("Cột 5") or is missing.

Only what gives itself away is told: whole numbers of papers, dates, words for a sex, ethnic
groups, names of Party cells and, where no header was found at all, names of people. A person is
always told about it and can map the column otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from desktop.common.dates import PartialDate, parse_date
from desktop.common.i18n import mark, tr
from desktop.common.reference.people import ethnic_code
from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.identity.rules import is_well_formed
from desktop.roster.mapping import Column, HeaderMapping, words_of
from desktop.roster.reading.headers import Header, header_over
from desktop.roster.reading.table import Cell, Table
from desktop.roster.reading.values import is_number
from desktop.roster.rules import sex_of
from desktop.roster.views import ColumnMatch, column_letters

_NAMES: dict[FieldKey, str] = {
    FieldKey.FULL_NAME: mark("Họ và tên"),
    FieldKey.PERSONAL_ID: mark("Số định danh"),
    FieldKey.OLD_ID: mark("Số CMND cũ"),
    FieldKey.BIRTH_DATE: mark("Ngày sinh"),
    FieldKey.JOINED_ON: mark("Ngày vào Đảng"),
    FieldKey.OFFICIAL_ON: mark("Ngày chính thức"),
    FieldKey.SEX: mark("Giới tính"),
    FieldKey.ETHNICITY: mark("Dân tộc"),
    FieldKey.CELL: mark("Chi bộ"),
}

_MOSTLY = 0.8
_OFTEN = 0.3
_FEWEST = 2
_SAMPLED = 400
_GROUPING = re.compile(r"[\s.\-'’]")
_SAYS_NOTHING = re.compile(
    r"^(?:(?:cot|column|col|truong|field|unnamed|thong tin|so|du lieu|muc|stt|ma)? ?\d*|[a-z])$"
)
_NAME = re.compile(r"^[^\W\d_]+(?:['’.]?[^\W\d_]+)*(?: [^\W\d_]+(?:['’.]?[^\W\d_]+)*){1,6}$")
_GROWN_UP = 16
_BOTH, _HALF = 2, 0.5
_A_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[./-]){1,2}(?:\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True)
class Contents:
    """What stands in one column of the rows that hold something."""

    index: int
    cells: list[Cell]
    texts: list[str]
    rows: int

    def share(self, fits: Callable[[Cell, str], bool]) -> float:
        """Return the share of filled cells that fit, 0 for a column that is hardly filled."""
        if len(self.texts) < max(_FEWEST, _OFTEN * self.rows):
            return 0.0
        pairs = zip(self.cells, self.texts, strict=True)
        return sum(1 for cell, text in pairs if fits(cell, text)) / len(self.texts)


def complete(
    header: Header, table: Table, texts: list[list[str]], mapping: HeaderMapping | None
) -> tuple[Header, list[str]]:
    """Name the columns that only their contents tell.

    Args:
        header: as its words were understood.
        table: the cells.
        texts: their clean text.
        mapping: what a person said; the columns it names are left alone.

    Returns:
        The header with more fields, and what to tell about it.
    """
    body = _named_rows(header, texts)
    columns = {column.index: column for column in header.columns}
    said = (
        mapping.choices_for([(one.letters, one.header) for one in header.columns])
        if mapping
        else {}
    )
    every = [columns.get(index) or ColumnMatch(index, "", "") for index in range(_width(texts))]
    open_ones = [one for one in every if one.letters not in said and not one.is_ignored]
    known = {column.field for column in header.columns}
    found: dict[int, FieldKey] = {}
    if len(body) >= _FEWEST:
        free = [one for one in open_ones if not one.field and _says_nothing(one.header)]
        found = _told([_contents(table, texts, body, one.index) for one in free], known)
    changed: dict[int, str] = {index: key.value for index, key in found.items()}
    for one in open_ones:
        if one.field in _DOUBTED:
            content = _contents(table, texts, body, one.index)
            changed.update(_corrected(one, content, known))
    completed = [
        replace(one, field=changed[one.index], is_told=True) if one.index in changed else one
        for one in every
        if one.header or one.index in columns or one.index in changed
    ]
    return replace(header, columns=tuple(completed)), _notes_of(found)


def header_by_contents(table: Table, texts: list[list[str]]) -> Header | None:
    """Return the header of a sheet of people whose words nobody knows, or that has none."""
    found = _people_rows(table.rows, texts)
    if found is None:
        return None
    first, place = found
    header = header_over(texts, first)
    rest = [column for column in header.columns if column.index != place]
    name = next((one for one in header.columns if one.index == place), ColumnMatch(place, "", ""))
    columns = [*rest, replace(name, field=FieldKey.FULL_NAME.value, is_told=True)]
    columns.sort(key=lambda column: column.index)
    return replace(header, columns=tuple(columns))


_DOUBTED = frozenset({FieldKey.PHONE, FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON})


def _corrected(column: ColumnMatch, content: Contents, known: set[str]) -> dict[int, str]:
    """Return another meaning of a column whose contents are not what its words say."""
    if column.field == FieldKey.PHONE:
        # Written without marks, "ĐT" (telephone) is "DT" (ethnic group).
        is_people = FieldKey.ETHNICITY not in known and content.share(_is_ethnic) >= _MOSTLY
        return {column.index: FieldKey.ETHNICITY.value} if is_people else {}
    is_alone = not {FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON} <= known
    if is_alone and content.share(lambda _cell, text: len(dates_in(text)) == _BOTH) > _HALF:
        return {column.index: Column.BOTH_DATES.value}
    return {}


def dates_in(text: str) -> list[str]:
    """Return the dates that a text holds, as they are written: `26/3/1980 - 26/3/1981`."""
    return _A_DATE.findall(text)


def _named_rows(header: Header, texts: list[list[str]]) -> list[int]:
    """Return rows of the body that name somebody, evenly spread."""
    fields = {FieldKey.FULL_NAME.value, Column.GIVEN_NAME.value}
    places = [column.index for column in header.columns if column.field in fields]
    start = header.first + header.height
    some = range(start, len(texts), max(1, (len(texts) - start) // (2 * _SAMPLED)))
    return [number for number in some if any(texts[number][place] for place in places)]


def _width(texts: list[list[str]]) -> int:
    return len(texts[0]) if texts else 0


def _says_nothing(header: str) -> bool:
    """Whether a header leaves open what its column holds."""
    return bool(_SAYS_NOTHING.match(words_of(header)))


def _contents(table: Table, texts: list[list[str]], body: list[int], index: int) -> Contents:
    """Return one column of some rows, evenly sampled and without its empty cells."""
    numbers = body[:: max(1, len(body) // _SAMPLED)]
    filled = [(table.rows[number][index], texts[number][index]) for number in numbers]
    cells = [cell for cell, text in filled if text]
    return Contents(index, cells, [text for _cell, text in filled if text], len(numbers))


def _told(columns: Sequence[Contents], known: set[str]) -> dict[int, FieldKey]:
    """Return index -> field of the columns whose contents give them away.

    Args:
        columns: those that nothing else names.
        known: fields that other columns hold already.
    """
    found: dict[int, FieldKey] = {}
    for key, fits in _TESTS.items():
        if key in known:
            continue
        best = max(
            (one for one in columns if one.index not in found),
            key=lambda one: one.share(fits),
            default=None,
        )
        if best and best.share(fits) >= _MOSTLY:
            found[best.index] = key
    rest = [one for one in columns if one.index not in found]
    return found | _dates_among(rest, known)


def _notes_of(found: dict[int, FieldKey]) -> list[str]:
    """Return what to tell of columns that were known by their contents."""
    text = tr("Cột {column} không có tiêu đề rõ: theo nội dung, đã nhận là “{field}”.")
    return [
        text.format(column=column_letters(index), field=tr(_NAMES[key]))
        for index, key in sorted(found.items())
    ]


def _is_personal(cell: Cell, text: str) -> bool:
    digits = _GROUPING.sub("", text)
    if not digits.isascii() or not digits.isdigit():
        return False
    return is_well_formed(digits.zfill(12) if is_number(cell) and len(digits) >= 10 else digits)


def _is_old(_cell: Cell, text: str) -> bool:
    digits = _GROUPING.sub("", text)
    return len(digits) == 9 and digits.isascii() and digits.isdigit()


def _is_ethnic(_cell: Cell, text: str) -> bool:
    return bool(ethnic_code(text)) and sex_of(text) is None


def _is_name(_cell: Cell, text: str) -> bool:
    """Whether a text has the shape of a person's name: two to seven words of letters."""
    return bool(_NAME.match(text)) and text[0].isupper()


_TESTS: dict[FieldKey, Callable[[Cell, str], bool]] = {
    FieldKey.PERSONAL_ID: _is_personal,
    FieldKey.OLD_ID: _is_old,
    FieldKey.SEX: lambda _cell, text: sex_of(text) is not None,
    FieldKey.ETHNICITY: _is_ethnic,
    FieldKey.CELL: lambda _cell, text: fold(text).startswith(("chi bo ", "cb ")),
}


def _date_of(cell: Cell, text: str) -> PartialDate | None:
    """Return the date of a cell that plainly holds one: a real date, d/m/y, or a year."""
    if is_number(cell) and not text.isdigit():
        return None
    try:
        value = parse_date(text[:10], latest_year=2100)
    except ValueError:
        return None
    is_bare = text.isdigit() and len(text) != 4
    return value if not is_bare and 1900 <= value.year <= 2100 else None


def _dates_among(columns: Sequence[Contents], known: set[str]) -> dict[int, FieldKey]:
    """Tell birth, joining and official dates apart by how far they lie from each other."""
    dated: list[tuple[float, int]] = []
    for one in columns:
        if one.share(lambda cell, text: _date_of(cell, text) is not None) >= _MOSTLY:
            dates = [_date_of(*pair) for pair in zip(one.cells, one.texts, strict=True)]
            years = [date.year + date.month / 12 for date in dates if date]
            dated.append((median(years), one.index))
    dated.sort()
    if not dated or FieldKey.BIRTH_DATE in known:
        # Dates beside a known birth may be anything: of a card, of a decision.
        return {}
    (born, index), *later = dated
    found = {index: FieldKey.BIRTH_DATE}
    if known & {FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON}:
        return found
    grown = [(year, place) for year, place in later if year - born >= _GROWN_UP]
    for key, (_year, place) in zip((FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON), grown, strict=False):
        found[place] = key
    return found


def _people_rows(
    rows: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]
) -> tuple[int, int] | None:
    """Find people where no header was found.

    Returns:
        (index of the first row with a person, index of the column of names), or None when the
        rows do not plainly hold people: at least two, a name and a number or a date of each.
    """
    width = len(texts[0]) if texts else 0
    named: dict[int, list[int]] = {}
    for number, (row, said) in enumerate(zip(rows, texts, strict=True)):
        if not any(_is_telling(cell, text) for cell, text in zip(row, said, strict=True)):
            continue
        for place in range(width):
            if _is_name(row[place], said[place]) and not ethnic_code(said[place]):
                named.setdefault(place, []).append(number)
    if not named:
        return None
    # Names of people differ; names of places repeat.
    place = max(named, key=lambda one: len({texts[number][one] for number in named[one]}))
    numbers = named[place]
    filled = sum(1 for said in texts[numbers[0] :] if any(said))
    if len(numbers) < _FEWEST or len(numbers) < filled / 2:
        return None
    return numbers[0], place


def _is_telling(cell: Cell, text: str) -> bool:
    if not text or _is_personal(cell, text):
        return bool(text)
    date = _date_of(cell, text)
    return date is not None and date.day > 0
