"""Pure: how two values of a field relate, what a discrepancy is, which values may be chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.common.dates import PartialDate, parse_date
from desktop.common.i18n import tr
from desktop.common.reference.people import ethnic_code
from desktop.common.reference.places import PlaceMatch, compare_places
from desktop.common.text import clean, fold, only_digits, spelling_key
from desktop.common.vocabulary import FieldKey, Sex
from desktop.identity.rules import is_well_formed
from desktop.roster.register.errors import DecisionRefusedError
from desktop.roster.rules import sex_of

LIST = "list"
"""The source word of our own list, beside the `SourceKind` values."""
OTHER = "other"
"""A value somebody gave that stands in no source."""

COMPARED = (
    FieldKey.FULL_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.PERSONAL_ID,
    FieldKey.OLD_ID,
    FieldKey.ETHNICITY,
    FieldKey.CARD_NUMBER,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.HOMETOWN,
    FieldKey.BIRTH_PLACE,
    FieldKey.RESIDENCE,
    FieldKey.CELL,
)
"""Fields that are compared, in the order they are shown."""

_DATES = frozenset({FieldKey.BIRTH_DATE, FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON})
_NUMBERS = frozenset({FieldKey.PERSONAL_ID, FieldKey.OLD_ID, FieldKey.CARD_NUMBER})
_PLACES = frozenset({FieldKey.HOMETOWN, FieldKey.BIRTH_PLACE, FieldKey.RESIDENCE})
# A blank in the list is worth a line only where the card or the file needs the value.
_WANTED = frozenset({FieldKey.BIRTH_DATE, FieldKey.SEX, FieldKey.PERSONAL_ID, FieldKey.CARD_NUMBER})
_APART = re.compile(r"[\s\-]+")
_CELL = re.compile(r"^(?:chi bo|cb)\s+")


class Likeness(StrEnum):
    """How a source's value relates to the list's."""

    SAME = "same"
    """Equal, or written otherwise (tone place, capitals, name of a place before a merger)."""
    LIST_LESS = "list_less"
    """The list says less: only the year, only the province."""
    LIST_BLANK = "list_blank"
    SOURCE_LESS = "source_less"
    SOURCE_BLANK = "source_blank"
    POSSIBLE = "possible"
    """One place or not: a split commune, to be asked."""
    DIFFERENT = "different"


WORTH_A_LINE = frozenset(
    {Likeness.LIST_LESS, Likeness.LIST_BLANK, Likeness.POSSIBLE, Likeness.DIFFERENT}
)


@dataclass(frozen=True)
class Said:
    """What one source says in one field.

    Attributes:
        source: `list` or a `SourceKind` value.
        value: as stored: dates ISO, sex a `Sex` value.
        list_id: of the source list, empty for our own.
        row: row in its file, 0 when unknown.
        likeness: to the value of our list.
        was_seen: whether it was before the eyes of whoever decided.
    """

    source: str
    value: str
    list_id: str = ""
    row: int = 0
    likeness: Likeness = Likeness.SAME
    was_seen: bool = False

    @property
    def is_at_odds(self) -> bool:
        """Whether this source says more than the list, or something else."""
        return self.likeness in WORTH_A_LINE


def spelling(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a text as (letters, tone): `Hòa` and `Hoà` are one, `Páo`, `Pao` two."""
    plain = clean(text).translate({0x2019: "'", 0x2018: "'", 0x02BC: "'"})
    return tuple(spelling_key(word) for word in _APART.split(plain))


def compare_values(field: FieldKey, ours: str, theirs: str) -> Likeness:
    """Compare one field of the list with a source; both as stored."""
    if not ours or not theirs:
        if ours == theirs:
            return Likeness.SAME
        return Likeness.SOURCE_BLANK if ours else Likeness.LIST_BLANK
    if ours == theirs:
        return Likeness.SAME
    if field in _DATES:
        return _dates(ours, theirs)
    if field in _NUMBERS:
        same = only_digits(ours) == only_digits(theirs)
    elif field in _PLACES:
        return _places(ours, theirs)
    elif field is FieldKey.ETHNICITY:
        same = bool(ethnic_code(ours)) and ethnic_code(ours) == ethnic_code(theirs)
        same = same or spelling(ours) == spelling(theirs)
    elif field is FieldKey.CELL:
        same = _CELL.sub("", fold(ours)) == _CELL.sub("", fold(theirs))
    else:
        same = spelling(ours) == spelling(theirs)
    return Likeness.SAME if same else Likeness.DIFFERENT


