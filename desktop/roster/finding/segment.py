"""An immutable index over some people: each way of finding gives a set, best ranks first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Literal

import numpy as np
import numpy.typing as npt

from desktop.roster.finding.bits import Bits, Sets
from desktop.roster.finding.initials import Initials
from desktop.roster.finding.numbers import Numbers
from desktop.roster.finding.people import People
from desktop.roster.finding.ranking import Ranking
from desktop.roster.finding.typed import Token, Typed, full_year
from desktop.roster.finding.words import COMMON, Memory, Names, Places

_SHORTEST_TAIL = 3
"""From three digits on, a number in a query is the end of a person's number rather than a year."""
_SHORTEST_MISTYPED = 3
_LONGEST_LEARNED = 4

_Way = Literal["ending", "beginning"]


class Segment:
    """People in name order, with everything that finds them."""

    def __init__(self, people: People) -> None:
        self.people = people
        self.sets = Sets(people.count)
        self._memory = Memory()
        self._names = Names(people, self.sets)
        self._places = Places(people, self.sets)
        self._numbers = Numbers(people.numbers, people.number_owners)
        self._initials = Initials(people, self.sets)
        self._ranking = Ranking(people, self._names, self.sets)
        self._years = (people.births // 10_000).astype(np.int16)
        self._learn_numbers("beginning")
        self._learn_numbers("ending")
        people.forget_words()

    # ---------------------------------------------------------------- numbers

    def by_number(self, digits: str) -> list[Bits]:
        """Return who has a number like this, best ranks first.

        Exactly this number; a year of birth; its end; its beginning; failing all these, a number
        with these digits inside, or one that differs by one digit.
        """
        sets, numbers = self.sets, self._numbers
        year = self._born_in(digits) if len(digits) in {2, 4} else sets.none
        ranks = [
            sets.of_slots(numbers.exactly(digits)),
            year,
            self._numbered("ending", digits),
            self._numbered("beginning", digits),
        ]
        if not any(rank.any() for rank in ranks):
            ranks.append(self._inside(digits))
        return _apart(ranks)

    def by_near_number(self, digits: str) -> Bits:
        """Return who has a number that differs by one digit."""
        return self.sets.of_slots(self._numbers.near(digits))

    def by_day(self, day: tuple[int, int, int]) -> Bits:
        """Return who was born on a day, or in a month of a year when the day is 0."""
        year, month, of_month = day
        number = year * 10_000 + month * 100 + of_month
        births = self.people.births
        fits = births == number if of_month else births // 100 == number // 100
        return self.sets.of_mask(fits)

    def _numbered(self, way: _Way, digits: str) -> Bits:
        return self._memory.get(
            (way, digits), lambda: self.sets.of_slots(getattr(self._numbers, way)(digits))
        )

    def _learn_numbers(self, way: _Way, known: str = "") -> None:
        """Know ahead who has the digits that very many numbers begin or end with."""
        for digit in "0123456789":
            digits = known + digit if way == "beginning" else digit + known
            slots = getattr(self._numbers, way)(digits)
            if len(slots) * COMMON > self.people.count and len(digits) <= _LONGEST_LEARNED:
                self._memory.learn((way, digits), self.sets.of_slots(slots))
                self._learn_numbers(way, digits)

    def _inside(self, digits: str) -> Bits:
        if len(digits) < _SHORTEST_TAIL:
            return self.sets.none
        return self.sets.of_slots(self._numbers.holding(digits))

    def _born_in(self, digits: str) -> Bits:
        year = full_year(digits)
        return self._memory.get(("year", year), lambda: self.sets.of_mask(self._years == year))

    # ---------------------------------------------------------------- words

    def by_words(self, typed: Typed, *, initials: bool = False) -> Bits:
        """Return who fits every word, each the beginning of some word, in any order.

        Args:
            typed: the query.
            initials: a word may also be the first letters of words side by side.
        """
        return self._all([self._one(token, initials=initials) for token in typed.tokens])

    def each_its_own(self, fits: Bits, typed: Typed) -> Bits:
        """Return who of these has a word of their own for each word of the query.

        `an an` is not one An, but An Văn An is.
        """
        for key, times in _repeated([token.key for token in typed.words]):
            fits = fits & self._with_words(key, times)
        return fits

    def is_by_name(self, typed: Typed) -> bool:
        """Whether any word of the query is in a name, not only in cells and villages."""
        return any(self._names.beginning(token.key).any() for token in typed.words)

    def mistyped(self, typed: Typed) -> list[Bits]:
        """Return who fits when one word is mended, whole words before beginnings.

        One letter wrong, missing, too many or two swapped; a missing or a needless space.
        """
        tokens = typed.tokens
        as_typed = [self._one(token) for token in tokens]
        ranks = [self.sets.none] * 3
        for i, token in enumerate(tokens):
            others = self._all(as_typed[:i] + as_typed[i + 1 :])
            if not others.any():
                continue
            if not token.is_digits and len(token.key) >= _SHORTEST_MISTYPED:
                mended = (*self._near(token.key), self._split(token.key))
                ranks = [a | (others & b) for a, b in zip(ranks, mended, strict=True)]
        for i in range(len(tokens) - 1):
            joined = self._names.beginning(tokens[i].key + tokens[i + 1].key)
            ranks[2] = ranks[2] | (self._all(as_typed[:i] + as_typed[i + 2 :]) & joined)
        return _apart(ranks)

    def _one(self, token: Token, *, initials: bool = False) -> Bits:
        """Return who fits one word of a query."""
        if token.day is not None:
            return self.by_day(token.day)
        fits = self.sets.either(self._names.beginning(token.key), self._places.beginning(token.key))
        if token.is_digits:
            return fits | self._memory.get(token, lambda: self._digits(token.key))
        return fits | self._initials.holding(token.key) if initials else fits

    def _digits(self, digits: str) -> Bits:
        found = self._born_in(digits) if len(digits) in {2, 4} else self.sets.none
        if len(digits) >= _SHORTEST_TAIL or not found.any():
            found = found | self._numbered("ending", digits) | self._numbered("beginning", digits)
        return found if found.any() else self._inside(digits)

    def _all(self, some: Sequence[Bits]) -> Bits:
        return reduce(np.bitwise_and, some) if some else self.sets.everybody

    def _with_words(self, key: str, times: int) -> Bits:
        """Return who has so many words of name, cell and village that begin so."""
        found = self._names.repeated(key, times) | self._places.beginning(key, times)
        for in_name in range(1, times):
            part = (
                self._names.beginning(key) if in_name == 1 else self._names.repeated(key, in_name)
            )
            found = found | (part & self._places.beginning(key, times - in_name))
        return found

    def _near(self, key: str) -> tuple[Bits, Bits]:
        whole, beginnings = self._names.vocabulary.near(key)
        places, place_beginnings = self._places.vocabulary.near(key)
        late = self._names.of_beginnings(beginnings)
        for prefix in place_beginnings:
            late = late | self._places.beginning(prefix)
        return self._names.whole(whole) | self._places.whole(places), late

    def _split(self, key: str) -> Bits:
        """Return who fits when a space is missing: `nguyenvan`, `kabrem`."""
        found = self.sets.none
        for cut in range(1, len(key)):
            left = self._names.word(key[:cut])
            if left.any():
                found = found | (left & self._names.beginning(key[cut:]))
        return found

    # ---------------------------------------------------------------- likeness

    def likeness(self, keys: Sequence[str], birth: int, tail: str) -> npt.NDArray[np.int16]:
        """Return for every slot roughly how much a person is like another (see `near`).

        Args:
            keys: folded words of the other's name.
            birth: year * 10,000 + month * 100 + day, unknown parts 0.
            tail: the last four digits of the other's number, or empty.
        """
        scores = np.zeros(self.people.count, np.int16)
        whole = [self._names.word(key) for key in keys]
        near = [self._names.whole(self._names.vocabulary.near(key)[0]) for key in keys]
        but_one = [self._all(whole[:i] + whole[i + 1 :]) for i in range(len(keys))]
        likely = [(25, but_one if len(keys) > 1 else []), (40, [self._all(near)]), (55, whole)]
        for score, sets in likely:
            if sets:
                join = np.bitwise_and if sets is whole else np.bitwise_or
                scores[self.sets.mask(join.reduce(sets))] = score
        births = self.people.births
        if birth:
            scores[births // 10_000 == birth // 10_000] += 10
            scores[births % 10_000 == birth % 10_000] += 15
            scores[births == birth] += 5
            day, month = birth % 100, birth // 100 % 100
            scores[births == birth // 10_000 * 10_000 + day * 100 + month] += 15
        if tail:
            scores[self.sets.mask(self.sets.of_slots(self._numbers.ending(tail)))] += 25
        return scores

    def ranked(self, fits: Bits, many: int, typed: Typed, limit: int) -> list[tuple[int, int]]:
        """Return (rank, slot) of the first of so many people, the one meant first: `Ranking`."""
        digits = [token.key for token in typed.tokens if token.is_digits and len(token.key) == 4]
        years = [self._born_in(year) for year in digits]
        return self._ranking.ranked(fits, many, typed.words, years, limit)


def _repeated(keys: Sequence[str]) -> list[tuple[str, int]]:
    """Return (key, times) for keys that begin others: `an anh` needs two words in `an`.

    Words with a common beginning nest, so it is enough to count them for each key: then every
    word of the query finds a word of its own.
    """
    counts = {key: sum(other.startswith(key) for other in keys) for key in keys}
    return [(key, times) for key, times in counts.items() if times > 1]


def _apart(ranks: Sequence[Bits]) -> list[Bits]:
    """Take out of each rank whoever stands in a better one."""
    seen, apart = ranks[0] & ~ranks[0], []
    for rank in ranks:
        apart.append(rank & ~seen)
        seen = seen | rank
    return apart
