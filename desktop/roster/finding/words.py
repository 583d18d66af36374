"""Words of names and of places, each with the people who bear them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from desktop.roster.finding.bits import Bits, Sets, Slots
from desktop.roster.finding.people import People
from desktop.roster.spelling import Marks, key_of, marks_agree, marks_of, words_in

_KEPT_SETS = 192
"""Sets kept from one keystroke to the next: what was typed so far is asked again each time."""
COMMON = 12
"""What more than one in so many people have is known before it is asked for."""
_NEAR_PREFIX_FROM = 4


class Memory:
    """Remembers sets; a query's words repeat with every keystroke."""

    def __init__(self) -> None:
        self._sets: dict[object, Bits] = {}
        self._for_good: dict[object, Bits] = {}

    def learn(self, key: object, bits: Bits) -> None:
        """Remember a set for good."""
        self._for_good[key] = bits

    def get(self, key: object, make: Callable[[], Bits]) -> Bits:
        """Return what is remembered, or make it."""
        known = self._for_good.get(key)
        if known is None:
            known = self._sets.get(key)
        if known is None:
            known = make()
            if len(self._sets) >= _KEPT_SETS:
                self._sets.clear()
            self._sets[key] = known
        return known


class Vocabulary:
    """Sorted folded words; one wrong letter is looked for here, never among the people."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        self._beginnings: dict[int, list[str]] = {}

    def range_of(self, prefix: str) -> tuple[int, int]:
        """Return from where to where the words begin so."""
        start = bisect_left(self.keys, prefix)
        return start, bisect_left(self.keys, prefix + "\U0010ffff", start)

    def common(self, is_common: Callable[[int, int], bool], prefix: str = "") -> Iterator[str]:
        """Give every beginning whose words, from where to where, are common."""
        for letter in sorted({key[len(prefix)] for key in self._longer(prefix)}):
            longer = prefix + letter
            if is_common(*self.range_of(longer)):
                yield longer
                yield from self.common(is_common, longer)

    def _longer(self, prefix: str) -> list[str]:
        start, end = self.range_of(prefix)
        return [key for key in self.keys[start:end] if len(key) > len(prefix)]

    def near(self, typed: str) -> tuple[set[str], set[str]]:
        """Return (whole words, beginnings of words) that are one letter from what was typed.

        A letter wrong, missing, too many, or two swapped; the first letter may be the wrong one.
        Beginnings count only from four letters on: with three, nearly everything is near.
        """
        from rapidfuzz import process  # noqa: PLC0415 - only when nothing fits as typed
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        def close(choices: list[str]) -> set[str]:
            found = process.extract(typed, choices, scorer=OSA.distance, score_cutoff=1, limit=None)
            return {one[0] for one in found}

        whole = close(self.keys)
        beginnings: set[str] = set()
        if len(typed) >= _NEAR_PREFIX_FROM:
            for length in (len(typed), len(typed) + 1):
                beginnings |= close(self._cut(length))
        return whole, beginnings - whole

    def _cut(self, length: int) -> list[str]:
        if length not in self._beginnings:
            cut = {key[:length] for key in self.keys if len(key) >= length}
            self._beginnings[length] = sorted(cut)
        return self._beginnings[length]


class Names:
    """Who bears which word; words that fold alike stand together, so a prefix is one range."""

    def __init__(self, people: People, sets: Sets) -> None:
        self._sets = sets
        self._memory = Memory()
        per_word = [_terms_of(word) for word in people.words]
        terms = sorted({term for some in per_word for term in some}, key=_term_order)
        places = {term: place for place, term in enumerate(terms)}
        numbers, owners = _pairs(people, per_word, places)
        # One sort by (term, slot) makes each term's people a slice, in the order of the list.
        together = np.sort(numbers.astype(np.int64) * max(people.count, 1) + owners)
        self._slots = (together % max(people.count, 1)).astype(np.int32)
        counts = np.bincount(numbers, minlength=len(terms))
        self._starts: list[int] = [0, *np.cumsum(counts).tolist()]
        self._terms = terms
        self._place_of = places
        self._term_keys = Vocabulary([term.key for term in terms])
        self.vocabulary = Vocabulary(sorted({term.key for term in terms}))
        for prefix in self._term_keys.common(self._is_common):
            self._memory.learn(self._term_keys.range_of(prefix), self.beginning(prefix))
            self._memory.learn((prefix, 2), self.repeated(prefix, 2))

    def _is_common(self, start: int, end: int) -> bool:
        return (self._starts[end] - self._starts[start]) * COMMON > self._sets.people

    def beginning(self, prefix: str) -> Bits:
        """Return who has a word that begins so."""
        return self._between(*self._term_keys.range_of(prefix))

    def _between(self, start: int, end: int) -> Bits:
        # By where the words stand: `nguy`, `nguye` and `nguyen` are one set.
        return self._memory.get((start, end), lambda: self._sets.of_slots(self._slice(start, end)))

    def repeated(self, prefix: str, times: int) -> Bits:
        """Return who has so many words that begin so."""
        return self._memory.get(
            (prefix, times), lambda: self._sets.of_repeated(self._range(prefix), times)
        )

    def word(self, key: str) -> Bits:
        """Return who has this word, whole."""
        return self._between(*self._whole(key))

    def whole(self, keys: Iterable[str]) -> Bits:
        """Return who has one of these words, whole."""
        return self._sets.of_slots(*(self._slice(*self._whole(key)) for key in keys))

    def _whole(self, key: str) -> tuple[int, int]:
        start = bisect_left(self._term_keys.keys, key)
        return start, bisect_left(self._term_keys.keys, key + "\0", start)

    def of_beginnings(self, prefixes: Iterable[str]) -> Bits:
        """Return who has a word that begins in one of these ways."""
        return self._sets.of_slots(*(self._range(prefix) for prefix in prefixes))

    def exactly(self, marks: Marks) -> Bits:
        """Return who has this word with just these marks."""
        place = self._place_of.get(marks)
        return self._sets.none if place is None else self._between(place, place + 1)

    def agreeing(self, marks: Marks) -> Bits:
        """Return who has a word that the typed letters, with their marks, can become."""
        return self._memory.get((marks, "agreeing"), lambda: self._agreeing(marks))

    def _agreeing(self, marks: Marks) -> Bits:
        start, end = self._term_keys.range_of(marks.key)
        fitting = [i for i in range(start, end) if marks_agree(marks, self._terms[i])]
        return self._sets.of_slots(*(self._slice(i, i + 1) for i in fitting))

    def _range(self, prefix: str) -> Slots:
        return self._slice(*self._term_keys.range_of(prefix))

    def _slice(self, start: int, end: int) -> Slots:
        return self._slots[self._starts[start] : self._starts[end]]


class Places:
    """Cells and villages: a few thousand different pairs, each with many people."""

    def __init__(self, people: People, sets: Sets) -> None:
        self._sets = sets
        self._memory = Memory()
        # As the machine's own integers: a third of the time for a quarter of a million.
        self._place = people.place.astype(np.intp)
        pairs: dict[str, list[int]] = {}
        for number, place in enumerate(people.places):
            for text in place:
                for word in words_in(text):
                    pairs.setdefault(key_of(word), []).append(number)
        self._pairs = pairs
        # Everybody by place: of a few places, just their people are looked at.
        self._slots = np.argsort(people.place, kind="stable").astype(np.int32)
        self._many = np.bincount(people.place, minlength=len(people.places))
        self._ends = np.cumsum(self._many)
        self.vocabulary = Vocabulary(sorted(pairs))
        for prefix in self.vocabulary.common(self._is_common):
            for times in (1, 2):
                self._memory.learn((prefix, times), self.beginning(prefix, times))

    def _is_common(self, start: int, end: int) -> bool:
        places = {place for key in self.vocabulary.keys[start:end] for place in self._pairs[key]}
        return int(self._many[list(places)].sum()) * COMMON > self._sets.people

    def beginning(self, prefix: str, times: int = 1) -> Bits:
        """Return who has so many words of cell and village that begin so."""
        start, end = self.vocabulary.range_of(prefix)
        if start == end:
            return self._sets.none
        return self._memory.get(
            (prefix, times), lambda: self._having(self.vocabulary.keys[start:end], times)
        )

    def whole(self, keys: Iterable[str]) -> Bits:
        """Return who has one of these words in cell or village."""
        return self._having([key for key in keys if key in self._pairs], 1)

    def _having(self, keys: Iterable[str], times: int) -> Bits:
        table = np.zeros(len(self._many), np.uint8)
        for key in keys:
            np.add.at(table, self._pairs[key], 1)
        fits = table >= times
        if self._many[fits].sum() * COMMON > self._sets.people:
            return self._sets.of_mask(fits[self._place])
        parts = zip(
            (self._ends - self._many)[fits].tolist(), self._ends[fits].tolist(), strict=True
        )
        return self._sets.of_slots(*(self._slots[start:end] for start, end in parts))


def _terms_of(word: str) -> list[Marks]:
    """Return the words a written word is found by: `K’Brêu` by k, brêu and kbrêu."""
    parts = words_in(word)
    terms = [marks_of(part) for part in parts]
    if len(parts) > 1:
        terms.append(marks_of("".join(parts)))
    return [term for term in terms if term.key]


def _term_order(term: Marks) -> tuple[str, str, str]:
    return term.key, term.letters, term.tone


def _pairs(
    people: People, per_word: list[list[Marks]], places: dict[Marks, int]
) -> tuple[Slots, Slots]:
    """Return (term, slot) of every word of every name."""
    first = np.array([places[some[0]] if some else -1 for some in per_word] or [-1], np.int32)
    numbers, owners = [first[people.flat]], [people.owners]
    for word in (word for word, some in enumerate(per_word) if len(some) > 1):
        bearers = people.owners[people.flat == word]
        for term in per_word[word][1:]:
            numbers.append(np.full(len(bearers), places[term], np.int32))
            owners.append(bearers)
    extra = [(places[term], slot) for word, slot in people.others for term in per_word[word]]
    if extra:
        numbers.append(np.array([term for term, _slot in extra], np.int32))
        owners.append(np.array([slot for _term, slot in extra], np.int32))
    all_numbers, all_owners = np.concatenate(numbers), np.concatenate(owners)
    real = all_numbers >= 0
    return all_numbers[real], all_owners[real]
