"""Comparing a list with the store: who is new, changed, unchanged, gone. Pure.

Reading all and comparing here is faster than a blind upsert and gives the counts at once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.views import PreviewRow


@dataclass(frozen=True)
class Known:
    """What the comparison needs of a person in the store."""

    member_id: UUID
    row_digest: str
    personal_id: str
    old_id: str
    full_name: str
    birth_date: str
    village: str
    cell: str
    is_from_list: bool


@dataclass(frozen=True)
class Plan:
    """What an import would write.

    Attributes:
        new: rows of people not in the store.
        changed: (member, row) where the list now says something else.
        unchanged: members whose row says the same as before.
        gone: members of an earlier list who are not in this one; nothing is done to them.
    """

    new: tuple[PreviewRow, ...]
    changed: tuple[tuple[UUID, PreviewRow], ...]
    unchanged: tuple[UUID, ...]
    gone: tuple[Known, ...]

    @property
    def changes_nothing(self) -> bool:
        """Whether every row is in the store already, word for word."""
        return not self.new and not self.changed


def row_digest(row: PreviewRow) -> str:
    """Return the SHA-256 (hex) of everything a row says; its place in the file is no part."""
    said = [row.status.value]
    said += [f"{key.value}={text}" for key, text in sorted(row.fields.items())]
    said += [f"{one.code}/{one.field}/{one.value}" for one in row.problems]
    said += [f"+{header}:{text}" for header, text in sorted(row.extra.items())]
    # The unit separator cannot stand in cleaned text, so no two rows join to the same string.
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()


Key = tuple[str, ...]


def keys_of(
    *, personal_id: str, old_id: str, full_name: str, birth_date: str, village: str
) -> Iterator[Key]:
    """Yield the keys of a person, surest first."""
    if personal_id:
        yield ("personal", personal_id)
    if old_id and birth_date:
        yield ("old", old_id, birth_date[:4])
    yield ("name", fold(full_name), birth_date, fold(village))


def _row_keys(row: PreviewRow) -> Iterator[Key]:
    fields = row.fields
    return keys_of(
        personal_id=fields.get(FieldKey.PERSONAL_ID, ""),
        old_id=fields.get(FieldKey.OLD_ID, ""),
        full_name=fields[FieldKey.FULL_NAME],
        birth_date=fields.get(FieldKey.BIRTH_DATE, ""),
        village=fields.get(FieldKey.VILLAGE, "") or fields.get(FieldKey.CELL, ""),
    )


def make_plan(
    rows: Sequence[PreviewRow], known: Sequence[Known], kept_numbers: Iterable[str] = ()
) -> Plan:
    """Match rows with people, each at most once, by digest first and then by key.

    Args:
        rows: people of the file.
        known: everybody in the store.
        kept_numbers: numbers standing in rows set aside; their owners are not gone.
    """
    free = {person.member_id: person for person in known}
    pairs: dict[int, Known] = {}
    by_digest: dict[str, list[Known]] = defaultdict(list)
    for person in known:
        by_digest[person.row_digest].append(person)
    digests = [row_digest(row) for row in rows]
    for place, digest in enumerate(digests):
        if same := by_digest.get(digest):
            pairs[place] = same.pop(0)
            del free[pairs[place].member_id]
    _match_by_keys(rows, free, pairs)
    kept = set(kept_numbers)
    changed, unchanged, new = [], [], []
    for place, row in enumerate(rows):
        match = pairs.get(place)
        if match is None:
            new.append(row)
        elif match.row_digest == digests[place]:
            unchanged.append(match.member_id)
        else:
            changed.append((match.member_id, row))
    gone = tuple(
        person
        for person in free.values()
        if person.is_from_list and not {person.personal_id, person.old_id} & kept - {""}
    )
    return Plan(tuple(new), tuple(changed), tuple(unchanged), gone)


def _match_by_keys(
    rows: Sequence[PreviewRow], free: dict[UUID, Known], pairs: dict[int, Known]
) -> None:
    open_rows = {
        place: list(_row_keys(row)) for place, row in enumerate(rows) if place not in pairs
    }
    known_keys = (
        {one: list(_known_keys(person)) for one, person in free.items()} if open_rows else {}
    )
    for kind in ("personal", "old", "name"):
        by_key: dict[Key, list[Known]] = defaultdict(list)
        for member_id, person in free.items():
            for key in known_keys.get(member_id, ()):
                by_key[key].append(person)
        for place, keys in open_rows.items():
            number = rows[place].fields.get(FieldKey.PERSONAL_ID, "")
            candidates = [one for key in keys if key[0] == kind for one in by_key[key]]
            match = next((one for one in candidates if _may_be(one, number, free)), None)
            if match and place not in pairs:
                pairs[place] = match
                del free[match.member_id]


def _may_be(person: Known, number: str, free: dict[UUID, Known]) -> bool:
    """Two different personal numbers are two people, whatever else agrees."""
    contradicts = bool(number and person.personal_id and number != person.personal_id)
    return person.member_id in free and not contradicts


def _known_keys(person: Known) -> Iterator[Key]:
    return keys_of(
        personal_id=person.personal_id,
        old_id=person.old_id,
        full_name=person.full_name,
        birth_date=person.birth_date,
        village=person.village or person.cell,
    )
