"""Rows of a file as cells again: what was not taken goes back to the columns it came from."""

from __future__ import annotations

from desktop.common.dates import show_iso
from desktop.common.i18n import tr
from desktop.common.vocabulary import FieldKey, Sex
from desktop.roster.mapping import Column
from desktop.roster.problems import text_of
from desktop.roster.rules import STATUS_NAMES
from desktop.roster.views import PreviewRow, SetAside, SourceInfo

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

SEXES = {Sex.MALE.value: "Nam", Sex.FEMALE.value: "Nữ"}


def left_out(row: PreviewRow, source: SourceInfo) -> SetAside:
    """Return a row that somebody chose not to take, as its cells."""
    return SetAside(row.row_number, cells_of(row, source), LEFT_OUT, text_of(LEFT_OUT))


def cells_of(row: PreviewRow, source: SourceInfo) -> tuple[str, ...]:
    """Return a person's row by the columns of the file, as the reader would take it again."""
    width = max((column.index + 1 for column in source.columns), default=0)
    cells = [""] * width
    raw = raw_fields(row)
    first, _space, last = raw[FieldKey.FULL_NAME].rpartition(" ")
    in_pieces = {
        Column.FAMILY_NAME: first or last,
        Column.GIVEN_NAME: last if first else "",
        Column.STATUS: tr(STATUS_NAMES[row.status]),
    }
    for column in source.columns:
        text = (raw | in_pieces).get(column.field, "") if column.field else ""
        cells[column.index] = text or (row.extra.get(column.header, "") if not column.field else "")
    return tuple(cells)


def raw_fields(row: PreviewRow) -> dict[str, str]:
    """Return a row's fields as people write them; what could not be read stands as it was."""
    found: dict[str, str] = {
        key.value: shown(key, text) for key, text in row.fields.items() if text
    }
    found.update({one.field: one.value for one in row.problems if one.field and one.value})
    return found


def shown(key: FieldKey, text: str) -> str:
    """Return a stored value as people write it: `12/03/1978`, `Nam`."""
    if key in DATES:
        return show_iso(text)
    return SEXES.get(text, text) if key is FieldKey.SEX else text
