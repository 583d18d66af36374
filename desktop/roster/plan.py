"""Comparing a list with the store: who is new, changed, unchanged, gone. Pure.

Reading all and comparing here is faster than a blind upsert and gives the counts at once.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from desktop.common.text import fold
from desktop.common.vocabulary import FieldKey
from desktop.roster.problems import OF_THE_WHOLE_LIST
from desktop.roster.views import PreviewRow


@dataclass(frozen=True, slots=True)
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
    card_number: str
    status: str
    is_from_list: bool


@dataclass(frozen=True)
class Plan:
    """What an import would write.

    Attributes:
        new: rows of people not in the store.
        changed: (member, row) where the row says something else than the last one did.
        unchanged: members whose row says the same as before.
        gone: members of an earlier list who are not in this one; nothing is done to them.
        digests: row number -> digest of the row.
        shared: row number of a new person -> the member who has the same personal number, yet
            neither the name nor the birth of that row.
    """

    new: tuple[PreviewRow, ...]
    changed: tuple[tuple[UUID, PreviewRow], ...]
    unchanged: tuple[UUID, ...]
    gone: tuple[Known, ...]
    digests: dict[int, str] = field(default_factory=dict)
    shared: dict[int, UUID] = field(default_factory=dict)


def row_digest(row: PreviewRow) -> str:
    """Return the SHA-256 (hex) of everything a row says; its place in the file is no part."""
    fields = row.fields
    said = _said_of(tuple(fields))
    # The keys are text themselves; names and values stand one after the other.
    text = said.pattern % (row.status, *said.values(fields))
    if row.problems:
        own = [one for one in row.problems if one.code not in OF_THE_WHOLE_LIST]
        text = "\x1f".join([text, *[f"{one.code}/{one.field}/{one.value}" for one in own]])
    if row.extra:
        extra = sorted(row.extra.items())
        text = "\x1f".join([text, *[f"+{header}:{value}" for header, value in extra]])
    # The unit separator cannot stand in cleaned text, so no two rows join to the same string.
    return hashlib.sha256(text.encode()).hexdigest()


class _Said(NamedTuple):
    pattern: str
    values: Callable[[dict[FieldKey, str]], Iterable[str]]


@lru_cache(maxsize=4_096)
def _said_of(keys: tuple[FieldKey, ...]) -> _Said:
    """Return how the fields of a row are written one after the other; few rows differ in which."""
    ordered = sorted(keys)
    pattern = "".join(["%s", *(f"\x1f{key}\x1f%s" for key in ordered)])
    if len(ordered) > 1:
        return _Said(pattern, itemgetter(*ordered))
    # Of one key, `itemgetter` would give the bare value.
    return _Said(pattern, lambda fields: [fields[key] for key in ordered])


Key = tuple[str, ...]


def keys_of(
    *,
    personal_id: str,
    old_id: str,
    full_name: str,
    birth_date: str,
    village: str,
    card_number: str,
) -> Iterator[Key]:
    """Yield the keys of a person, surest first."""
    name = fold(full_name)
    if personal_id:
        yield ("personal", personal_id)
    if old_id and birth_date:
        yield ("old", old_id, birth_date[:4])
    yield ("name", name, birth_date, fold(village))
    if card_number and birth_date:
        yield ("card", card_number, name, birth_date)


def _row_keys(row: PreviewRow) -> Iterator[Key]:
    fields = row.fields
    return keys_of(
        personal_id=fields.get(FieldKey.PERSONAL_ID, ""),
        old_id=fields.get(FieldKey.OLD_ID, ""),
        full_name=fields[FieldKey.FULL_NAME],
        birth_date=fields.get(FieldKey.BIRTH_DATE, ""),
        village=fields.get(FieldKey.VILLAGE, "") or fields.get(FieldKey.CELL, ""),
        card_number=fields.get(FieldKey.CARD_NUMBER, ""),
    )


def make_plan(
    rows: Sequence[PreviewRow],
    stored: Iterable[tuple[UUID, str]],
    known_of: Callable[[Collection[UUID]], Iterable[Known]],
    kept_numbers: Iterable[str] = (),
) -> Plan:
    """Match rows with people, each at most once, by digest first and then by key.

    Args:
        rows: people of the file.
        stored: everybody in the store, with the digest of their row.
        known_of: gives what is known of some people; asked only for those whose digest no row
            has, which are few when a list comes again.
        kept_numbers: numbers standing in rows set aside; their owners are not gone.
    """
    by_digest: dict[str, list[UUID]] = defaultdict(list)
    for member_id, digest in stored:
        by_digest[digest].append(member_id)
    digests = [row_digest(row) for row in rows]
    unchanged: list[UUID] = []
    open_rows: dict[int, PreviewRow] = {}
    for place, digest in enumerate(digests):
        if same := by_digest.get(digest):
            unchanged.append(same.pop(0))
        else:
            open_rows[place] = rows[place]
    rest = [member_id for same in by_digest.values() for member_id in same]
    free = {person.member_id: person for person in (known_of(rest) if rest else ())}
    pairs, shared = _match_by_keys(open_rows, free)
    kept = set(kept_numbers)
    changed = [(match.member_id, rows[place]) for place, match in sorted(pairs.items())]
    new = [row for place, row in open_rows.items() if place not in pairs]
    gone = tuple(
        person
        for person in free.values()
        if person.is_from_list and not {person.personal_id, person.old_id} & kept - {""}
    )
    return Plan(
        tuple(new),
        tuple(changed),
        tuple(unchanged),
        gone,
        {row.row_number: digest for row, digest in zip(rows, digests, strict=True)},
        {rows[place].row_number: owner for place, owner in shared.items() if place not in pairs},
    )


def _match_by_keys(
    rows: dict[int, PreviewRow], free: dict[UUID, Known]
) -> tuple[dict[int, Known], dict[int, UUID]]:
    """Pair rows with people, who are then no longer free; also tell shared numbers.

    Returns:
        place -> person, and place -> who has the number of that row but is another person.
    """
    pairs: dict[int, Known] = {}
    shared: dict[int, UUID] = {}
    if not free or not rows:
        return pairs, shared
    row_keys = {place: list(_row_keys(row)) for place, row in rows.items()}
    known_keys = {one: list(_known_keys(person)) for one, person in free.items()}
    for kind, fits in _ROUNDS.items():
        by_key: dict[Key, list[Known]] = defaultdict(list)
        for member_id, person in free.items():
            for key in known_keys.get(member_id, ()):
                if key[0] == kind:
                    by_key[key].append(person)
        for place, keys in row_keys.items():
            if place in pairs:
                continue
            row = rows[place]
            candidates = [one for key in keys for one in by_key.get(key, ())]
            match = next(
                (one for one in candidates if one.member_id in free and fits(one, row)), None
            )
            if match:
                pairs[place] = match
                del free[match.member_id]
            elif kind == "personal" and candidates:
                shared[place] = candidates[0].member_id
    return pairs, shared


def _is_named_or_born_alike(person: Known, row: PreviewRow) -> bool:
    """An equal number alone proves nothing: relatives' numbers stand in lists by mistake."""
    name, birth = row.fields[FieldKey.FULL_NAME], row.fields.get(FieldKey.BIRTH_DATE, "")
    if fold(name).split()[-1:] == fold(person.full_name).split()[-1:]:
        return True
    return bool(
        birth
        and person.birth_date
        and (birth.startswith(person.birth_date) or person.birth_date.startswith(birth))
    )


def _has_no_other_number(person: Known, row: PreviewRow) -> bool:
    """Two different personal numbers are two people, unless even the card is the same."""
    number = row.fields.get(FieldKey.PERSONAL_ID, "")
    return not (number and person.personal_id and number != person.personal_id)


_ROUNDS: dict[str, Callable[[Known, PreviewRow], bool]] = {
    "personal": _is_named_or_born_alike,
    "old": _has_no_other_number,
    "name": _has_no_other_number,
    "card": lambda _person, _row: True,
}
"""Kind of key, surest first -> what must hold besides; the card's key holds name and birth."""


def _known_keys(person: Known) -> Iterator[Key]:
    return keys_of(
        personal_id=person.personal_id,
        old_id=person.old_id,
        full_name=person.full_name,
        birth_date=person.birth_date,
        village=person.village or person.cell,
        card_number=person.card_number,
    )
