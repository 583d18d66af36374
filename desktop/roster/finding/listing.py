"""The list as a table: filtered, sorted, any place of it at once.

An order is one number a person, worked out when it is first asked for (a quarter of a million in
some hundredths of a second) and kept; then every page is a slice, wherever it lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt

from desktop.common.text import name_sort_key
from desktop.common.vocabulary import MemberStatus
from desktop.roster.finding.bits import Mask
from desktop.roster.finding.index import PeopleIndex
from desktop.roster.finding.people import STATUSES, People
from desktop.roster.finding.views import ListChoices, ListQuery, ListSort, RosterCounts
from desktop.roster.rules import APART

Order = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.float64]

_KEPT = 8
_DIGITS = re.compile(r"(\d+)")
_UNKNOWN = 99_999_999


class Listing:
    """The list over one state of the index. A place is a number over all parts of the index."""

    def __init__(self, index: PeopleIndex) -> None:
        self.index = index
        self._peoples = index.peoples
        self._first = np.cumsum([0, *(people.count for people in self._peoples)]).tolist()
        self._orders: dict[tuple[ListSort, bool], Order] = {}
        self._found: dict[ListQuery, Order] = {}

    def places(self, query: ListQuery) -> Order:
        """Return the places of everybody the query lets through, in its order."""
        found = self._found.get(query)
        if found is None:
            order = self._order(query.sort, descending=query.descending)
            found = order[self._fits(query)[order]]
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[query] = found
        return found

    def ids(self, places: Order) -> list[UUID]:
        """Return whose places these are."""
        if len(self._peoples) == 1:
            return self._peoples[0].member_ids(places)
        parts = np.searchsorted(self._first, places, "right") - 1
        return [
            self._peoples[part].member_ids([place - self._first[part]])[0]
            for part, place in zip(parts.tolist(), places.tolist(), strict=True)
        ]

    def row_of(self, query: ListQuery, member_id: UUID) -> int | None:
        """Return in which row of a list a person stands, None when they are not on it."""
        mine = self._places_of([member_id])
        rows = np.flatnonzero(np.isin(self.places(query), mine))
        return int(rows[0]) if len(rows) else None

    def choices(self) -> ListChoices:
        """Return what the filters can be set to."""
        alive = self._alive()
        cells: dict[str, int] = {}
        villages: dict[str, int] = {}
        statuses: dict[MemberStatus, int] = {}
        for people, living in zip(self._peoples, self._split(alive), strict=True):
            many = np.bincount(people.place[living], minlength=len(people.places)).tolist()
            for (cell, village), number in zip(people.places, many, strict=False):
                cells[cell] = cells.get(cell, 0) + number
                villages[village] = villages.get(village, 0) + number
            for code, number in enumerate(np.bincount(people.status[living]).tolist()):
                statuses[STATUSES[code]] = statuses.get(STATUSES[code], 0) + number
        return ListChoices(
            _counted(cells),
            _counted(villages),
            tuple((status, statuses[status]) for status in STATUSES if statuses.get(status)),
            int(np.count_nonzero(self._column(lambda people: people.has_problem) & alive)),
        )

    def counts(self) -> RosterCounts:
        """Return how many people there are; people counted apart stand apart."""
        alive = self._alive()
        apart = np.isin(self._column(lambda p: p.status), [STATUSES.index(one) for one in APART])
        own = alive & ~apart
        cells = {
            people.places[place][0]
            for people, mine in zip(self._peoples, self._split(own), strict=True)
            for place in np.unique(people.place[mine]).tolist()
        }
        return RosterCounts(
            total=int(np.count_nonzero(own)),
            eligible=int(np.count_nonzero(own & self._column(lambda people: people.eligible))),
            outside=int(np.count_nonzero(alive & apart)),
            cells=len(cells - {""}),
        )

    # ---------------------------------------------------------------- filters

    def _fits(self, query: ListQuery) -> Mask:
        fits = self._alive()
        if query.text.strip():
            found = self.index.matching(query.text)
            masks = [s.sets.mask(b) for s, b in zip(self.index.segments, found, strict=True)]
            fits &= np.concatenate(masks)
        for which, wanted in enumerate((query.cells, query.villages)):
            if wanted:
                fits &= np.concatenate([_in_place(p, which, wanted) for p in self._peoples])
        if query.statuses:
            codes = [STATUSES.index(status) for status in query.statuses]
            fits &= np.isin(self._column(lambda people: people.status), codes)
        if query.has_problem is not None:
            fits &= self._column(lambda people: people.has_problem) == query.has_problem
        if query.eligible is not None:
            fits &= self._column(lambda people: people.eligible) == query.eligible
        if query.only is not None:
            among = np.zeros(len(fits), np.bool_)
            among[self._places_of(query.only)] = True
            fits &= among
        if query.without:
            fits[self._places_of(query.without)] = False
        return fits

    def _alive(self) -> Mask:
        index = self.index
        masks = [s.sets.mask(b) for s, b in zip(index.segments, index.alive, strict=True)]
        return np.concatenate(masks)

    def _places_of(self, ids: Sequence[UUID] | frozenset[UUID]) -> Order:
        raw = [one.bytes for one in ids]
        parts = [p.slots_with(raw) + f for p, f in zip(self._peoples, self._first, strict=False)]
        return np.concatenate(parts)

    def _column(self, of: Callable[[People], npt.NDArray[Any]]) -> npt.NDArray[Any]:
        return np.concatenate([of(people) for people in self._peoples])

    def _split(self, column: Mask) -> list[Mask]:
        return np.split(column, self._first[1:-1])

    # ---------------------------------------------------------------- orders

    def _order(self, sort: ListSort, *, descending: bool) -> Order:
        order = self._orders.get((sort, descending))
        if order is None:
            order = self._make_order(sort, descending=descending)
            self._orders[sort, descending] = order
        return order

    def _make_order(self, sort: ListSort, *, descending: bool) -> Order:
        by_name = self._by_name()
        if sort is ListSort.GIVEN:
            order = np.argsort(by_name, kind="stable")
            return (order[::-1] if descending else order).astype(np.int32)
        keys = self._keys(sort)
        # Whoever has nothing to sort by stands at the end, both ways.
        keys = np.where(keys == _UNKNOWN, _UNKNOWN, -keys if descending else keys)
        return np.lexsort((by_name, keys)).astype(np.int32)

    def _by_name(self) -> Numbers:
        """Return where everybody stands by name; who changed stands between two of the others."""
        return self._in_base(
            lambda base: np.arange(base.count, dtype=np.float64), People.place_of_name
        )

    def _keys(self, sort: ListSort) -> Numbers:
        if sort is ListSort.FAMILY:
            return self._in_base(People.family_places, People.place_of_family)
        if sort is ListSort.BIRTH:
            births = self._column(lambda people: people.births).astype(np.float64)
            return np.where(births == 0, _UNKNOWN, births)
        if sort is ListSort.STATUS:
            return self._column(lambda people: people.status).astype(np.float64)
        names = {place[0] for people in self._peoples for place in people.places}
        ranks = {name: rank for rank, name in enumerate(sorted(names, key=_text_key))}
        ranks[""] = _UNKNOWN

        def cell_ranks(people: People) -> npt.NDArray[Any]:
            return np.array([ranks[place[0]] for place in people.places])[people.place]

        return self._column(cell_ranks).astype(np.float64)

    def _in_base(
        self, of_base: Callable[[People], Numbers], place_of: Callable[[People, str], float]
    ) -> Numbers:
        """Return places in the order of the large part; later people fall between its people."""
        base, *newer = self._peoples
        parts = [of_base(base)]
        for people in newer:
            # Tiny steps keep those apart who fall between the same two people.
            names = self.index.recent_names
            steps = of_base(people) / (people.count + 1) / 4
            parts.append(np.array([place_of(base, name) for name in names]) + steps)
        return np.concatenate(parts)


def _in_place(people: People, which: int, names: frozenset[str]) -> Mask:
    fits = np.array([place[which] in names for place in people.places] or [False], np.bool_)
    return fits[people.place]


def _counted(names: dict[str, int]) -> tuple[tuple[str, int], ...]:
    kept = [(name, number) for name, number in names.items() if name and number]
    return tuple(sorted(kept, key=lambda one: _text_key(one[0])))


def _text_key(text: str) -> list[tuple[int, int, str]]:
    """Sort places as people do: by the alphabet, numbers by their size (Khối 2 before Khối 10)."""
    parts = [part for part in _DIGITS.split(text) if part.strip()]
    return [(0, int(part), "") if part.isdecimal() else (1, 0, _word_keys(part)) for part in parts]


def _word_keys(text: str) -> str:
    return " ".join(name_sort_key(word) for word in text.split())
