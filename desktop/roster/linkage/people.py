"""A list of people as columns of numbers: 391,000 people fit in a few dozen megabytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from desktop.common.text import fold, only_digits
from desktop.common.vocabulary import FieldKey, Sex
from desktop.roster.linkage.places import PlaceReader, read_address
from desktop.roster.linkage.words import ABSENT, NameReader, Words

Ints = npt.NDArray[np.int64]

TEXTS = (
    "family", "middle", "given",
    "family_marks", "middle_marks", "given_marks",
    "whole", "sorted_words", "village", "village2", "commune", "hometown", "ethnicity",
)  # fmt: skip
"""Columns that hold numbers of texts; 0 is absent."""

NUMBERS = ("personal_id", "old_id", "card_number")
"""Columns that hold numbers of papers; -1 is absent."""

DATES = ("birth", "joined")
"""Columns that hold dates as yyyymmdd, months and days 00 where unknown; 0 is absent."""

COLUMNS = (*TEXTS, *NUMBERS, *DATES, "sex", "bare")


@dataclass(frozen=True)
class People:
    """The columns of one list; make it with `people_of`.

    Attributes:
        columns: name -> one int64 per person, see `TEXTS`, `NUMBERS`, `DATES`; `sex` is 0 unknown,
            1 male, 2 female; `bare` is 1 when the name is written without any mark.
        words: what the numbers in the text columns mean.
    """

    columns: dict[str, Ints]
    words: Words = field(repr=False)

    def __len__(self) -> int:
        """How many people."""
        return len(self.columns["sex"])

    def __getitem__(self, name: str) -> Ints:
        """Return one column."""
        return self.columns[name]

    def in_words_of(self, other: People) -> People:
        """Return the same people with their texts numbered as in the other list."""
        if other.words is self.words:
            return self
        translated = np.array(other.words.numbers(self.words.texts), dtype=np.int64)
        columns = {
            name: translated[column] if name in TEXTS else column
            for name, column in self.columns.items()
        }
        return People(columns, other.words)

    def with_communes_of(self, other: People) -> People:
        """Return the same people without the communes that the other list never names.

        Such a commune says nothing: it was merged or renamed, or lies outside the other list.
        """
        communes = self.columns["commune"]
        known = np.isin(communes, other.columns["commune"])
        return People({**self.columns, "commune": np.where(known, communes, ABSENT)}, self.words)


def people_of(rows: Iterable[Mapping[FieldKey, str]]) -> People:
    """Read the rows of a list, whatever fields they have.

    Args:
        rows: fields as the importer gives them (`PreviewRow.fields`): dates ISO with reduced
            precision, sex as a `Sex` value; numbers may still lack a lost leading zero, and an
            old number may stand in the place of a personal one.
    """
    reader = _Reader()
    values: array[int] = array("q")
    for row in rows:
        values.extend(reader.read(row))
    table = np.frombuffer(values, dtype=np.int64).reshape(-1, len(COLUMNS))
    columns = {name: table[:, place].copy() for place, name in enumerate(COLUMNS)}
    return People(columns, reader.words)


_READ = (
    FieldKey.FULL_NAME,
    FieldKey.VILLAGE,
    FieldKey.CELL,
    FieldKey.RESIDENCE,
    FieldKey.HOMETOWN,
    FieldKey.ETHNICITY,
    FieldKey.PERSONAL_ID,
    FieldKey.OLD_ID,
    FieldKey.CARD_NUMBER,
    FieldKey.BIRTH_DATE,
    FieldKey.JOINED_ON,
    FieldKey.SEX,
)
"""The fields read of each row; naming a member of an enum costs more than looking it up."""

_SEXES = {Sex.MALE.value: 1, Sex.FEMALE.value: 2}


class _Reader:
    """Reads one person at a time; texts that repeat are looked at once."""

    def __init__(self) -> None:
        self.words = Words()
        self._names = NameReader(self.words)
        self._places = PlaceReader()
        self._where: dict[tuple[str, str, str], tuple[int, int, int]] = {}
        self._dates: dict[str, int] = {"": ABSENT}
        self._folded: dict[str, int] = {"": ABSENT}
        self._homes: dict[str, int] = {"": ABSENT}

    def read(self, row: Mapping[FieldKey, str]) -> tuple[int, ...]:
        """Return the numbers of one person, in the order of `COLUMNS`."""
        get = row.get
        name, *place, home, people, personal, old, card, birth, joined, sex = [
            get(key, "") for key in _READ
        ]
        names, bare = self._names.read(name)
        return (
            *names,
            *self._place(*place),
            self._home(home),
            self._fold(people),
            *_numbers(personal, old),
            _card(card),
            self._date(birth),
            self._date(joined),
            _SEXES.get(sex, 0),
            bare,
        )

    def _place(self, village: str, cell: str, residence: str) -> tuple[int, int, int]:
        key = village, cell, residence
        found = self._where.get(key)
        if found is None:
            number = self.words.number
            one, two, commune = self._places.read(village, cell, residence)
            found = self._where[key] = (number(one), number(two), number(commune))
        return found

    def _date(self, iso: str) -> int:
        found = self._dates.get(iso)
        if found is None:
            found = self._dates[iso] = _date(iso)
        return found

    def _fold(self, text: str) -> int:
        found = self._folded.get(text)
        if found is None:
            found = self._folded[text] = self.words.number(fold(text))
        return found

    def _home(self, text: str) -> int:
        """Return the commune of a home town, or the whole text where none is named."""
        found = self._homes.get(text)
        if found is None:
            key = read_address(text)[1] or fold(text)
            found = self._homes[text] = self.words.number(key)
        return found


def _numbers(personal: str, old: str) -> tuple[int, int]:
    """Return (12-digit number, 9-digit number) wherever they stand; -1 where there is none."""
    found_personal = found_old = -1
    for text in (personal, old):
        if not text:
            continue
        digits = text if text.isascii() and text.isdigit() else only_digits(text)
        # Lost zeros: 10 and 11 digits come from 12, 8 from 9, never otherwise.
        if 10 <= len(digits) <= 12 and found_personal < 0:
            found_personal = int(digits)
        elif len(digits) in {8, 9} and found_old < 0:
            found_old = int(digits)
    return found_personal, found_old


def _card(text: str) -> int:
    digits = only_digits(text) if text else ""
    return int(digits) if 6 <= len(digits) <= 12 else -1


def _date(iso: str) -> int:
    """Return yyyymmdd of a stored date, 0 when there is none or it is not one."""
    digits = iso.replace("-", "")
    return int(digits.ljust(8, "0")) if digits.isascii() and digits.isdigit() else 0
