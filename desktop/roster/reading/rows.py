"""From a sheet to people: every row ends in exactly one of three places.

It is a person (perhaps with problems), or it is set aside with a reason, or it is recognised as
no data and counted under its kind. The sum of the three is the number of rows, always.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from desktop.common.i18n import tr
from desktop.common.text import fold
from desktop.roster.errors import EmptyListError
from desktop.roster.mapping import HeaderMapping, fingerprint
from desktop.roster.problems import text_of
from desktop.roster.reading.doubles import Aside, doubles_among
from desktop.roster.reading.kinds import RowKinds
from desktop.roster.reading.layout import Layout
from desktop.roster.reading.names import NameReader
from desktop.roster.reading.person import PersonReader
from desktop.roster.reading.plain import PlainRows
from desktop.roster.reading.sheet import Sheet
from desktop.roster.reading.table import Table
from desktop.roster.views import ColumnMatch, ImportPreview, PreviewRow, SetAside, SourceInfo

HIDDEN = "hidden"
_SAMPLES = 5
_SAMPLED_ROWS = 400
_COMMUNE = re.compile(r"\b(xã|phường|thị trấn|đặc khu)\s+([^,;:.\-–()\d]+)", re.IGNORECASE)


def read_people(
    table: Table,
    file_name: str,
    today: date,
    *,
    mapping: HeaderMapping | None = None,
    header_row: int | None = None,
    skips_hidden: bool = False,
    commune: str = "",
    is_typed: bool = False,
) -> ImportPreview:
    """Return what a table gives: people, rows set aside, rows that are no data.

    Args:
        table: as read.
        file_name: shown with the preview.
        today: no date of a life is later.
        mapping: what columns are known to mean.
        header_row: 1-based first row of the header when a person said which; 0 for none.
        skips_hidden: leave hidden rows and columns out; they are counted as no data.
        commune: the station's own; a list that names another one is pointed out.
        is_typed: somebody typed it into this program, which writes the day first.

    Raises:
        HeaderNotFoundError: no header within the first rows.
        AmbiguousHeaderError: two columns claim to be the same key fact, and differ.
        EmptyListError: no person stands below the header.
    """
    sheet = Sheet(table, mapping, header_row, skips_hidden=skips_hidden)
    hidden = table.marks.hidden_rows.intersection(sheet.body)
    not_data, people, aside = _sorted_out(
        Layout(sheet, today, is_typed=is_typed), hidden if skips_hidden else frozenset()
    )
    aside |= doubles_among(people)
    if not people and not aside and not not_data[HIDDEN]:
        raise EmptyListError(
            tr("Dưới dòng tiêu đề không có người nào."),
            tr("Chọn trang tính hoặc tệp có danh sách đảng viên."),
        )
    taken = tuple(row for row in people if row.row_number not in aside)
    notes = [*sheet.notes, *_hidden_notes(sheet, hidden, skips_hidden=skips_hidden)]
    if commune and (other := _another_commune(sheet, commune)):
        text = tr("Danh sách ghi “{other}”, quầy này của “{own}”: xem có nhầm tệp không.")
        notes.append(text.format(other=other, own=commune))
    return ImportPreview(
        _source(sheet, PurePath(file_name).name, not_data, people, len(hidden)),
        taken,
        tuple(_set_aside(sheet, number, *aside[number]) for number in sorted(aside)),
        tuple(notes),
        # A cross-check asks about these, too.
        tuple(row for row in people if row.row_number in aside),
    )


def _sorted_out(
    layout: Layout, hidden: set[int] | frozenset[int]
) -> tuple[Counter[str], list[PreviewRow], Aside]:
    sheet = layout.sheet
    kinds = RowKinds(sheet)
    names = NameReader(sheet)
    reader = PersonReader(layout)
    plain = PlainRows(layout, names)
    not_data: Counter[str] = Counter()
    people: list[PreviewRow] = []
    aside: Aside = {}
    for index in range(len(sheet.texts)):
        if index in hidden:
            not_data[HIDDEN] += 1
        elif person := plain.person(index, kinds):
            people.append(person)
        elif kind := kinds.kind_of(index):
            not_data[kind] += 1
        elif kinds.is_under_another_header:
            aside[index + 1] = ("other_header", "")
        elif not (named := names.read(index)).name:
            aside[index + 1] = ("no_name", "")
        elif named.is_several:
            aside[index + 1] = ("several_people", "")
        else:
            people.append(reader.read(index, named, kinds.section))
    return not_data, people, aside


def _source(
    sheet: Sheet, file_name: str, not_data: Counter[str], people: list[PreviewRow], hidden: int
) -> SourceInfo:
    header, table = sheet.header, sheet.table
    columns = _with_samples(sheet, people)
    return SourceInfo(
        file_name=file_name,
        sha256=table.sha256,
        sheet=table.sheet,
        sheets=table.sheets,
        encoding=table.encoding,
        header_rows=tuple(range(header.first + 1, header.first + header.height + 1)),
        columns=columns,
        source_rows=len(sheet.texts),
        not_data=dict(not_data),
        needs_confirmation=table.needs_confirmation,
        samples=table.samples,
        fingerprint=fingerprint(column.header for column in columns if column.header),
        hidden_rows=hidden,
        hidden_columns=sum(1 for column in columns if column.is_hidden),
        is_locked=table.is_locked,
    )


def _with_samples(sheet: Sheet, people: list[PreviewRow]) -> tuple[ColumnMatch, ...]:
    """Give each column its first different values; a column without header or value is none."""
    step = max(1, len(people) // _SAMPLED_ROWS)
    rows = [sheet.texts[row.row_number - 1] for row in people[::step]]
    columns = []
    for column in sheet.header.columns:
        place = column.index
        values = dict.fromkeys(row[place] for row in rows if row[place])
        if column.header or values:
            columns.append(replace(column, samples=tuple(values)[:_SAMPLES]))
    return tuple(columns)


def _hidden_notes(sheet: Sheet, hidden: set[int], *, skips_hidden: bool) -> list[str]:
    columns = [column.letters for column in sheet.header.columns if column.is_hidden]
    notes = []
    if hidden:
        text = (
            tr("{n} dòng ẩn trong tệp: không lấy.")
            if skips_hidden
            else tr("{n} dòng ẩn trong tệp: vẫn lấy như các dòng khác.")
        )
        notes.append(text.format(n=len(hidden)))
    if columns:
        text = (
            tr("Cột ẩn {columns}: không lấy.")
            if skips_hidden
            else tr("Cột ẩn {columns}: vẫn lấy như các cột khác.")
        )
        notes.append(text.format(columns=", ".join(columns)))
    return notes


def _another_commune(sheet: Sheet, commune: str) -> str:
    """Return the commune that the letterhead names, when it names one and never this one."""
    own = fold(_COMMUNE.sub(r"\2", commune)).strip()
    texts = dict.fromkeys(text for row in sheet.texts[: sheet.header.first] for text in row if text)
    named = [found for text in texts for found in _COMMUNE.finditer(text)]
    if not named or any(own in fold(text) for text in texts):
        return ""
    return named[0][0].strip()


def _set_aside(sheet: Sheet, row_number: int, code: str, others: str) -> SetAside:
    cells = tuple(sheet.texts[row_number - 1])
    return SetAside(row_number, cells, code, text_of(code, rows=others))
