"""Reading single cells: by what the column means, never by what type Excel gave them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop.common.dates import PartialDate, Precision, parse_date
from desktop.common.text import clean, fold, only_digits
from desktop.common.vocabulary import FieldKey, Sex
from desktop.identity.rules import IdWarning, check_personal_id, is_well_formed
from desktop.roster.problems import problem
from desktop.roster.reading.table import Cell
from desktop.roster.views import Problem

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_ESCAPED = re.compile(r"^'(?=[=+\-@])")
_GROUPING = re.compile(r"[\s.\-]")
_DATE_IN_TEXT = re.compile(r"\d{1,2}[./\-]\d{1,2}[./\-](\d{4})$")
_EXCEL_EPOCH = date(1899, 12, 30)
# A number in a date column: 8,000 is 1921, 50,000 is 2036.
_SERIALS = range(8_000, 50_001)
_PARTY_FOUNDED = PartialDate(1930, 2, 3)
_LARGEST_EXACT = 10**15
_LARGEST_WRITTEN = 10**18


def cell_text(cell: Cell) -> str:
    """Return a cell as clean text; whole numbers without `.0`, dates as ISO."""
    if isinstance(cell, str):
        return _clean_text(cell)
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_WRITTEN:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    # Numbers, dates, times and spans write themselves readably.
    return str(cell)


@lru_cache(maxsize=8_192)  # peoples, villages and offices repeat in every row
def _clean_text(text: str) -> str:
    return _ESCAPED.sub("", clean(text)) if text else ""


def is_number(cell: Cell) -> bool:
    """Whether Excel holds the cell as a number (and so lost its leading zeros)."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


