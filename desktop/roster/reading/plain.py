"""Rows about which nothing needs saying, read a column at a time.

Nearly every row of a usual list is numbered, named, born and dated as it should be. Whole columns
show which rows these are, at a fraction of what reading them singly costs. All other rows are left
to `RowKinds` and `PersonReader`; those would read these, too, and give the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, count
from operator import itemgetter, not_

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.roster.mapping import Column
from desktop.roster.reading.dates import Understood, is_plain_life
from desktop.roster.reading.kinds import RowKinds, cell_name
from desktop.roster.reading.layout import Layout
from desktop.roster.reading.names import AND, NameReader
from desktop.roster.reading.numbers import are_plain_numbers, plain_card
from desktop.roster.reading.person import SEX_WORD, said_in_note
from desktop.roster.reading.values import Memo, is_marked
from desktop.roster.rules import status_of
from desktop.roster.views import PreviewRow

_ISO, _CODE = itemgetter(0), itemgetter(1)


class PlainRows:
    """The plain rows of one sheet.

    Args:
        layout: of the sheet.
        names: reads the names that are not made of letters only.
    """

    def __init__(self, layout: Layout, names: NameReader) -> None:
        self._at = layout
        self._start = layout.sheet.body.start
        self._odd = bytearray(len(layout.sheet.body))
        self._statuses: list[MemberStatus] = []
        self._fields: list[dict[FieldKey, str] | None] = []
        is_named = FieldKey.FULL_NAME in layout.one and Column.GIVEN_NAME not in layout.one
        if is_named and Column.ORDER in layout.one and not layout.is_in_capitals:
            columns = self._columns(names)
            keys = tuple(columns)
            self._fields = [
                None if odd else {key: text for key, text in zip(keys, row, strict=False) if text}
                for odd, row in zip(self._odd, zip(*columns.values(), strict=True), strict=True)
            ]

    def person(self, index: int, kinds: RowKinds) -> PreviewRow | None:
        """Return the person of a row, None when it has to be looked at singly; ask once a row.

        Args:
            index: 0-based row.
            kinds: knows the section that the row stands in.
        """
        place = index - self._start
        fields = self._fields[place] if 0 <= place < len(self._fields) else None
        section = kinds.section
        if fields is None or kinds.is_under_another_header or section.status is not None:
            return None
        if section.cell:
            fields.setdefault(FieldKey.CELL, section.cell)
        if section.village:
            fields.setdefault(FieldKey.VILLAGE, section.village)
        if section.committee:
            fields.setdefault(FieldKey.COMMITTEE, section.committee)
        extra = self._at.sheet.leftovers(index)
        return PreviewRow(index + 1, fields, self._statuses[place], (), extra)

    def _columns(self, names: NameReader) -> dict[FieldKey, Sequence[str]]:
        """Return what a plain row says in each field, and mark the rows that are not plain."""
        at, start = self._at, self._start
        columns: dict[FieldKey, Sequence[str]] = {FieldKey.FULL_NAME: self._names(names)}
        columns |= {key: at.texts_of(key) for key, _place in at.plain}
        columns |= {key: at.texts_of(key) for key in at.pieces}
        cell_names = Memo(cell_name)
        columns[FieldKey.CELL] = [cell_names[text] for text in at.texts_of(FieldKey.CELL)]
        columns[FieldKey.SEX] = self._sexes()
        columns[FieldKey.BIRTH_DATE] = self._dates(at.births[start:])
        columns |= {key: self._dates(pairs[start:]) for key, pairs in at.dates_of}
        none = [""] * len(self._odd)
        lives = (FieldKey.BIRTH_DATE, FieldKey.JOINED_ON, FieldKey.OFFICIAL_ON)
        self._doubt(map(not_, map(is_plain_life, *(columns.get(key, none) for key in lives))))
        columns |= self._numbers(columns)
        columns |= {key: self._cards(place) for key, place in at.cards}
        self._read_statuses(
            columns.get(FieldKey.NOTE, none), columns.get(FieldKey.CARD_NUMBER, none)
        )
        for row in at.bad:
            if row >= start:
                self._odd[row - start] = True
        return columns

    def _doubt(self, flags: Iterable[object]) -> None:
        """Mark the rows whose flag says something."""
        for place in compress(count(), flags):
            self._odd[place] = True

    def _names(self, reader: NameReader) -> list[str]:
        """Return the names; a plain row is numbered, its name is two words without a digit."""
        at = self._at
        names = at.texts_of(FieldKey.FULL_NAME)
        self._doubt(map(not_, map(str.isdigit, at.texts_of(Column.ORDER))))
        raw = at.cells_at(at.one[FieldKey.FULL_NAME])
        for place, (name, cell) in enumerate(zip(names, raw, strict=True)):
            if cell == name and name.replace(" ", "").isalpha() and AND not in name:
                if " " not in name:
                    self._odd[place] = True
            elif " " in name and not any(map(str.isdigit, name)):
                # A remark behind the name, or a second person, is for those who read singly.
                named = reader.read(self._start + place)
                names[place] = "" if named.remark or named.is_several else named.name
            else:
                self._odd[place] = True
        self._doubt(map(not_, names))
        return names

    def _sexes(self) -> list[str]:
        at = self._at
        texts = at.texts_of(FieldKey.SEX)
        words = Memo(lambda text: SEX_WORD.get(at.sex_of(text), "") if text else "")
        sexes = [words[text] for text in texts]
        if unreadable := {text for text, word in words.items() if text and not word}:
            self._doubt(text in unreadable for text in texts)
        for column, meaning in at.sexes:
            word = SEX_WORD[meaning]
            for place in compress(count(), at.column(column)):
                sexes[place] = word
        return sexes

    def _dates(self, pairs: Sequence[Understood]) -> list[str]:
        self._doubt(map(_CODE, pairs))
        return list(map(_ISO, pairs))

    def _numbers(self, columns: dict[FieldKey, Sequence[str]]) -> dict[FieldKey, Sequence[str]]:
        personal, old = (self._as_text(place) for place in self._at.numbers)
        births, sexes = columns[FieldKey.BIRTH_DATE], columns[FieldKey.SEX]
        self._doubt(map(not_, map(are_plain_numbers, personal, old, births, sexes)))
        return {FieldKey.PERSONAL_ID: personal, FieldKey.OLD_ID: old}

    def _as_text(self, place: int) -> list[str]:
        """Return raw cells of a column; a number in Excel may have lost its zeros."""
        cells = self._at.cells_at(place)
        texts = [cell if type(cell) is str else "" for cell in cells]
        self._doubt(type(cell) is not str for cell in cells)
        return texts

    def _cards(self, place: int) -> list[str]:
        texts = self._at.column(place)
        cards = [plain_card(text) if text else "" for text in texts]
        self._doubt(text and not card for text, card in zip(texts, cards, strict=True))
        return cards

    def _read_statuses(self, notes: Sequence[str], cards: Sequence[str]) -> None:
        at = self._at
        said = at.column(at.status)
        for place, (text, note, card) in enumerate(zip(said, notes, cards, strict=True)):
            status = status_of(text) if text else None
            is_known = status is not None or not text
            status = (said_in_note(status, note) if note else status) or MemberStatus.OFFICIAL
            lacks_card = at.has_cards and not card and status is MemberStatus.OFFICIAL
            if lacks_card or not is_known:
                self._odd[place] = True
            self._statuses.append(status)
        for column, _status in at.ticks:
            self._doubt(map(is_marked, at.column(column)))
