"""Reading identity and card numbers: lost zeros come back only where the result is valid."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from desktop.common.text import fold, only_digits
from desktop.common.vocabulary import FieldKey, Sex
from desktop.identity.rules import IdWarning, check_personal_id, is_well_formed
from desktop.roster.reading.table import Cell
from desktop.roster.reading.values import Found, cell_text, is_number

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_GROUPING = re.compile(r"[\s.\-'’`]")
_DECIMAL = re.compile(r"(?<=\d{8})[.,]0+$")
_BETWEEN = re.compile(r"[/;,()\[\]\n]|\s-\s|\s(?=\d{9,12}\b)")
# Words that say which number it is, and what cards say of themselves, are no part of a number.
_LABELS = re.compile(
    r"\b(?:so|the|ma|cccd|cmnd|cmtnd|cmt|ddcn|can cuoc|cong dan|chung minh|nhan dan|dinh danh|"
    r"ca nhan|cu|moi|hoac|va)\b[\s.:]*"
)
_ISSUED = re.compile(r"[\s,;(]*\b(?:ngay cap|cap ngay|noi cap|cap tai|cap)\b.*$", re.DOTALL)
_ID_RUN = re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)")
_TWELVE = re.compile(r"[0-9]{12}\Z")
_NINE = re.compile(r"[0-9]{9}\Z")
_CARD = re.compile(r"[0-9]{2}[. ]?[0-9]{6}\Z|[0-9]{12}\Z")
_CARD_LABEL = re.compile(r"^(?:số|so|sô|thẻ số|số thẻ|no)\s*[.:]?\s*(?=\d)", re.IGNORECASE)
_LARGEST_EXACT = 10**15


def read_numbers(found: Found, personal: Cell, old: Cell) -> None:
    """Read the identity numbers; 12 digits are a personal number wherever they stand."""
    fields = found.fields
    if type(personal) is str and _TWELVE.match(personal):
        # What nearly every row holds.
        fields[FieldKey.PERSONAL_ID] = personal
        personal = ""
    if type(old) is str and _NINE.match(old):
        fields[FieldKey.OLD_ID] = old
        old = ""
    is_read = FieldKey.PERSONAL_ID in fields or FieldKey.OLD_ID in fields
    if is_read and not personal and not old:
        _check_number(found, has_any=True)
        return
    has_any = False
    for key, cell in ((FieldKey.PERSONAL_ID, personal), (FieldKey.OLD_ID, old)):
        if text := cell_text(cell):
            has_any = True
            _read_number(found, key, cell, text)
    _check_number(found, has_any=has_any)


def _read_number(found: Found, key: FieldKey, cell: Cell, text: str) -> None:
    numeric = is_number(cell)
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = plain if numeric else _DECIMAL.sub("", plain)
    digits = only_digits(plain)
    if numeric and abs(float(str(cell))) >= _LARGEST_EXACT:
        found.note("number_shortened", key, text)
    elif _SCIENTIFIC.match(plain):
        found.note("id_scientific", key, text)
    elif _GROUPING.sub("", plain) != digits or len(digits) > 12:
        _read_words(found, key, plain, text)
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


def _read_words(found: Found, key: FieldKey, plain: str, text: str) -> None:
    """Read a cell that holds two numbers, or words around one."""
    if any(char.isalpha() for char in plain):
        plain = _LABELS.sub(" ", _ISSUED.sub("", fold(plain))).strip(" :;,.")
    parts = [part for part in _BETWEEN.split(plain) if part and not part.isspace()]
    numbers = [only_digits(part) for part in parts]
    is_plain = all(
        _GROUPING.sub("", part) == number and len(number) in {9, 12}
        for part, number in zip(parts, numbers, strict=True)
    )
    runs = numbers if is_plain and parts else _ID_RUN.findall(plain)
    by_length = {len(run): run for run in runs}
    if len(by_length) == len(runs):
        for run in runs:
            field = FieldKey.PERSONAL_ID if len(run) == 12 else FieldKey.OLD_ID
            found.fields.setdefault(field, run)
    if not is_plain or len(by_length) != len(runs):
        is_long = plain.replace(" ", "").isdigit()
        found.note("id_length" if is_long else "id_letters", key, text)


def _pad(found: Found, digits: str, text: str) -> None:
    """Give back lost zeros, only when the result is a number that fits the person."""
    padded = digits.zfill(12)
    fits = len(digits) in {10, 11} and is_well_formed(padded)
    if fits and not _doubts(found, padded):
        found.fields.setdefault(FieldKey.PERSONAL_ID, padded)
        found.note("id_zero_added", FieldKey.PERSONAL_ID, text)
    else:
        found.note("id_length", FieldKey.PERSONAL_ID, text)


@lru_cache(maxsize=65_536)
def _doubts_of(head: str, birth_year: str, sex: str) -> tuple[IdWarning, ...]:
    """Doubts about a number from its first six digits, all that says something."""
    return check_personal_id(
        f"{head}000000",
        birth_year=int(birth_year) if birth_year else None,
        sex=Sex(sex) if sex else None,
    )


def _doubts(found: Found, number: str) -> tuple[IdWarning, ...]:
    fields = found.fields
    birth, sex = fields.get(FieldKey.BIRTH_DATE, ""), fields.get(FieldKey.SEX, "")
    return _doubts_of(number[:6], birth[:4], sex)


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


def are_plain_numbers(personal: str, old: str, birth: str, sex: str) -> bool:
    """Whether `read_numbers` keeps two texts as they stand and has nothing to say of them."""
    if personal and not _TWELVE.match(personal):
        return False
    if old and not _NINE.match(old):
        return False
    return not _doubts_of(personal[:6], birth[:4], sex) if personal else bool(old)


def plain_card(text: str) -> str:
    """Return the digits of a card number that is written as it should be, else nothing."""
    if _CARD.match(text):
        return text if text.isdigit() else f"{text[:2]}{text[-6:]}"
    return ""


def read_card(found: Found, key: FieldKey, cell: Cell, text: str) -> None:
    """Read a card number: digits only; 8 (old) or 12 (new)."""
    if plain := plain_card(text):
        found.fields[key] = plain
        return
    if not text:
        return
    bare = text if is_number(cell) else _CARD_LABEL.sub("", _DECIMAL.sub("", text))
    digits = only_digits(bare)
    if not digits or _GROUPING.sub("", bare) != digits:
        found.fields[key] = text
        found.note("card_length", key, text)
        return
    if is_number(cell) and len(digits) in {6, 7}:
        digits = digits.zfill(8)
    found.fields[key] = digits
    if len(digits) not in {8, 12}:
        found.note("card_length", key, text)
