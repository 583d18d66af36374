"""From a sheet to people: every row ends in exactly one of three places.

It is a person (perhaps with problems), or it is set aside with a reason, or it is recognised as
no data and counted under its kind. The sum of the three is the number of rows, always.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from pathlib import PurePath

from desktop.common.i18n import tr
from desktop.common.text import clean, fold
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.errors import EmptyListError
from desktop.roster.mapping import Column, HeaderMapping, fingerprint
from desktop.roster.problems import text_of
from desktop.roster.reading.kinds import RowKinds, cell_name
from desktop.roster.reading.sheet import IN_PIECES, Sheet
from desktop.roster.reading.table import Cell, Table
from desktop.roster.reading.values import (
    Found,
    check_dates,
    is_marked,
    read_card,
    read_date,
    read_numbers,
)
from desktop.roster.rules import sex_of, status_of
from desktop.roster.views import ImportPreview, PreviewRow, SetAside, SourceInfo

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
)
_DATES = (
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_ISSUED_ON,
    FieldKey.ID_ISSUED_ON,
)


def read_people(
    table: Table,
    file_name: str,
    today: date,
    *,
    mapping: HeaderMapping | None = None,
    header_row: int | None = None,
    skips_hidden: bool = False,
) -> ImportPreview:
    """Return what a table gives: people, rows set aside, rows that are no data.

    Args:
        table: as read.
        file_name: shown with the preview.
        today: no date of a life is later.
        mapping: what columns are known to mean.
        header_row: 1-based first row of the header when a person said which; 0 for none.
        skips_hidden: leave hidden rows and columns out; they are counted as no data.

    Raises:
        HeaderNotFoundError: no header within the first rows.
        AmbiguousHeaderError: two columns claim to be the same key fact, and differ.
        EmptyListError: no person stands below the header.
    """
    sheet = Sheet(table, mapping, header_row)
    kinds = RowKinds(sheet)
    not_data: Counter[str] = Counter()
    people: list[PreviewRow] = []
    aside: dict[int, tuple[str, str]] = {}
    for index in range(len(sheet.texts)):
        if skips_hidden and index in table.marks.hidden_rows and index in sheet.body:
            not_data["hidden"] += 1
        elif kind := kinds.kind_of(index):
            not_data[kind] += 1
        elif name := _name(sheet, index):
            people.append(_Person(sheet, index, today).read(name, kinds))
        else:
            aside[index + 1] = ("no_name", "")
    aside.update(_doubles(people))
    if not people and not aside:
        raise EmptyListError(
            tr("Dưới dòng tiêu đề không có người nào."),
            tr("Chọn trang tính hoặc tệp có danh sách đảng viên."),
        )
    header = sheet.header
    source = SourceInfo(
        file_name=PurePath(file_name).name,
        sha256=table.sha256,
        sheet=table.sheet,
        sheets=table.sheets,
        encoding=table.encoding,
        header_rows=tuple(range(header.first + 1, header.first + header.height + 1)),
        columns=header.columns,
        source_rows=len(sheet.texts),
        not_data=dict(not_data),
        needs_confirmation=table.needs_confirmation,
        samples=table.samples,
        fingerprint=fingerprint(column.header for column in header.columns),
        hidden_rows=len(table.marks.hidden_rows),
        hidden_columns=len(table.marks.hidden_columns),
        is_locked=table.is_locked,
    )
    return ImportPreview(
        source,
        tuple(row for row in people if row.row_number not in aside),
        tuple(_set_aside(sheet, number, *aside[number]) for number in sorted(aside)),
        tuple(sheet.notes),
        tuple(row for row in people if row.row_number in aside),
    )


def _set_aside(sheet: Sheet, row_number: int, code: str, others: str) -> SetAside:
    cells = tuple(sheet.texts[row_number - 1])
    return SetAside(row_number, cells, code, text_of(code, rows=others))


def _name(sheet: Sheet, index: int) -> str:
    whole = sheet.text(index, FieldKey.FULL_NAME)
    if sheet.has(Column.GIVEN_NAME):
        family = sheet.text(index, Column.FAMILY_NAME) or whole
        whole = clean(f"{family} {sheet.text(index, Column.GIVEN_NAME)}")
    return whole if any(ch.isalpha() for ch in whole) else ""


class _Person:
    """Reads one row as a person."""

    def __init__(self, sheet: Sheet, index: int, today: date) -> None:
        self._sheet = sheet
        self._index = index
        self._today = today
        self._found = Found()

    def read(self, name: str, kinds: RowKinds) -> PreviewRow:
        """Return the person, with problems noted."""
        found = self._found
        found.fields[FieldKey.FULL_NAME] = name
        for key in (*_PLAIN, *IN_PIECES):
            if text := self._text(key):
                found.fields[key] = text
        if cell := cell_name(self._text(FieldKey.CELL)) or kinds.cell:
            found.fields[FieldKey.CELL] = cell
        if kinds.committee:
            found.fields.setdefault(FieldKey.COMMITTEE, kinds.committee)
        self._read_sex_and_birth()
        for key in _DATES:
            read_date(found, key, self._at(key), self._today)
        check_dates(found)
        read_numbers(found, self._at(FieldKey.PERSONAL_ID), self._at(FieldKey.OLD_ID))
        for key in (FieldKey.CARD_NUMBER, FieldKey.NEW_CARD_NUMBER):
            read_card(found, key, self._at(key))
        status = self._status()
        has_no_card = self._sheet.has(FieldKey.CARD_NUMBER) and not found.fields.get(
            FieldKey.CARD_NUMBER
        )
        if has_no_card and status is MemberStatus.OFFICIAL:
            found.note("card_missing", FieldKey.CARD_NUMBER)
        extra = self._sheet.leftovers(self._index)
        return PreviewRow(self._index + 1, found.fields, status, tuple(found.problems), extra)

    def _at(self, name: str) -> Cell:
        return self._sheet.at(self._index, name)

    def _text(self, name: str) -> str:
        return self._sheet.text(self._index, name)

    def _read_sex_and_birth(self) -> None:
        text = self._text(FieldKey.SEX)
        sex = sex_of(text) if text else None
        if text and sex is None:
            self._found.note("sex_unreadable", FieldKey.SEX, text)
        birth = self._at(FieldKey.BIRTH_DATE)
        columns = (
            (Column.IS_MALE, Sex.MALE),
            (Column.IS_FEMALE, Sex.FEMALE),
            (Column.BORN_MALE, Sex.MALE),
            (Column.BORN_FEMALE, Sex.FEMALE),
        )
        for column, meaning in columns:
            if said := self._text(column):
                sex = meaning
                # "Nam | Nữ" without a parent may hold years of birth instead of ticks.
                birth = birth if is_marked(said) else birth or self._at(column)
        if sex:
            self._found.fields[FieldKey.SEX] = sex.value
        read_date(self._found, FieldKey.BIRTH_DATE, birth, self._today)

    def _status(self) -> MemberStatus:
        found = self._found
        text = self._text(Column.STATUS)
        status = status_of(text) if text else None
        if text and status is None:
            found.note("status_unreadable", FieldKey.NOTE, text)
        if is_marked(self._text(Column.EXEMPT)):
            status = MemberStatus.EXEMPT
        elif is_marked(self._text(Column.PROBATIONARY)):
            status = MemberStatus.PROBATIONARY
        note = found.fields.get(FieldKey.NOTE, "")
        if status in {None, MemberStatus.OFFICIAL} and len(note.split()) <= 4:
            # A longer note tells a story ("con ông … đã mất"), not this person's status.
            status = status_of(note) or status
        if status is not None:
            return status
        columns = (FieldKey.OFFICIAL_ON, FieldKey.CARD_NUMBER)
        if all(self._sheet.has(key) and not self._text(key) for key in columns):
            found.note("status_guessed", FieldKey.OFFICIAL_ON)
            return MemberStatus.PROBATIONARY
        return MemberStatus.OFFICIAL


def _doubles(people: list[PreviewRow]) -> dict[int, tuple[str, str]]:
    """Name who must stand aside: people listed twice, and all who share somebody's number."""
    groups: dict[str, list[PreviewRow]] = defaultdict(list)
    for row in people:
        number = row.fields.get(FieldKey.PERSONAL_ID, "")
        groups[number or _everything(row)].append(row)
    aside: dict[int, tuple[str, str]] = {}
    for rows in groups.values():
        numbers = [row.row_number for row in rows]
        if len({_who(row) for row in rows}) == 1:
            aside.update({number: ("repeated", str(numbers[0])) for number in numbers[1:]})
            continue
        for own in numbers:
            others = ", ".join(str(number) for number in numbers if number != own)
            aside[own] = ("same_id", others)
    return aside


def _who(row: PreviewRow) -> str:
    return f"{fold(row.fields[FieldKey.FULL_NAME])}|{row.fields.get(FieldKey.BIRTH_DATE, '')}"


def _everything(row: PreviewRow) -> str:
    return repr((sorted(row.fields.items()), row.status, sorted(row.extra.items())))
