"""Reading dates as lists hold them: real dates, serials, words, years, and dates that are none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from itertools import product

from desktop.common.dates import PartialDate, parse_date
from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.reading.date_order import (
    THREE,
    ColumnOrder,
    Order,
    RealDates,
    is_ambiguous,
)
from desktop.roster.reading.table import Cell
from desktop.roster.reading.values import Found, Memo, is_number

_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
# A number in a date column: 8,000 is 1921, 50,000 is 2036.
_SERIALS = range(8_000, 50_001)
# A year typed into a cell that shows dates becomes a day of 1905: serials of no member's life.
_YEARS_AS_SERIALS = range(1_900, 2_051)
_NOTHING = frozenset({"", "-", "--", "---", "x", "0", "/", "//", "?", ".", "...", "…"})
_ADULT_YEARS = 18
_GROWN_UP = Memo(lambda year: str(int(year) + _ADULT_YEARS))
_MONTHS = 12
_IN_EVERY_MONTH = 28
_PARTY_FOUNDED = "1930"
_YEARS = frozenset(map(str, range(1800, 2100)))
_AFTER_SERIALS = "191"  # where years that became days, of 1905 to 1909, are left behind

_TIME_OF_DAY = re.compile(r"[ t]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_AROUND = re.compile(r"\s*([./\\\-,])\s*")
_BEHIND = re.compile(r"\s*\([^()]*\)$")
_BEFORE = re.compile(r"^(?:sinh ngay|sn|sinh|ngay)\s*[:.]?\s*(?=\d)")
_WORDS = re.compile(
    r"^(?:sinh\s+)?(?:ngay\s*)?(\d{1,2}|[.…?\-_x]+)?\s*(?:thang|th|t)\.?\s*(\d{1,2}|[.…?\-_x]+)"
    r"\s*[,/\-]?\s*(?:nam|n)?\.?\s*(\d{4}|\d{2})$"
)
_UNKNOWN = re.compile(r"^(?:[0?x_.…\-]+[/.\-\s])?([0?x_.…\-]+|\d{1,2})[/.\-\s](\d{4})$")
_LOOSE_YEAR = re.compile(r"^(?:sinh\s+)?(?:nam)?\s*(\d{4})(?:\s*\(.*\))?[.?]?$")
_LOOSE_TWO = re.compile(r"^[0?x_.…\-]+[/.\-\s][0?x_.…\-]+[/.\-\s](\d{2})$")
_ENGLISH = re.compile(
    r"^(\d{1,2})[\s\-/.]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s\-/.,]*"
    r"(\d{4}|\d{2})$"
)
_ENGLISH_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"  # three letters each
_USUAL = re.compile(
    r"(0?[1-9]|[12][0-9]|3[01])[/.\-](0?[1-9]|1[0-2])[/.\-](1[89][0-9]{2}|20[0-9]{2})\Z"
)
_YEAR_AT_END = re.compile(r"(?:^|\D)(\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[./](\d{1,2})(?:[./](\d{1,2}))?$")


Understood = tuple[str, str]
"""A date in the stored form (or empty) and the code of what is wrong with it (or empty)."""

NO_DATE: Understood = ("", "")
_USUAL_ORDER = ColumnOrder()
_DOUBTFUL_ORDERS = frozenset({Order.UNKNOWN, Order.MIXED})
_YEAR_LONG = 4


class DateReader:
    """Reads the dates of one list; every different text is understood once.

    Args:
        today: no date of a life is later.
        is_1904: serials count from 1904, as old Macintosh workbooks do.
        orders: field -> what its column tells about days and months; a field that is not named
            writes the day first.
    """

    def __init__(
        self,
        today: date,
        *,
        is_1904: bool = False,
        orders: Mapping[str, ColumnOrder] | None = None,
    ) -> None:
        self._today = today.isoformat()
        self._year = today.year
        self._epoch = _EPOCHS[is_1904]
        self._orders = orders or {}
        # A number means something else than the same digits as text.
        self._known: dict[tuple[FieldKey, bool], dict[str, Understood]] = defaultdict(dict)

    def read(self, found: Found, key: FieldKey, cell: Cell, text: str) -> None:
        """Read a date cell of any type into the stored form, or note why it cannot be."""
        note_date(found, key, text, self.understood(key, cell, text))

    def understood(self, key: FieldKey, cell: Cell, text: str) -> Understood:
        """Return a date cell of any type in the stored form, and what is wrong with it."""
        known = self._known[key, is_number(cell)]
        pair = known.get(text)
        if pair is None:
            pair = known[text] = NO_DATE if text in _NOTHING else self._read(cell, text, key)
        return pair

    def column(
        self, key: FieldKey, cells: Sequence[Cell], texts: Sequence[str]
    ) -> list[Understood]:
        """Return `understood` of a whole column, at a fraction of the cost."""
        found = []
        order = self._orders.get(key.value, _USUAL_ORDER)
        # Where the order is another one, or not known, every cell takes the long way.
        days = _days() if order.texts is Order.DAY_FIRST else {}
        are_kept = order.real is RealDates.KEPT
        for cell, text in zip(cells, texts, strict=True):
            kind = type(cell)
            if (kind is date or kind is datetime) and are_kept and text > _AFTER_SERIALS:
                iso = text[:10]
            elif kind is str and (rest := days.get(text[:6])) and text[6:] in _YEARS:
                iso = f"{text[6:]}{rest}"
            else:
                found.append(self.understood(key, cell, text))
                continue
            found.append((iso, "date_future" if iso > self._today else ""))
        return found

    def _read(self, cell: Cell, text: str, key: FieldKey) -> Understood:
        order = self._orders.get(key.value, _USUAL_ORDER)
        if isinstance(cell, date):
            return self._of_real(cell, text, order.real)
        if order.texts is Order.DAY_FIRST and (three := _USUAL.match(text)):
            day, month, year = three.groups()
            iso = f"{year}-{month:0>2}-{day:0>2}"
            if int(day) > _IN_EVERY_MONTH and not _is_real(iso):
                return self._year_of(text)
            return iso, self._of_future(iso)
        value = self._value(cell, text, key)
        if value is None:
            return self._year_of(text)
        code = self._of_future(value.iso)
        if not code and order.texts in _DOUBTFUL_ORDERS:
            code = _doubt_of(_bare(text), value)
        return value.iso, code

    def _of_future(self, iso: str) -> str:
        return "date_future" if iso > self._today else ""

    def _of_real(self, cell: date, text: str, kind: RealDates) -> Understood:
        serial = (date(cell.year, cell.month, cell.day) - self._epoch).days
        if serial in _YEARS_AS_SERIALS:
            return str(serial), self._of_future(str(serial))
        iso = text[:10]
        if kind is RealDates.KEPT or cell.day == cell.month:
            return iso, self._of_future(iso)
        if kind is RealDates.DOUBTFUL:
            return iso, "date_order"
        return date(cell.year, cell.day, cell.month).isoformat(), "date_exchanged"

    def _year_of(self, text: str) -> Understood:
        """Keep the year of a date that no calendar has."""
        loose = _YEAR_AT_END.search(text)
        if loose and 1900 <= int(loose[1]) <= int(self._today[:4]):
            return loose[1], "date_not_real"
        return "", "date_unreadable"

    def _value(self, cell: Cell, text: str, key: FieldKey) -> PartialDate | None:
        whole = text.partition(".")[0] if is_number(cell) else text
        if whole.isdecimal() and len(whole) <= 5 and int(whole) in _SERIALS:
            real = self._epoch + timedelta(days=int(whole))
            return PartialDate(real.year, real.month, real.day)
        padded = text.zfill(8) if is_number(cell) and len(text) == 7 else text
        # A card holder is grown up: `08` in a date of birth is no year of this decade.
        latest = self._year - _ADULT_YEARS if key is FieldKey.BIRTH_DATE else self._year
        try:
            value = self._parsed(padded, latest, key)
        except ValueError:
            return None
        return value if value.year >= 1800 else None

    def _parsed(self, text: str, latest: int, key: FieldKey) -> PartialDate:
        """Read a date as people type it.

        Raises:
            ValueError: no date can be read, or none that the calendar has.
        """
        bare = _bare(text)
        order = self._orders.get(key.value, _USUAL_ORDER).texts
        if (three := THREE.match(bare)) and _is_month_first(three, order):
            bare = f"{three[2]}/{three[1]}/{three[3]}"
        if found := _ENGLISH.match(bare):
            bare = f"{found[1]}/{_ENGLISH_MONTHS.index(found[2]) // 3 + 1}/{found[3]}"
        if found := _LOOSE_TWO.match(bare):
            return PartialDate(parse_date(f"1/1/{found[1]}", latest_year=latest).year)
        if found := _WORDS.match(bare):
            return _from_words(found, latest)
        if found := _UNKNOWN.match(bare):
            month = int(found[1]) if found[1].isdigit() else 0
            return PartialDate(int(found[2]), month)
        if found := _YEAR_FIRST.match(bare):
            return PartialDate(*(int(part) for part in found.groups() if part))
        if found := _LOOSE_YEAR.match(bare):
            return PartialDate(int(found[1]))
        return parse_date(bare.replace(",", "/"), latest_year=latest)


@cache
def _days() -> dict[str, str]:
    """Return how nearly all dates begin -> how they end in the stored form: `12/03/`, `-03-12`."""
    every = product(range(1, _IN_EVERY_MONTH + 1), range(1, _MONTHS + 1), "/.-")
    return {
        f"{day:02}{sign}{month:02}{sign}": f"-{month:02}-{day:02}" for day, month, sign in every
    }


def _bare(text: str) -> str:
    """Return a date's text without blanks, times of day and the words people put around it."""
    folded = _BEHIND.sub("", _TIME_OF_DAY.sub("", fold(text)))
    bare = _AROUND.sub(r"\1", folded).replace("\\", "/").strip(" .,;'")
    without = _BEFORE.sub("", bare)
    return without if THREE.match(without) else bare


