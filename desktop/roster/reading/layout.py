"""Where each fact stands in a sheet: worked out once, then used for every row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.mapping import Column
from desktop.roster.reading.contents import dates_in
from desktop.roster.reading.date_order import ColumnOrder, Order, order_of, settled
from desktop.roster.reading.dates import NO_DATE, DateReader, Understood
from desktop.roster.reading.legacy import TCVN3
from desktop.roster.reading.sheet import IN_PIECES, Sheet
from desktop.roster.reading.table import Cell
from desktop.roster.rules import sex_of

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
_OF_THE_PARTY = frozenset({FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON})
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
_SEX_CODE = re.compile(r"\b(\d)\s*[:=.\-–]?\s*(?:la )?(nam|nu)\b")
_DATES_LOOKED_AT = 3_000


class Layout:
    """The columns of one sheet by what they mean, its dates understood.

    Args:
        sheet: whose columns are understood.
        today: no date of a life is later.
        is_typed: somebody typed it into this program: its dates write the day first.

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

    def __init__(self, sheet: Sheet, today: date, *, is_typed: bool = False) -> None:
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
        orders = {} if is_typed else self._orders()
        self.dates = DateReader(today, is_1904=sheet.table.marks.is_1904, orders=orders)
        self.dates_of = [(key, self._column_of_dates(key)) for key in _DATES if key in known]
        self.dates_of += self._both_dates(self.one.get(Column.BOTH_DATES, -1))
        self.births = self._column_of_dates(FieldKey.BIRTH_DATE)
        self._field_of = {column.index: column.field for column in sheet.header.columns}
        self.bad = self._bad_cells()
        self._sex_codes = _sex_codes(sheet)

    def text(self, index: int, name: str) -> str:
        """Return the clean text of a field in a row, joined where it stands in pieces."""
        place = self.one.get(name)
        return self.sheet.text(index, name) if place is None else self.texts[index][place]

    def date_text(self, index: int, key: FieldKey) -> str:
        """Return a date as it stands in a row, put together where it stands in pieces."""
        place = self.one.get(key)
        if place is None and key in _OF_THE_PARTY:
            place = self.one.get(Column.BOTH_DATES)
        return str(self.sheet.at(index, key)) if place is None else self.texts[index][place]

    def sex_of(self, text: str) -> Sex | None:
        """Read a sex as lists write it, or as the header of this one explains its numbers."""
        return sex_of(text) or self._sex_codes.get(text)

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

    def _both_dates(self, place: int) -> list[tuple[FieldKey, list[Understood]]]:
        """Understand a column that holds two dates, of joining and of becoming official."""
        if place < 0:
            return []
        texts = self.column(place)
        pairs = [dates_in(text) for text in texts]
        first = [pair[0] if pair else text for pair, text in zip(pairs, texts, strict=True)]
        second = [pair[1] if len(pair) > 1 else "" for pair in pairs]
        above = [NO_DATE] * self.sheet.body.start
        return [
            (key, above + self.dates.column(key, said, said))
            for key, said in ((FieldKey.JOINED_ON, first), (FieldKey.OFFICIAL_ON, second))
        ]

    def _orders(self) -> dict[str, ColumnOrder]:
        """Return what each column of dates tells about days and months, and say what is odd."""
        found = {}
        start = self.sheet.body.start
        step = max(1, len(self.sheet.body) // _DATES_LOOKED_AT)
        births = (FieldKey.BIRTH_DATE, Column.BORN_MALE, Column.BORN_FEMALE)
        for key, names in ((FieldKey.BIRTH_DATE, births), *((key, (key,)) for key in _DATES)):
            places = [self.one[name] for name in names if name in self.one]
            if not places:
                continue
            cells = [row[place] for place in places for row in self.cells[start::step]]
            texts = [row[place] for place in places for row in self.texts[start::step]]
            order = found[key.value] = order_of(cells, texts)
            if order.texts is Order.MONTH_FIRST:
                self.sheet.note_month_first(places[0])
        return settled(found, FieldKey.BIRTH_DATE.value)

    def _bad_cells(self) -> dict[int, list[tuple[int, str, str]]]:
        marks = self.sheet.table.marks
        bad: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        for (row, column), text in marks.errors.items():
            bad[row].append((column, "cell_error", text))
        for row, column in sorted(marks.uncomputed):
            if self.field_of(column) not in {"", Column.ORDER}:
                # A number of the row, or an age, that was not counted is missed by nobody.
                bad[row].append((column, "cell_not_computed", ""))
        return bad


def _sex_codes(sheet: Sheet) -> dict[str, Sex]:
    """Return what the header says that numbers mean: "Giới tính (1: Nam, 2: Nữ)"."""
    headers = [one.header for one in sheet.header.columns if one.field == FieldKey.SEX]
    pairs = _SEX_CODE.findall(fold(" ".join(headers)))
    return {code: sex for code, word in pairs if (sex := sex_of(word))}
