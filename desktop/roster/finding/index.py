"""The list as it is searched: one large index, and a small one of who changed since it was made."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from desktop.roster.finding.bits import Bits, count
from desktop.roster.finding.listed import Listed
from desktop.roster.finding.people import People, people_of
from desktop.roster.finding.segment import Segment
from desktop.roster.finding.typed import Typed, read_typed

Ways = list[list[Bits]]
"""For each part of the index, sets in the order of their worth."""
Found = tuple[str, Ways]
"""By what people were found, and who."""


@dataclass(frozen=True)
class Hits:
    """People that fit a query.

    Attributes:
        ids: best first, at most as many as were asked for.
        total: how many fit in all.
        by: what fitted: `name`, `initials`, `number`, `birth`, `place`, `typo` or `none`.
        keys: folded words of the query, for underlining; empty for numbers.
    """

    ids: tuple[UUID, ...] = ()
    total: int = 0
    by: str = "none"
    keys: tuple[str, ...] = ()


class PeopleIndex:
    """Everybody on the list; immutable, so any thread may search it."""

    def __init__(self, listed: Iterable[Listed]) -> None:
        self._set(Segment(people_of(listed)), (), frozenset())

    def _set(self, base: Segment, recent: Sequence[Listed], gone: Collection[bytes]) -> None:
        self.base = base
        self._recent_rows = tuple(recent)
        self._gone_ids = frozenset(gone)
        self.segments: tuple[Segment, ...] = (base,)
        self.alive: tuple[Bits, ...] = (base.sets.everybody,)
        if recent:
            newer = Segment(people_of(recent))
            self.segments = (base, newer)
            self.alive = (base.sets.everybody, newer.sets.everybody)
        if gone:
            without = base.sets.of_slots(base.people.slots_with(gone))
            self.alive = (base.sets.everybody & ~without, *self.alive[1:])

    @property
    def count(self) -> int:
        """How many people there are."""
        return sum(count(alive) for alive in self.alive)

    @property
    def changes(self) -> int:
        """How many people changed since the large index was made."""
        return len(self._gone_ids | {one.member_id for one in self._recent_rows})

    @property
    def recent_names(self) -> list[str]:
        """The names of who changed since, by their slots."""
        if len(self.segments) == 1:
            return []
        names = {one.member_id: one.full_name for one in self._recent_rows}
        return [names[raw.tobytes()] for raw in self.segments[1].people.ids]

    @property
    def peoples(self) -> tuple[People, ...]:
        """The columns of each part; who changed may stand in both, see `alive`."""
        return tuple(segment.people for segment in self.segments)

    def with_changes(self, changed: Iterable[Listed], ids: Iterable[bytes]) -> PeopleIndex:
        """Return an index in which these people are as given; costs as much as they are many.

        Args:
            changed: people as they are now.
            ids: everybody who changed; who is not among the changed has left the list.
        """
        touched = frozenset(ids)
        kept = [one for one in self._recent_rows if one.member_id not in touched]
        made = PeopleIndex.__new__(PeopleIndex)
        made._set(self.base, [*kept, *changed], self._gone_ids | touched)  # noqa: SLF001 - its own
        return made

    def search(self, text: str, limit: int) -> Hits:
        """Return the people that fit, best first; an empty query fits nobody."""
        typed = read_typed(text)
        found = self._find(typed)
        if found is None:
            return Hits()
        by, ranks = found
        counts = [[count(bits) for bits in some] for some in ranks]
        total = sum(map(sum, counts))
        if not total:
            return Hits()
        keys = () if by in {"number", "birth"} else tuple(token.key for token in typed.tokens)
        return Hits(tuple(self._best(typed, ranks, counts, limit)), total, by, keys)

    def matching(self, text: str) -> tuple[Bits, ...]:
        """Return everybody who fits, one set for each part of the index."""
        found = self._find(read_typed(text))
        if found is None:
            return tuple(segment.sets.none for segment in self.segments)
        return tuple(np.bitwise_or.reduce(some) for some in found[1])

    # ---------------------------------------------------------------- ways of finding

    def _find(self, typed: Typed) -> Found | None:
        """Return what fitted and, for each part, sets in the order of their worth.

        Each way is tried only when the stricter ones before it found nobody.
        """
        if not typed.tokens:
            return None
        each = self.segments
        if typed.day and (found := self._alive([[s.by_day(typed.day)] for s in each])):
            return "birth", found
        if typed.digits and (found := self._by_number(typed.digits)):
            return "number", found
        return self._by_words(typed) or self._mistyped(typed)

    def _by_words(self, typed: Typed) -> Found | None:
        each = self.segments
        if loose := self._alive([[s.by_words(typed)] for s in each]):
            own = [[s.each_its_own(some[0], typed)] for s, some in zip(each, loose, strict=True)]
            # Nobody with two such words: then nobody, rather than somebody with one.
            return "name" if any(s.is_by_name(typed) for s in each) else "place", self._living(own)
        found = self._alive([[s.by_words(typed, initials=True)] for s in each])
        return ("initials", found) if found else None

    def _mistyped(self, typed: Typed) -> Found | None:
        if typed.digits:
            found = self._alive([[s.by_near_number(typed.digits)] for s in self.segments])
        else:
            found = self._alive([s.mistyped(typed) for s in self.segments])
        return ("typo", found) if found else None

    def _by_number(self, digits: str) -> Ways | None:
        ways = [s.by_number(digits) for s in self.segments]
        most = max(len(some) for some in ways)
        return self._alive(
            [some if len(some) == most else [*some, some[0] & ~some[0]] for some in ways]
        )

    def _alive(self, ways: Ways) -> Ways | None:
        """Leave out who is gone from the large part; None when nobody is left."""
        living = self._living(ways)
        return living if any(bits.any() for some in living for bits in some) else None

    def _living(self, ways: Ways) -> Ways:
        if not self._gone_ids:
            return ways
        return [[b & alive for b in some] for some, alive in zip(ways, self.alive, strict=True)]

    def _best(self, typed: Typed, ranks: Ways, counts: list[list[int]], limit: int) -> list[UUID]:
        """Return the first people of all parts together."""
        found: list[tuple[int, int, int, int]] = []
        for part, (segment, some) in enumerate(zip(self.segments, ranks, strict=True)):
            left = limit
            for worth, (bits, many) in enumerate(zip(some, counts[part], strict=True)):
                if left <= 0 or not many:
                    continue
                ranked = segment.ranked(bits, many, typed, left)
                left -= len(ranked)
                # Of equals, whoever was just added or mended is the one being looked for.
                found += [(worth, -rank, -part, slot) for rank, slot in ranked]
        if len(self.segments) == 1:
            return self.base.people.member_ids([one[-1] for one in found])
        best = sorted(found)[:limit]
        return [self.segments[-part].people.member_ids([slot])[0] for _w, _r, part, slot in best]
