"""Who is meant: of all people that fit, those first whom the query describes best."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

import numpy as np

from desktop.common.vocabulary import MemberStatus
from desktop.roster.finding.bits import Bits, Sets, count
from desktop.roster.finding.people import STATUSES, People
from desktop.roster.finding.typed import Token, token_key
from desktop.roster.finding.words import Memory, Names

_GONE = frozenset({MemberStatus.DECEASED, MemberStatus.MOVED, MemberStatus.EXPELLED})

Test = Callable[[], Bits]


class Ranking:
    """Splits a set of people by tests, the first weighing most.

    Born in the year that was typed; marks as typed; every word whole; the last word the given
    name; nothing in the name but what was typed; the first word the family name; all words in
    the name; may still come to the counter. Equals stay in name order.
    """

    def __init__(self, people: People, names: Names, sets: Sets) -> None:
        self._names = names
        self._sets = sets
        self._lengths = people.lengths
        self._memory = Memory()
        keys = sorted({token_key(word) for word in people.words})
        codes = {key: code for code, key in enumerate(keys)}
        small = np.min_scalar_type(len(keys))
        code_of = np.array([codes[token_key(word)] for word in people.words] or [0], small)
        self._ends = code_of[people.last_words], code_of[people.first_words]
        self._end_keys = keys
        gone = [code for code, status in enumerate(STATUSES) if status in _GONE]
        self._here = sets.of_mask(~np.isin(people.status, gone))

    def ranked(
        self, fits: Bits, words: Sequence[Token], years: Sequence[Bits], limit: int
    ) -> list[tuple[int, Bits]]:
        """Return (rank, people), higher ranks first, until there are enough people.

        Ranks of two parts of an index compare: they depend on the query alone.

        Args:
            fits: whom to split.
            words: the words of the query.
            years: who was born in each year of the query.
            limit: how many people are wanted.
        """
        return _split_by(fits, self._tests(words, years), limit)

    def _tests(self, words: Sequence[Token], years: Sequence[Bits]) -> list[Test]:
        if not words:
            return [lambda: self._here]
        names = self._names
        with_marks = any(token.marks.has_marks for token in words)
        first, last = words[0].key, words[-1].key

        def in_name() -> Bits:
            return _all([names.beginning(token.key) for token in words])

        def exact() -> Bits:
            # Somebody who types marks at all means a word without marks to have none.
            return _all([names.exactly(token.marks) for token in words])

        def agreeing() -> Bits:
            marked = [token.marks for token in words if token.marks.has_marks]
            return _all([names.agreeing(marks) for marks in marked])

        def whole() -> Bits:
            return _all([names.whole([token.key]) for token in words])

        def nothing_else() -> Bits:
            return self._sets.of_mask(self._lengths == len(words))

        return [
            *([lambda: _all(years)] if years else []),
            *([lambda: in_name() & exact(), lambda: in_name() & agreeing()] if with_marks else []),
            lambda: in_name() & whole(),
            lambda: self._end(0, last, whole=True),
            nothing_else,
            lambda: self._end(1, first) & self._end(0, last),
            lambda: self._end(1, first),
            in_name,
            lambda: self._here,
        ]

    def _end(self, which: int, key: str, *, whole: bool = False) -> Bits:
        """Return whose given (0) or family name (1) begins so, or is just this word."""
        return self._memory.get((which, key, whole), lambda: self._find_end(which, key, whole))

    def _find_end(self, which: int, key: str, whole: bool) -> Bits:
        codes = self._ends[which]
        low = bisect_left(self._end_keys, key)
        high = bisect_left(self._end_keys, key + ("\0" if whole else "\U0010ffff"), low)
        if low == high:
            return self._sets.none
        return self._sets.of_mask((codes >= low) & (codes < high))


def _all(sets: Sequence[Bits]) -> Bits:
    found: Bits = np.bitwise_and.reduce(list(sets))
    return found


def _split_by(fits: Bits, tests: Sequence[Test], limit: int) -> list[tuple[int, Bits]]:
    """Split a set by tests, the first weighing most, until there are enough people."""
    found: list[tuple[int, Bits]] = []
    results: list[Bits | None] = [None] * len(tests)
    wanted = limit

    def split(part: Bits, depth: int, rank: int) -> None:
        nonlocal wanted
        if wanted <= 0 or not part.any():
            return
        if depth == len(tests):
            found.append((rank, part))
            wanted -= count(part)
            return
        passed = results[depth]
        if passed is None:
            passed = results[depth] = tests[depth]()
        split(part & passed, depth + 1, rank * 2 + 1)
        split(part & ~passed, depth + 1, rank * 2)

    split(fits, 0, 0)
    return found
