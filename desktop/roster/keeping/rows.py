"""Rows of a file as people write them: what was not taken goes back to its columns, whole."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.common.dates import show_iso
from desktop.common.vocabulary import FieldKey, MemberStatus, Sex
from desktop.roster.mapping import Column
from desktop.roster.problems import text_of
from desktop.roster.rules import STATUS_NAMES
from desktop.roster.views import PreviewRow, Problem, SetAside, SourceInfo

LEFT_OUT = "left_out"
DATES = frozenset(
    {
        FieldKey.BIRTH_DATE,
        FieldKey.JOINED_ON,
        FieldKey.OFFICIAL_ON,
        FieldKey.CARD_ISSUED_ON,
        FieldKey.ID_ISSUED_ON,
    }
)
"""Fields that hold ISO dates of reduced precision."""

_SEXES = {Sex.MALE.value: "Nam", Sex.FEMALE.value: "Nữ"}
_STATUS_CODES = frozenset({"status_unreadable"})
_NOT_WRITTEN = frozenset({"cell_error", "cell_not_computed", "old_id_zero_added"})
"""The stored value says more than what stood in the cell."""
_STATUS_COLUMNS = frozenset({Column.STATUS, Column.EXEMPT, Column.PROBATIONARY})


def shown(key: str, text: str) -> str:
    """Return a stored value as people write it: `12/03/1978`, `Nam`."""
    if key in DATES:
        return show_iso(text)
    return _SEXES.get(text, text) if key == FieldKey.SEX else text


def written(
    fields: Mapping[FieldKey, str], status: MemberStatus, problems: tuple[Problem, ...]
) -> dict[str, str]:
    """Return values as people write them; what could not be read stands as it was written.

    The keys are meanings of columns (`FieldKey` values and `status`). The words are Vietnamese,
    as in every list, whatever language the screen speaks.
    """
    found = {key.value: shown(key, text) for key, text in fields.items() if text}
    found[Column.STATUS] = STATUS_NAMES[status]
    for one in problems:
        if one.code in _STATUS_CODES:
            found[Column.STATUS] = one.value
        elif one.field and one.value and one.code not in _NOT_WRITTEN:
            found[one.field] = one.value
    return found


def values_of(row: PreviewRow, source: SourceInfo) -> dict[str, str]:
    """Return a row's values by the meanings of the columns its file has, and its own."""
    columns = {column.field for column in source.columns if column.field}
    found: dict[str, str] = dict.fromkeys(
        (key.value for key in FieldKey if key.value in columns), ""
    )
    found.update(written(row.fields, row.status, row.problems))
    if not columns & _STATUS_COLUMNS and row.status is MemberStatus.OFFICIAL:
        # Supposed, not read: the other columns say it again.
        del found[Column.STATUS]
    return found


def left_out(row: PreviewRow, source: SourceInfo) -> SetAside:
    """Return a row that somebody chose not to take, as its cells."""
    return SetAside(row.row_number, cells_of(row, source), LEFT_OUT, text_of(LEFT_OUT))


def cells_of(row: PreviewRow, source: SourceInfo) -> tuple[str, ...]:
    """Return a person's row by the columns of the file, as the reader would take it again."""
    values = values_of(row, source)
    first, _space, last = row.fields[FieldKey.FULL_NAME].rpartition(" ")
    values[Column.FAMILY_NAME] = first or last
    values[Column.GIVEN_NAME] = last if first else ""
    for sex, tick, born in (
        (Sex.MALE, Column.IS_MALE, Column.BORN_MALE),
        (Sex.FEMALE, Column.IS_FEMALE, Column.BORN_FEMALE),
    ):
        if row.fields.get(FieldKey.SEX) == sex.value:
            values[tick] = "x"
            values[born] = values.get(FieldKey.BIRTH_DATE, "")
    if row.status in {MemberStatus.EXEMPT, MemberStatus.PROBATIONARY}:
        values[Column.EXEMPT if row.status is MemberStatus.EXEMPT else Column.PROBATIONARY] = "x"
    cells = [""] * max((column.index + 1 for column in source.columns), default=0)
    used: set[str] = set()
    for column in source.columns:
        if not column.field:
            cells[column.index] = row.extra.get(column.header or column.letters, "")
        elif column.field not in used:
            cells[column.index] = values.get(column.field, "")
            used.add(column.field)
    return tuple(cells)
