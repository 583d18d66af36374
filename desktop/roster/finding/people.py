"""Everybody on the list in columns of numbers: a hundred bytes a person instead of thousands."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from uuid import UUID, SafeUUID

import numpy as np
import numpy.typing as npt

from desktop.common.text import name_sort_key
from desktop.common.vocabulary import MemberStatus
from desktop.roster.finding.bits import Slots
from desktop.roster.finding.listed import Listed, birth_number

STATUSES = tuple(MemberStatus)
_STATUS_CODES = {status.value: code for code, status in enumerate(STATUSES)}
_SORTED_WORDS = 6
"""So many words of a name decide its place in a list; later ones are beyond any real name."""


class People:
    """Columns over all people, in the order of name lists; a person is a slot.

    Attributes:
        words: every different word of names, as written.
        flat, owners: all words of all names by their place in `words`, and whose they are.
        lengths: how many words a name has.
        first_words, last_words: by place in `words`.
        others: (place in `words`, slot) of the words of other names.
        births: year * 10,000 + month * 100 + day; unknown parts 0.
        places: the different (cell, village) pairs; `place` says which is whose.
        numbers, number_owners: every number and whose it is.
    """

    def __init__(self, gathered: _Gathered) -> None:
        count = len(gathered.lengths)
        self.count = count
        self.words = list(gathered.words)
        lengths = np.array(gathered.lengths, np.int32)
        flat = np.array(gathered.flat, np.int32)
        starts = np.cumsum(lengths) - lengths
        self._parts = _Parts(self.words)
        table = _sort_table(self._parts.ranks[flat], starts, lengths)
        ids = np.frombuffer(bytes(gathered.ids), np.uint8).reshape(-1, 16)
        # Namesakes stand in the order of their ids: the same on every machine and database.
        order = np.lexsort((*ids.view(">u8").T[::-1], *table.T[::-1]))
        rank = np.empty(count, np.int32)
        rank[order] = np.arange(count, dtype=np.int32)
        self._table = table[order]
        starts, lengths = starts[order], lengths[order]
        self.first_words = flat[starts]
        self.last_words = flat[starts + lengths - 1]
        self.owners: Slots = np.repeat(np.arange(count, dtype=np.int32), lengths)
        steps = np.arange(len(flat)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        self.flat = flat[np.repeat(starts, lengths) + steps]
        self.lengths = lengths.astype(np.uint8)
        self.others = [(word, int(rank[row])) for word, row in gathered.others]
        self.ids = ids[order]
        self.births = np.array(gathered.births, np.int32)[order]
        self.places = list(gathered.places)
        self.place = np.array(gathered.place, np.int32)[order]
        self.status = np.frombuffer(bytes(gathered.status), np.uint8)[order]
        self.eligible = np.frombuffer(bytes(gathered.eligible), np.bool_)[order]
        self.has_problem = np.frombuffer(bytes(gathered.has_problem), np.bool_)[order]
        self.numbers = gathered.numbers
        self.number_owners: Slots = rank[np.array(gathered.number_rows, np.int32)]
        self._family_order: Slots | None = None

    def forget_words(self) -> None:
        """Let go of the columns that only serve to make an index."""
        nothing = np.zeros(0, np.int32)
        self.flat, self.owners, self.others, self.words = nothing, nothing, [], []
        self.numbers, self.number_owners = [], nothing

    def member_ids(self, slots: Sequence[int] | Slots) -> list[UUID]:
        """Return the ids of some people."""
        raw = self.ids[slots].tobytes()
        return [_id_of(raw[start : start + 16]) for start in range(0, len(raw), 16)]

    def slots_with(self, member_ids: Iterable[bytes]) -> Slots:
        """Return the slots of these ids; ids of nobody are passed over."""
        wanted = np.frombuffer(b"".join(member_ids), np.uint64).reshape(-1, 2)
        halves = np.ascontiguousarray(self.ids).view(np.uint64)
        fits = np.isin(halves[:, 0], wanted[:, 0]) & np.isin(halves[:, 1], wanted[:, 1])
        return np.flatnonzero(fits).astype(np.int32)

    def place_of_name(self, full_name: str) -> float:
        """Return where a name belongs: half a step before the first that comes after it."""
        wanted = _sort_row(self._parts.rank_of, full_name.split())
        return bisect_left(range(self.count), wanted, key=self._name_key) - 0.5

    def family_places(self) -> npt.NDArray[np.float64]:
        """Return for every slot its place in a list by family name, middle and given name."""
        order = self._by_family()
        places = np.empty(self.count)
        places[order] = np.arange(self.count)
        return places

    def place_of_family(self, full_name: str) -> float:
        """Return where a name belongs in a list by family name."""
        wanted = _family_first(_sort_row(self._parts.rank_of, full_name.split()))
        order = self._by_family()
        return (
            bisect_left(order, wanted, key=lambda slot: _family_first(self._name_key(slot))) - 0.5
        )

    def _by_family(self) -> Slots:
        if self._family_order is None:
            given, family = self._table[:, 0], self._table[:, 1]
            # Whoever has one word only stands under it in both orders.
            first = np.where(family, family, given)
            keys = (given, *self._table[:, :1:-1].T, first)
            self._family_order = np.lexsort(keys).astype(np.int32)
        return self._family_order

    def _name_key(self, slot: int) -> list[float]:
        key: list[float] = self._table[slot].tolist()
        return key


def _id_of(raw: bytes) -> UUID:
    """Return `UUID(bytes=raw)` in a third of the time: fifty are made with every keystroke."""
    made = UUID.__new__(UUID)
    object.__setattr__(made, "int", int.from_bytes(raw))
    object.__setattr__(made, "is_safe", SafeUUID.unknown)
    return made


class _Gathered:
    """The columns while they are filled, in the order people come in."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.flat = array("i")
        self.lengths = array("i")
        self.others: list[tuple[int, int]] = []
        self.ids = bytearray()
        self.births = array("i")
        self.places: dict[tuple[str, str], int] = {}
        self.place = array("i")
        self.status = bytearray()
        self.eligible = bytearray()
        self.has_problem = bytearray()
        self.numbers: list[str] = []
        self.number_rows = array("i")

    def add(self, one: Listed) -> None:
        """Take one person in."""
        words, row = self.words, len(self.lengths)
        names = one.full_name.split() or [""]
        for word in names:
            self.flat.append(words.setdefault(word, len(words)))
        self.lengths.append(len(names))
        if one.other_name:
            for word in one.other_name.split():
                self.others.append((words.setdefault(word, len(words)), row))
        self.ids += one.member_id
        self.births.append(birth_number(one.birth_date))
        where = (one.cell, one.village)
        self.place.append(self.places.setdefault(where, len(self.places)))
        self.status.append(_STATUS_CODES[one.status])
        self.eligible.append(one.eligible)
        self.has_problem.append(one.has_problem)
        for number in one.numbers:
            self.numbers.append(number)
            self.number_rows.append(row)


