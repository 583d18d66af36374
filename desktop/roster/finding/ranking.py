"""Who is meant: of all people that fit, those first whom the query describes best."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from desktop.common.vocabulary import MemberStatus
from desktop.roster.finding.bits import Bits, Mask, Sets, Slots, count, first
from desktop.roster.finding.people import STATUSES, People
from desktop.roster.finding.typed import Token, token_key
from desktop.roster.finding.words import Memory, Names

_GONE = frozenset({MemberStatus.DECEASED, MemberStatus.MOVED, MemberStatus.EXPELLED})

_GIVEN, _FAMILY = 0, 1
_FEW = 768
"""Up to so many people are looked at one by one; more are split as whole sets."""
_BIT = (1 << np.arange(8)).astype(np.uint8)


class Test(NamedTuple):
    """One thing that speaks for a person.

    Attributes:
        bits: everybody it is true of.
        at: the same, but only of some slots, where that is much less work.
    """

    bits: Callable[[], Bits]
    at: Callable[[Slots], Mask] | None = None


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
        self, fits: Bits, many: int, words: Sequence[Token], years: Sequence[Bits], limit: int
    ) -> list[tuple[int, int]]:
        """Return (rank, slot) of the first people, higher ranks first, equals in name order.

        Ranks of two parts of an index compare: they depend on the query alone.

        Args:
            fits: whom to rank.
            many: how many they are.
            words: the words of the query.
            years: who was born in each year of the query.
            limit: how many people are wanted.
        """
        split = _Split(self._tests(words, years), self._sets.none, limit)
        split.add(fits, many)
        return split.found

    def _tests(self, words: Sequence[Token], years: Sequence[Bits]) -> list[Test]:
        here = Test(lambda: self._here)
        if not words:
            return [here]
        names, lengths = self._names, self._lengths
        first_word, last_word = words[0].key, words[-1].key
        in_name = [names.beginning(token.key) for token in words]
        family, given = self._end(_FAMILY, first_word), self._end(_GIVEN, last_word)
        tests = [Test(lambda: _all(years))] if years else []
        if any(token.marks.has_marks for token in words):
            # Somebody who types marks at all means a word without marks to have none.
            exact = [names.exactly(token.marks) for token in words]
            marked = [token.marks for token in words if token.marks.has_marks]
            tests += [
                Test(lambda: _all([*in_name, *exact])),
                Test(lambda: _all([*in_name, *(names.agreeing(marks) for marks in marked)])),
            ]
        return [
            *tests,
            Test(lambda: _all([*in_name, *(names.word(token.key) for token in words)])),
            self._end(_GIVEN, last_word, whole=True),
            Test(
                lambda: self._memory.get(
                    len(words), lambda: self._sets.of_mask(lengths == len(words))
                ),
                lambda slots: lengths[slots] == len(words),
            ),
            _both(family, given),
            family,
            Test(lambda: _all(in_name)),
            here,
        ]

    def _end(self, which: int, key: str, *, whole: bool = False) -> Test:
        """Test whether the given or the family name begins so, or is just this word."""
        codes = self._ends[which]
        low = bisect_left(self._end_keys, key)
        high = bisect_left(self._end_keys, key + ("\0" if whole else "\U0010ffff"), low)

        def fitting() -> Bits:
            if high - low == 1:
                return self._sets.of_mask(codes == low)
            return self._sets.of_mask((codes >= low) & (codes < high))

        def at(slots: Slots) -> Mask:
            some = codes[slots]
            fits: Mask = (some >= low) & (some < high)
            return fits

        if low == high:
            return Test(lambda: self._sets.none)
        return Test(lambda: self._memory.get((which, low, high), fitting), at)


def _both(one: Test, other: Test) -> Test:
    def at(slots: Slots) -> Mask:
        return _at(one, slots) & _at(other, slots)

    return Test(lambda: one.bits() & other.bits(), at)


def _at(test: Test, slots: Slots) -> Mask:
    return test.at(slots) if test.at else _inside(test.bits(), slots)


def _inside(bits: Bits, slots: Slots) -> Mask:
    """Return which of some slots are in a set."""
    fits: Mask = (bits.view(np.uint8)[slots >> 3] & _BIT[slots & 7]).view(np.bool_)
    return fits


def _all(sets: Sequence[Bits]) -> Bits:
    return reduce(np.bitwise_and, sets)


class _Split:
    """Splits a set by tests, the first weighing most, until enough people are found.

    A test is only made when somebody's place depends on it.
    """

    def __init__(self, tests: Sequence[Test], none: Bits, limit: int) -> None:
        self._tests = tests
        self._passed: list[Bits | None] = [None] * len(tests)
        self._none = none
        self._limit = limit
        self.found: list[tuple[int, int]] = []

    def add(self, part: Bits, many: int, depth: int = 0, rank: int = 0) -> None:
        """Find the best of so many people who passed, or failed, the tests up to a depth."""
        left = self._limit - len(self.found)
        if left <= 0 or not many:
            return
        if depth == len(self._tests):
            self.found += [(rank, slot) for slot in first(part, left)]
        elif many <= _FEW:
            self._add_few(np.array(first(part, many), np.int32), depth, rank, left)
        else:
            passed = self._of(depth)
            better = self._none if passed is self._none else part & passed
            fitting = 0 if passed is self._none else count(better)
            self.add(better, fitting, depth + 1, rank * 2 + 1)
            self.add(part ^ better, many - fitting, depth + 1, rank * 2)

    def _of(self, depth: int) -> Bits:
        passed = self._passed[depth]
        if passed is None:
            passed = self._passed[depth] = self._tests[depth].bits()
        return passed

    def _add_few(self, slots: Slots, depth: int, rank: int, left: int) -> None:
        ranks = np.full(len(slots), rank)
        for test in self._tests[depth:]:
            ranks = ranks * 2 + _at(test, slots)
        best = np.argsort(-ranks, kind="stable")[:left]
        self.found += zip(ranks[best].tolist(), slots[best].tolist(), strict=True)
