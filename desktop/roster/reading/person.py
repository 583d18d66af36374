"""Reading one row as a person; where each fact stands is worked out once for the whole list."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from desktop.common.text import clean
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.mapping import Column
from desktop.roster.reading.dates import (
    NO_DATE,
    DateReader,
    Understood,
    check_dates,
    is_month_first,
    note_date,
)
from desktop.roster.reading.kinds import cell_name
from desktop.roster.reading.legacy import TCVN3, title_case
from desktop.roster.reading.numbers import read_card, read_numbers
from desktop.roster.reading.sheet import IN_PIECES, Sheet
from desktop.roster.reading.table import Cell
from desktop.roster.reading.values import Found, is_marked
from desktop.roster.rules import sex_of, status_of
from desktop.roster.views import PreviewRow

_PLAIN = (
    FieldKey.OTHER_NAME,
    FieldKey.ETHNICITY,
    FieldKey.RELIGION,
    FieldKey.CARD_ISSUED_BY,
    FieldKey.FILE_NUMBER,
    FieldKey.COMMITTEE,
    FieldKey.VILLAGE,
    FieldKey.POSITION,
    FieldKey.PHONE,
    FieldKey.NOTE,
    *IN_PIECES,
)
_DATES = (
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_ISSUED_ON,
    FieldKey.ID_ISSUED_ON,
)
_CARDS = (FieldKey.CARD_NUMBER, FieldKey.NEW_CARD_NUMBER)
_SEX_COLUMNS = (
    (Column.IS_MALE, Sex.MALE),
    (Column.IS_FEMALE, Sex.FEMALE),
    (Column.BORN_MALE, Sex.MALE),
    (Column.BORN_FEMALE, Sex.FEMALE),
)
_SEX_WORD = {sex: sex.value for sex in Sex}
_TICK_COLUMNS = (
    (Column.EXEMPT, MemberStatus.EXEMPT),
    (Column.PROBATIONARY, MemberStatus.PROBATIONARY),
)
_BEFORE_NAME = re.compile(
    r"^(?:\d{1,4}\s*[.)/\-]\s*|(?:đ/c|đc|đồng chí)\b[:.]?\s*)+", re.IGNORECASE
)
_DATES_LOOKED_AT = 3_000
_OPEN = (None, MemberStatus.OFFICIAL)
_LONGEST_STATUS = 4  # words


class PersonReader:
    """Reads the rows of one sheet as people.

    Args:
        sheet: whose columns are understood.
        today: no date of a life is later.
    """

    def __init__(self, sheet: Sheet, today: date) -> None:
        self._sheet = sheet
        self._texts = sheet.texts
        self._cells = sheet.table.rows
        known = {name: sheet.places(name) for name in (*FieldKey, *Column) if sheet.has(name)}
        self._one = {name: places[0] for name, places in known.items() if len(places) == 1}
        self._plain = [(key, self._one[key]) for key in _PLAIN if key in self._one]
        self._pieces = [key for key in _PLAIN if key in known and key not in self._one]
        self._birth_at = self._one.get(FieldKey.BIRTH_DATE, -1)
        self._numbers_at = (
            self._one.get(FieldKey.PERSONAL_ID, -1),
            self._one.get(FieldKey.OLD_ID, -1),
        )
        self._cards_at = [(key, self._one[key]) for key in _CARDS if key in self._one]
        self._sexes = [(self._one[name], sex) for name, sex in _SEX_COLUMNS if name in self._one]
        self._ticks = [
            (self._one[name], status) for name, status in _TICK_COLUMNS if name in self._one
        ]
        self._status_at = self._one.get(Column.STATUS, -1)
        self._has_cards = sheet.has(FieldKey.CARD_NUMBER)
        self._may_guess = self._has_cards and sheet.has(FieldKey.OFFICIAL_ON)
        self._capitals = sheet.table.encoding == TCVN3
        marks = sheet.table.marks
        self._dates = DateReader(
            today, is_1904=marks.is_1904, month_first=frozenset(self._month_first())
        )
        self._dates_of = [(key, self._column_of_dates(key)) for key in _DATES if key in known]
        self._births = self._column_of_dates(FieldKey.BIRTH_DATE)
        self._bad: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        for (row, column), text in marks.errors.items():
            self._bad[row].append((column, "cell_error", text))
        self._field_of = {column.index: column.field for column in sheet.header.columns}
        for row, column in sorted(marks.uncomputed):
            if self._field_of.get(column) != Column.ORDER:
                # A number of the row that was not counted is missed by nobody.
                self._bad[row].append((column, "cell_not_computed", ""))

    def name(self, index: int) -> str:
        """Return the row's name, put together from its columns; empty when there is none."""
        place = self._one.get(FieldKey.FULL_NAME, -1)
        if place >= 0 and Column.GIVEN_NAME not in self._one:
            row = self._texts[index]
            whole = row[place]
        else:
            whole = self._text(index, FieldKey.FULL_NAME)
            if given := self._text(index, Column.GIVEN_NAME):
                family = self._text(index, Column.FAMILY_NAME) or whole
                middle = self._text(index, Column.MIDDLE_NAME)
                whole = clean(f"{family} {middle} {given}")
            elif not whole:
                whole = self._text(index, Column.FAMILY_NAME)
        if not whole.replace(" ", "").isalpha():
            whole = _BEFORE_NAME.sub("", whole)
            if not any(char.isalpha() for char in whole):
                return ""
        return title_case(whole) if self._capitals else whole

    def read(self, index: int, name: str, cell: str, village: str, committee: str) -> PreviewRow:
        """Return the person of a row, with problems noted.

        Args:
            index: 0-based row.
            name: from `name`.
            cell: Party cell of the section the row stands in, or empty; so the next two.
            village: of the section.
            committee: of the section.
        """
        found = Found({FieldKey.FULL_NAME: name})
        fields = found.fields
        self._read_plain(index, fields)
        if own := cell_name(self._text(index, FieldKey.CELL)) or cell:
            fields[FieldKey.CELL] = own
        if village:
            fields.setdefault(FieldKey.VILLAGE, village)
        if committee:
            fields.setdefault(FieldKey.COMMITTEE, committee)
        self._read_sex_and_birth(index, found)
        self._read_dates(index, found)
        check_dates(found)
        cells = self._cells[index]
        personal_at, old_at = self._numbers_at
        read_numbers(
            found,
            cells[personal_at] if personal_at >= 0 else "",
            cells[old_at] if old_at >= 0 else "",
        )
        for key, place in self._cards_at:
            if text := self._texts[index][place]:
                read_card(found, key, cells[place], text)
        status = self._status(index, found)
        has_no_card = self._has_cards and FieldKey.CARD_NUMBER not in fields
        if has_no_card and status is MemberStatus.OFFICIAL:
            found.note("card_missing", FieldKey.CARD_NUMBER)
        for column, code, text in self._bad.get(index, ()):
            found.note(code, self._field_of.get(column, ""), text)
        extra = self._sheet.leftovers(index)
        return PreviewRow(index + 1, fields, status, tuple(found.problems), extra)

    def _read_plain(self, index: int, fields: dict[FieldKey, str]) -> None:
        row = self._texts[index]
        for key, place in self._plain:
            if text := row[place]:
                fields[key] = text
        for key in self._pieces:
            if text := self._text(index, key):
                fields[key] = text

    def _read_dates(self, index: int, found: Found) -> None:
        for key, dates in self._dates_of:
            iso, code = dates[index]
            if iso:
                found.fields[key] = iso
            if code:
                found.note(code, key, self._date_text(index, key))

    def _text(self, index: int, name: str) -> str:
        place = self._one.get(name)
        return self._sheet.text(index, name) if place is None else self._texts[index][place]

    def _column_of_dates(self, key: FieldKey) -> list[Understood]:
        """Understand the dates of a column at once; the list has one for each row."""
        sheet = self._sheet
        found = [NO_DATE] * len(self._texts)
        start = sheet.body.start
        if (place := self._one.get(key, -1)) >= 0:
            cells: list[Cell] = [row[place] for row in self._cells[start:]]
            texts = [row[place] for row in self._texts[start:]]
        elif sheet.has(key):
            # Day, month and year in three columns.
            texts = [self._date_text(index, key) for index in sheet.body]
            cells = list(texts)
        else:
            return found
        found[start:] = self._dates.column(key, cells, texts)
        return found

    def _date_text(self, index: int, key: FieldKey) -> str:
        place = self._one.get(key)
        return str(self._sheet.at(index, key)) if place is None else self._texts[index][place]

    def _read_sex_and_birth(self, index: int, found: Found) -> None:
        row = self._texts[index]
        text = self._text(index, FieldKey.SEX)
        sex = sex_of(text) if text else None
        if text and sex is None:
            found.note("sex_unreadable", FieldKey.SEX, text)
        born_at = -1
        for place, meaning in self._sexes:
            if said := row[place]:
                sex = meaning
                # "Nam | Nữ" without a parent may hold years of birth instead of ticks.
                if born_at < 0 and self._births[index] is NO_DATE and not is_marked(said):
                    born_at = place
        if sex:
            found.fields[FieldKey.SEX] = _SEX_WORD[sex]
        key = FieldKey.BIRTH_DATE
        if born_at >= 0:
            self._dates.read(found, key, self._cells[index][born_at], row[born_at])
        elif (understood := self._births[index]) is not NO_DATE:
            note_date(found, key, self._date_text(index, key), understood)

    def _status(self, index: int, found: Found) -> MemberStatus:
        text = self._texts[index][self._status_at] if self._status_at >= 0 else ""
        status = status_of(text) if text else None
        if text and status is None:
            found.note("status_unreadable", FieldKey.NOTE, text)
        for place, meaning in self._ticks:
            if is_marked(self._texts[index][place]):
                status = meaning
                break
        note = found.fields.get(FieldKey.NOTE, "")
        # A longer note tells a story ("con ông … đã mất"), not this person's status.
        if note and status in _OPEN and len(note.split()) <= _LONGEST_STATUS:
            status = status_of(note) or status
        if status is not None:
            return status
        if self._may_guess and not (
            self._text(index, FieldKey.CARD_NUMBER) or self._text(index, FieldKey.OFFICIAL_ON)
        ):
            found.note("status_guessed", FieldKey.OFFICIAL_ON)
            return MemberStatus.PROBATIONARY
        return MemberStatus.OFFICIAL

    def _month_first(self) -> list[str]:
        """Return the date fields whose column writes the month before the day, and say so."""
        names = {
            *_DATES,
            FieldKey.BIRTH_DATE,
        } & self._one.keys()
        found = []
        body = self._texts[self._sheet.body.start :]
        step = max(1, len(body) // _DATES_LOOKED_AT)
        for name in sorted(names):
            place = self._one[name]
            texts = [row[place] for row in body[::step]]
            if is_month_first(texts):
                found.append(str(name))
                self._sheet.note_month_first(place)
        return found
