"""Where each fact stands in a sheet: worked out once, then used for every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.mapping import Column
from desktop.roster.reading.dates import NO_DATE, DateReader, Understood, is_month_first
from desktop.roster.reading.legacy import TCVN3
from desktop.roster.reading.sheet import IN_PIECES, Sheet
from desktop.roster.reading.table import Cell

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
_TICK_COLUMNS = (
    (Column.EXEMPT, MemberStatus.EXEMPT),
    (Column.PROBATIONARY, MemberStatus.PROBATIONARY),
)
_DATES_LOOKED_AT = 3_000


class Layout:
    """The columns of one sheet by what they mean, its dates understood.

    Args:
        sheet: whose columns are understood.
        today: no date of a life is later.

    Attributes:
        one: field -> its column, for fields that stand in exactly one.
        plain: fields that are kept as they stand -> their column.
        pieces: such fields whose text is joined from several columns.
        numbers: columns of the personal and of the old number, -1 for none.
        cards: fields of card numbers -> their column.
        sexes: columns that mean a sex when they are filled.
        ticks: columns that mean a status when they are ticked.
        status: column of the status, -1 for none.
        has_cards: whether the list has card numbers at all.
        may_guess: whether a person without card and official date may be a probationary member.
        is_in_capitals: whether names have to be given their small letters back.
        dates: understands further dates.
        dates_of: date fields besides the birth -> each row's date.
        births: each row's date of birth.
        bad: row -> (column, code, text) of cells that the workbook itself marks.
    """

    def __init__(self, sheet: Sheet, today: date) -> None:
        self.sheet = sheet
        self.texts = sheet.texts
        self.cells = sheet.table.rows
        known = {name: sheet.places(name) for name in (*FieldKey, *Column) if sheet.has(name)}
        self.one = {name: places[0] for name, places in known.items() if len(places) == 1}
        self.plain = [(key, self.one[key]) for key in _PLAIN if key in self.one]
        self.pieces = [key for key in _PLAIN if key in known and key not in self.one]
        self.numbers = (self.one.get(FieldKey.PERSONAL_ID, -1), self.one.get(FieldKey.OLD_ID, -1))
        self.cards = [(key, self.one[key]) for key in _CARDS if key in self.one]
        self.sexes = [(self.one[name], sex) for name, sex in _SEX_COLUMNS if name in self.one]
        self.ticks = [(self.one[name], sign) for name, sign in _TICK_COLUMNS if name in self.one]
        self.status = self.one.get(Column.STATUS, -1)
        self.has_cards = sheet.has(FieldKey.CARD_NUMBER)
        self.may_guess = self.has_cards and sheet.has(FieldKey.OFFICIAL_ON)
        self.is_in_capitals = sheet.table.encoding == TCVN3
        is_1904 = sheet.table.marks.is_1904
        self.dates = DateReader(today, is_1904=is_1904, month_first=frozenset(self._month_first()))
        self.dates_of = [(key, self._column_of_dates(key)) for key in _DATES if key in known]
        self.births = self._column_of_dates(FieldKey.BIRTH_DATE)
        self._field_of = {column.index: column.field for column in sheet.header.columns}
        self.bad = self._bad_cells()

    def text(self, index: int, name: str) -> str:
        """Return the clean text of a field in a row, joined where it stands in pieces."""
        place = self.one.get(name)
        return self.sheet.text(index, name) if place is None else self.texts[index][place]

    def date_text(self, index: int, key: FieldKey) -> str:
        """Return a date as it stands in a row, put together where it stands in pieces."""
        place = self.one.get(key)
        return str(self.sheet.at(index, key)) if place is None else self.texts[index][place]

    def field_of(self, column: int) -> str:
        """Return what a column is understood as, or an empty text."""
        return self._field_of.get(column, "")

    def texts_of(self, name: str) -> list[str]:
        """Return `text` of every row below the header."""
        if name in self.one or not self.sheet.has(name):
            return self.column(self.one.get(name, -1))
        return [self.sheet.text(index, name) for index in self.sheet.body]

    def column(self, place: int) -> list[str]:
        """Return the clean text of a column in every row below the header; blanks for -1."""
        rows = self.texts[self.sheet.body.start :]
        return [row[place] for row in rows] if place >= 0 else [""] * len(rows)

    def cells_at(self, place: int) -> Sequence[Cell]:
        """Return the raw cells of a column in every row below the header; blanks for -1."""
        rows = self.cells[self.sheet.body.start :]
        return [row[place] for row in rows] if place >= 0 else [""] * len(rows)

    def _column_of_dates(self, key: FieldKey) -> list[Understood]:
        """Understand the dates of a column at once; the list has one for each row."""
        sheet = self.sheet
        found = [NO_DATE] * len(self.texts)
        if (place := self.one.get(key, -1)) >= 0:
            texts = self.texts_of(key)
            cells = self.cells_at(place)
        elif sheet.has(key):
            # Day, month and year in three columns.
            texts = [self.date_text(index, key) for index in sheet.body]
            cells = list(texts)
        else:
            return found
        found[sheet.body.start :] = self.dates.column(key, cells, texts)
        return found

    def _month_first(self) -> list[str]:
        """Return the date fields whose column writes the month before the day, and say so."""
        names = {*_DATES, FieldKey.BIRTH_DATE} & self.one.keys()
        found = []
        body = self.texts[self.sheet.body.start :]
        step = max(1, len(body) // _DATES_LOOKED_AT)
        for name in sorted(names):
            place = self.one[name]
            if is_month_first(row[place] for row in body[::step]):
                found.append(str(name))
                self.sheet.note_month_first(place)
        return found

    def _bad_cells(self) -> dict[int, list[tuple[int, str, str]]]:
        marks = self.sheet.table.marks
        bad: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        for (row, column), text in marks.errors.items():
            bad[row].append((column, "cell_error", text))
        for row, column in sorted(marks.uncomputed):
            if self.field_of(column) != Column.ORDER:
                # A number of the row that was not counted is missed by nobody.
                bad[row].append((column, "cell_not_computed", ""))
        return bad
