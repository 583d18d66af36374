"""A row mended on the screen before anything is stored: read again as if the file had said so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from desktop.common.vocabulary import FieldKey
from desktop.roster.keeping.rows import DATES, values_of
from desktop.roster.mapping import Column, ColumnChoice, HeaderMapping
from desktop.roster.problems import text_of
from desktop.roster.reading.doubles import doubles_among
from desktop.roster.reading.rows import read_people
from desktop.roster.reading.table import Table
from desktop.roster.views import (
    ImportPreview,
    PreviewRow,
    Problem,
    SetAside,
    SourceInfo,
    column_letters,
)

_DOUBLES = frozenset({"same_id", "repeated"})
_OF_THE_FILE = frozenset(
    {
        "old_id_zero_added",
        "cell_error",
        "cell_not_computed",
        "date_order",
        "date_month_first",
        "date_exchanged",
    }
)
_INSTEAD: dict[str, frozenset[str]] = {
    FieldKey.FULL_NAME: frozenset({Column.FAMILY_NAME, Column.GIVEN_NAME}),
    FieldKey.SEX: frozenset({Column.IS_MALE, Column.IS_FEMALE}),
    FieldKey.BIRTH_DATE: frozenset({Column.BORN_MALE, Column.BORN_FEMALE}),
    Column.STATUS: frozenset({Column.EXEMPT, Column.PROBATIONARY}),
}
"""What a mended field stands for besides its own column."""


def amended(
    preview: ImportPreview, row_number: int, field: str, text: str, today: date
) -> ImportPreview:
    """Return the preview with one value of one row typed anew and the row read again.

    A row set aside becomes a person when it can; a person stands aside when the number typed is
    another's. Everybody is accounted for afterwards as before.

    Args:
        preview: stays as it is.
        row_number: 1-based row of the file.
        field: a `FieldKey` value, or `status`.
        text: as somebody types it; empty takes the value away.
        today: no date of a life is later.

    Raises:
        ValueError: there is no such row, or no such field.
    """
    if field not in {*FieldKey, Column.STATUS}:
        raise ValueError(field)
    people = {row.row_number: row for row in (*preview.people, *preview.doubles)}
    aside = {row.row_number: row for row in preview.set_aside if row.code not in _DOUBLES}
    cells = {row.row_number: row for row in preview.set_aside}
    if row_number in people:
        values = values_of(people[row_number], preview.source)
        extra = people[row_number].extra
    elif row_number in aside:
        values = _values_in(aside[row_number], preview)
        extra = _extra_in(aside[row_number], preview.source)
    else:
        raise ValueError(f"row {row_number}")
    for other in _INSTEAD.get(field, ()):
        values.pop(other, None)
    person = read_values({**values, field: text}, today)
    if person is None:
        # Without a name it is nobody: the row stands aside with all it says.
        people.pop(row_number, None)
        was = cells.get(row_number)
        whole = was.cells if was else _cells_of(values, extra, preview.source)
        aside[row_number] = SetAside(row_number, whole, "no_name", text_of("no_name"))
    else:
        aside.pop(row_number, None)
        kept = people[row_number].problems if row_number in people else ()
        people[row_number] = replace(
            person,
            row_number=row_number,
            extra=extra,
            problems=(*person.problems, *_still_true(kept, person.problems, field)),
        )
    return _sorted_again(preview, people, aside, cells)


def _still_true(
    kept: Iterable[Problem], found: tuple[Problem, ...], field: str
) -> Iterator[Problem]:
    """Yield what only the workbook itself could tell of other fields: number cells, errors."""
    known = {(one.code, one.field) for one in found}
    for one in kept:
        is_of_file = one.code in _OF_THE_FILE and one.field != field
        if is_of_file and (one.code, one.field) not in known:
            yield one


def read_values(values: Mapping[str, str], today: date) -> PreviewRow | None:
    """Read values as if they stood in a file, or return None when there is no name.

    Args:
        values: column meaning (`FieldKey`, `Column`) -> text as people write it.
        today: no date of a life is later.
    """
    # A row without a name is recognised as something else; the reader never meets it.
    named = {FieldKey.FULL_NAME, Column.FAMILY_NAME, Column.GIVEN_NAME}
    if not any(char.isalpha() for key in named for char in values.get(key, "")):
        return None
    # Plain texts: a reader of files meets no enums.
    names = [str(name) for name in values]
    table = Table(
        rows=[[*names], [str(text) for text in values.values()]],
        merged=(),
        sheet="",
        sheets=(),
        encoding="",
        sha256="",
    )
    mapping = HeaderMapping(
        "",
        tuple(ColumnChoice(name, name, column_letters(place)) for place, name in enumerate(names)),
    )
    read = read_people(table, "", today, mapping=mapping, header_row=1, is_typed=True)
    return read.people[0] if read.people else None


def _sorted_again(
    preview: ImportPreview,
    people: Mapping[int, PreviewRow],
    aside: dict[int, SetAside],
    cells: Mapping[int, SetAside],
) -> ImportPreview:
    """Tell again who stands twice or shares a number; put everybody in the order of the file."""
    everybody = [people[number] for number in sorted(people)]
    doubles = doubles_among(everybody)
    for number, (code, others) in doubles.items():
        was = cells.get(number)
        row = people[number]
        whole = (
            was.cells
            if was
            else _cells_of(values_of(row, preview.source), row.extra, preview.source)
        )
        aside[number] = SetAside(number, whole, code, text_of(code, rows=others))
    return replace(
        preview,
        people=tuple(row for row in everybody if row.row_number not in doubles),
        set_aside=tuple(aside[number] for number in sorted(aside)),
        doubles=tuple(row for row in everybody if row.row_number in doubles),
    )


def _values_in(row: SetAside, preview: ImportPreview) -> dict[str, str]:
    values: dict[str, str] = {}
    for column in preview.source.columns:
        text = row.cells[column.index] if column.index < len(row.cells) else ""
        if not column.field:
            continue
        if not values.get(column.field):
            values[column.field] = text
        elif text:
            glue = "/" if column.field in DATES else ", "
            values[column.field] += glue + text
    if FieldKey.CELL not in values and (cell := _cell_around(row.row_number, preview)):
        values[FieldKey.CELL] = cell
    return values


def _cell_around(row_number: int, preview: ImportPreview) -> str:
    """Return the Party cell of the section, where the people above and below agree on it."""
    above = [row for row in preview.people if row.row_number < row_number][-1:]
    below = [row for row in preview.people if row.row_number > row_number][:1]
    cells = {row.fields.get(FieldKey.CELL, "") for row in (*above, *below)}
    return cells.pop() if len(cells) == 1 else ""


def _extra_in(row: SetAside, source: SourceInfo) -> dict[str, str]:
    return {
        column.header or column.letters: row.cells[column.index]
        for column in source.columns
        if not column.field
        and not column.is_ignored
        and column.index < len(row.cells)
        and row.cells[column.index]
    }


def _cells_of(
    values: Mapping[str, str], extra: Mapping[str, str], source: SourceInfo
) -> tuple[str, ...]:
    cells = [""] * max((column.index + 1 for column in source.columns), default=0)
    written: set[str] = set()
    for column in source.columns:
        if not column.field:
            cells[column.index] = extra.get(column.header or column.letters, "")
        elif column.field not in written:
            cells[column.index] = values.get(column.field, "")
            written.add(column.field)
    return tuple(cells)