def _is_month_first(three: re.Match[str], order: Order) -> bool:
    """Whether three numbers stand month, day, year: as the column does, or as they only can."""
    if order is Order.MONTH_FIRST:
        return True
    can_only_be = int(three[1]) <= _MONTHS < int(three[2])
    return order is Order.MIXED and can_only_be


def _doubt_of(bare: str, value: PartialDate) -> str:
    """Return the code for a date whose column does not tell what comes first."""
    if is_ambiguous(bare):
        return "date_order"
    three = THREE.match(bare)
    return "date_month_first" if three and value.day and int(three[2]) > _MONTHS else ""


def note_date(found: Found, key: FieldKey, text: str, understood: Understood) -> None:
    """Keep what a date cell was understood as."""
    iso, code = understood
    if iso:
        found.fields[key] = iso
    if code:
        found.note(code, key, text)


def _is_real(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _from_words(found: re.Match[str], latest: int) -> PartialDate:
    """Read `ngày 3 tháng 2 năm 1950`; what is not known may be dots."""
    day, month, year = found.groups()
    if len(year) == 2:
        return parse_date(f"{day or 1}/{month}/{year}", latest_year=latest)
    if not month.isdigit() or not int(month):
        return PartialDate(int(year))
    is_known = bool(day) and day.isdigit() and int(day) > 0
    return PartialDate(int(year), int(month), int(day) if is_known else 0)


def is_plain_life(birth: str, joined: str, official: str) -> bool:
    """Whether `check_dates` has nothing to say; of dates without a day it may be too careful."""
    if len(birth) < len("1950-01-01") or birth < "1900":
        return False
    if not joined:
        return True
    if joined < _PARTY_FOUNDED or joined[:4] < _GROWN_UP[birth[:4]]:
        return False
    return not official or official >= joined


def check_dates(found: Found) -> None:
    """Compare the dates of a life with each other; doubts are noted, nothing is changed."""
    birth = found.fields.get(FieldKey.BIRTH_DATE, "")
    joined = found.fields.get(FieldKey.JOINED_ON, "")
    official = found.fields.get(FieldKey.OFFICIAL_ON, "")
    if len(birth) < 10:
        noted = any(one.field == FieldKey.BIRTH_DATE for one in found.problems)
        if not birth and not noted:
            found.note("birth_missing", FieldKey.BIRTH_DATE)
        elif birth and not noted:
            code = "birth_year_only" if len(birth) == _YEAR_LONG else "birth_month_only"
            found.note(code, FieldKey.BIRTH_DATE, birth)
    if birth and birth < "1900":
        found.note("birth_too_old", FieldKey.BIRTH_DATE, birth)
    if joined:
        if joined < _PARTY_FOUNDED:
            found.note("joined_before_party", FieldKey.JOINED_ON, joined)
        if birth and int(joined[:4]) - int(birth[:4]) < _ADULT_YEARS:
            found.note("joined_too_young", FieldKey.JOINED_ON, joined)
        if official:
            shared = min(len(joined), len(official))
            if official[:shared] < joined[:shared]:
                found.note("official_before_joined", FieldKey.OFFICIAL_ON, official)