@dataclass
class Found:
    """What was read of one row so far."""

    fields: dict[FieldKey, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def note(self, code: str, key: FieldKey, value: str = "") -> None:
        """Add a problem about a field."""
        self.problems.append(problem(code, key.value, value))


def read_numbers(found: Found, personal: Cell, old: Cell) -> None:
    """Read the identity numbers; 12 digits are a personal number wherever they stand."""
    cells = [(FieldKey.PERSONAL_ID, personal), (FieldKey.OLD_ID, old)]
    for key, cell in cells:
        text = cell_text(cell)
        if not text:
            continue
        digits = only_digits(text)
        numeric = is_number(cell)
        if numeric and abs(float(str(cell))) >= _LARGEST_EXACT:
            found.note("number_shortened", key, text)
        elif _SCIENTIFIC.match(text):
            found.note("id_scientific", key, text)
        elif _GROUPING.sub("", text) != digits:
            found.note("id_letters", key, text)
        elif len(digits) == 12:
            found.fields.setdefault(FieldKey.PERSONAL_ID, digits)
        elif len(digits) == 9:
            found.fields.setdefault(FieldKey.OLD_ID, digits)
        elif len(digits) == 8 and numeric:
            found.fields.setdefault(FieldKey.OLD_ID, digits.zfill(9))
            found.note("old_id_zero_added", FieldKey.OLD_ID, text)
        elif key is FieldKey.PERSONAL_ID or len(digits) > 9:
            _pad(found, digits, text)
        else:
            found.note("old_id_length", key, text)
    _check_number(found, has_any=any(cell_text(cell) for _key, cell in cells))


def _pad(found: Found, digits: str, text: str) -> None:
    """Give back lost zeros, only when the result is a number that fits the person."""
    padded = digits.zfill(12)
    fits = len(digits) in {10, 11} and is_well_formed(padded)
    if fits and not _doubts(found, padded):
        found.fields.setdefault(FieldKey.PERSONAL_ID, padded)
        found.note("id_zero_added", FieldKey.PERSONAL_ID, text)
    else:
        found.note("id_length", FieldKey.PERSONAL_ID, text)


def _doubts(found: Found, number: str) -> tuple[IdWarning, ...]:
    birth = found.fields.get(FieldKey.BIRTH_DATE, "")
    sex = found.fields.get(FieldKey.SEX, "")
    return check_personal_id(
        number,
        birth_year=int(birth[:4]) if birth else None,
        sex=Sex(sex) if sex else None,
    )


_ID_CODES = {
    IdWarning.NOT_TWELVE_DIGITS: "id_length",
    IdWarning.UNKNOWN_PROVINCE: "id_unknown_province",
    IdWarning.YEAR_DIFFERS: "id_year_differs",
    IdWarning.SEX_DIFFERS: "id_sex_differs",
}


def _check_number(found: Found, *, has_any: bool) -> None:
    number = found.fields.get(FieldKey.PERSONAL_ID, "")
    if number:
        for warning in _doubts(found, number):
            found.note(_ID_CODES[warning], FieldKey.PERSONAL_ID, number)
    elif not has_any:
        found.note("id_missing", FieldKey.PERSONAL_ID)


def read_card(found: Found, key: FieldKey, cell: Cell) -> None:
    """Read a card number: digits only; 8 (old) or 12 (new)."""
    text = cell_text(cell)
    if not text:
        return
    digits = only_digits(text)
    if _GROUPING.sub("", text) != digits or not digits:
        found.fields[key] = text
        found.note("card_length", key, text)
        return
    if is_number(cell) and len(digits) in {6, 7}:
        digits = digits.zfill(8)
    found.fields[key] = digits
    if len(digits) not in {8, 12}:
        found.note("card_length", key, text)


def read_date(found: Found, key: FieldKey, cell: Cell, today: date) -> None:
    """Read a date cell of any type into the stored form, or note why it cannot be."""
    text = cell_text(cell)
    if not text or text in {"-", "--", "x", "0"}:
        return
    value = _date_of(cell, text, today)
    if value is None:
        loose = _DATE_IN_TEXT.search(text)
        if loose and 1900 <= int(loose[1]) <= today.year:
            found.fields[key] = loose[1]
            found.note("date_not_real", key, text)
        else:
            found.note("date_unreadable", key, text)
        return
    if value.iso > today.isoformat():
        found.note("date_future", key, text)
    found.fields[key] = value.iso


def _date_of(cell: Cell, text: str, today: date) -> PartialDate | None:
    if isinstance(cell, datetime | date):
        return PartialDate(cell.year, cell.month, cell.day)
    number = int(text) if text.isdigit() and len(text) <= 5 else 0
    if number in _SERIALS:
        real = _EXCEL_EPOCH + timedelta(days=number)
        return PartialDate(real.year, real.month, real.day)
    padded = text.zfill(8) if is_number(cell) and len(text) == 7 else text
    try:
        value = parse_date(padded, latest_year=today.year)
    except ValueError:
        return None
    return value if value.year >= 1800 else None


def check_dates(found: Found) -> None:
    """Compare the dates of a life with each other; doubts are noted, nothing is changed."""
    birth = found.fields.get(FieldKey.BIRTH_DATE, "")
    joined = found.fields.get(FieldKey.JOINED_ON, "")
    official = found.fields.get(FieldKey.OFFICIAL_ON, "")
    codes = {one.code for one in found.problems if one.field == FieldKey.BIRTH_DATE.value}
    if not birth:
        if not codes:
            found.note("birth_missing", FieldKey.BIRTH_DATE)
    elif PartialDate.from_iso(birth).precision is Precision.YEAR and not codes:
        found.note("birth_year_only", FieldKey.BIRTH_DATE, birth)
    if birth and birth[:4] < "1900":
        found.note("birth_too_old", FieldKey.BIRTH_DATE, birth)
    if joined and PartialDate.from_iso(joined) < _PARTY_FOUNDED and joined[:4] != "1930":
        found.note("joined_before_party", FieldKey.JOINED_ON, joined)
    if birth and joined and int(joined[:4]) - int(birth[:4]) < 18:
        found.note("joined_too_young", FieldKey.JOINED_ON, joined)
    if joined and official:
        shared = min(len(joined), len(official))
        if official[:shared] < joined[:shared]:
            found.note("official_before_joined", FieldKey.OFFICIAL_ON, official)


def is_marked(text: str) -> bool:
    """Whether a tick column is ticked (x, v, có, 1 and the like)."""
    return fold(text) in {"x", "v", "co", "1", "yes", "+", "✓", "✔", "√"}
