"""Lists to compare, from a file or from the store, with the way back to their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from desktop.common.vocabulary import FieldKey
from desktop.roster import store
from desktop.roster.linkage.people import People, people_of
from desktop.roster.views import ImportPreview, PreviewRow
from desktop.storage.unit_of_work import Store

Label = TypeVar("Label", int, UUID)


@dataclass(frozen=True)
class Listing(Generic[Label]):
    """People to compare and what each is called where they come from.

    Attributes:
        people: the columns.
        labels: by place: the 1-based row of a file, or the id of a member.
    """

    people: People
    labels: Sequence[Label]


def listing_of_file(preview: ImportPreview) -> Listing[int]:
    """Return everybody a file names, in its order.

    Those who stand twice or share a number are among them: an import sets them aside, a
    cross-check asks about them.
    """
    rows = sorted((*preview.people, *preview.doubles), key=lambda row: row.row_number)
    return Listing(people_of(map(fields_of_row, rows)), [row.row_number for row in rows])


def listing_of_store(opened: Store) -> Listing[UUID]:
    """Return everybody on the list of the store, in name order."""
    with opened.read() as session:
        members = store.everybody(session)
        fields: Iterable[Mapping[FieldKey, str]] = map(store.fields_of, members)
        return Listing(people_of(fields), [member.id for member in members])


def fields_of_row(row: PreviewRow) -> Mapping[FieldKey, str]:
    """Return what a row says, with a number the import could not take as it stands.

    A number that lost its zero and fits neither birth nor sex is kept out of the list; next to
    another list it still says who is meant.
    """
    if FieldKey.PERSONAL_ID in row.fields:
        return row.fields
    for found in row.problems:
        if found.field == FieldKey.PERSONAL_ID.value and found.code == "id_length":
            return {**row.fields, FieldKey.PERSONAL_ID: found.value}
    return row.fields