def people_of(listed: Iterable[Listed]) -> People:
    """Return the columns of all these people; the rows themselves are not kept."""
    gathered = _Gathered()
    for one in listed:
        gathered.add(one)
    return People(gathered)


class _Parts:
    """The words of names in the order of the alphabet."""

    def __init__(self, words: Sequence[str]) -> None:
        keys = [name_sort_key(word) for word in words]
        self._sorted = sorted(set(keys))
        places = {key: place for place, key in enumerate(self._sorted, start=1)}
        self.ranks = np.array([places[key] for key in keys], np.int32)

    def rank_of(self, word: str) -> float:
        """Return the rank of any word; a new one stands between its neighbours."""
        key = name_sort_key(word)
        place = bisect_left(self._sorted, key)
        is_known = place < len(self._sorted) and self._sorted[place] == key
        return place + 1 if is_known else place + 0.5


def _sort_table(
    ranks: npt.NDArray[np.int32], starts: npt.NDArray[np.int32], lengths: npt.NDArray[np.int32]
) -> npt.NDArray[np.unsignedinteger]:
    """Return one row a person: given name, family name, then the middle names, then zeros."""
    small = np.min_scalar_type(int(ranks.max(initial=0)))
    table = np.zeros((len(lengths), _SORTED_WORDS), small)
    if not len(lengths):
        return table
    table[:, 0] = ranks[starts + lengths - 1]
    for place in range(_SORTED_WORDS - 1):
        rows = np.flatnonzero(lengths > place + 1)
        table[rows, place + 1] = ranks[starts[rows] + place]
    return table


def _sort_row(rank_of: object, words: Sequence[str]) -> list[float]:
    assert callable(rank_of)
    ranks = [rank_of(word) for word in words]
    row = [*ranks[-1:], *ranks[:-1]][:_SORTED_WORDS]
    return row + [0.0] * (_SORTED_WORDS - len(row))


def _family_first(row: Sequence[float]) -> list[float]:
    return [row[1] or row[0], *row[2:], row[0]]