def _dates(ours: str, theirs: str) -> Likeness:
    if theirs.startswith(f"{ours}-"):
        return Likeness.LIST_LESS
    return Likeness.SOURCE_LESS if ours.startswith(f"{theirs}-") else Likeness.DIFFERENT


def _places(ours: str, theirs: str) -> Likeness:
    match = compare_places(ours, theirs)
    if match is PlaceMatch.LESS_PRECISE:
        return Likeness.LIST_LESS if len(ours) < len(theirs) else Likeness.SOURCE_LESS
    return {
        PlaceMatch.SAME: Likeness.SAME,
        PlaceMatch.RENAMED: Likeness.SAME,
        PlaceMatch.POSSIBLE: Likeness.POSSIBLE,
    }.get(match, Likeness.DIFFERENT)


@dataclass(frozen=True)
class Record:
    """A record of another list that is held to be a person of ours."""

    kind: str
    list_id: str
    row: int
    fields: Mapping[str, str]


def discrepancies(
    ours: Mapping[FieldKey, str], our_row: int | None, records: list[Record]
) -> dict[FieldKey, tuple[Said, ...]]:
    """Return the fields on which sources differ from the list, with everybody's word.

    A field without a line is one where no source says anything more or anything else.
    """
    found: dict[FieldKey, tuple[Said, ...]] = {}
    for field in COMPARED:
        mine = ours.get(field, "")
        said = [
            Said(one.kind, value, one.list_id, one.row, compare_values(field, mine, value))
            for one in records
            if (value := one.fields.get(field.value, ""))
        ]
        worth = {one.likeness for one in said} & WORTH_A_LINE
        if worth == {Likeness.LIST_BLANK} and field not in _WANTED:
            continue
        if worth:
            found[field] = (Said(LIST, mine, "", our_row or 0), *said)
    return found


def gravest(said: tuple[Said, ...]) -> Likeness:
    """Return what kind of discrepancy this is: the worst of what the sources say."""
    order = (Likeness.DIFFERENT, Likeness.POSSIBLE, Likeness.LIST_BLANK, Likeness.LIST_LESS)
    present = {one.likeness for one in said}
    return next((kind for kind in order if kind in present), Likeness.SAME)


def checked_value(field: FieldKey, text: str, *, today: date) -> str:
    """Return a value somebody gives, as it is stored.

    Raises:
        DecisionRefusedError: it cannot be a value of this field; the advice says why.
    """
    value = clean(text)
    if not value:
        raise DecisionRefusedError(
            tr("Chưa có giá trị."), tr("Ghi giá trị đúng, hoặc chọn giá trị của một nguồn.")
        )
    if field in _DATES:
        return _checked_date(value, today)
    if field is FieldKey.SEX:
        sex = Sex(value) if value in set(Sex) else sex_of(value)
        if sex is None:
            raise DecisionRefusedError(
                tr("Không đọc được giới tính “{value}”.").format(value=value),
                tr("Ghi Nam hoặc Nữ."),
            )
        return sex.value
    if field in _NUMBERS:
        return _checked_number(field, value)
    return value


def _checked_date(value: str, today: date) -> str:
    try:
        found = parse_date(value, latest_year=today.year).iso
    except ValueError:
        found = ""
    if not found or found > today.isoformat():
        raise DecisionRefusedError(
            tr("Không đọc được ngày “{value}”.").format(value=value),
            tr("Ghi dạng ngày/tháng/năm, không sau hôm nay."),
        )
    return found


_LENGTHS = {FieldKey.PERSONAL_ID: {12}, FieldKey.OLD_ID: {9}, FieldKey.CARD_NUMBER: {8, 12}}


def _checked_number(field: FieldKey, value: str) -> str:
    digits = only_digits(value)
    is_known = field is not FieldKey.PERSONAL_ID or is_well_formed(digits)
    if len(digits) not in _LENGTHS[field] or not is_known:
        lengths = tr(" hoặc ").join(str(length) for length in sorted(_LENGTHS[field]))
        raise DecisionRefusedError(
            tr("Số “{value}” không dùng được ở mục này.").format(value=value),
            tr("Cần đủ {lengths} chữ số như trên giấy tờ.").format(lengths=lengths),
        )
    return digits


def shown(field: FieldKey, value: str) -> str:
    """Return a stored value as people read it."""
    if field in _DATES and value:
        return PartialDate.from_iso(value).shown
    if field is FieldKey.SEX and value:
        return tr("Nam") if value == Sex.MALE.value else tr("Nữ")
    return value
