"""People by the first letters of their names: `nt ng anh`, `nna`."""

from __future__ import annotations

import numpy as np

from desktop.roster.finding.bits import Bits, Sets
from desktop.roster.finding.people import People
from desktop.roster.finding.words import Memory
from desktop.roster.spelling import key_of, words_in


class Initials:
    """The first letters of each name; few different ones, so the texts themselves are searched."""

    def __init__(self, people: People, sets: Sets) -> None:
        letters = ["".join(key_of(part)[:1] for part in words_in(word)) for word in people.words]
        per_word = np.array([text.encode() for text in letters] or [b""], dtype="S")
        lengths = people.lengths.astype(np.int64)
        starts = np.cumsum(lengths) - lengths
        texts = np.zeros(people.count, "S1")
        for place in range(int(lengths.max(initial=0))):
            rows = np.flatnonzero(lengths > place)
            more = np.zeros(people.count, per_word.dtype)
            more[rows] = per_word[people.flat[starts[rows] + place]]
            texts = np.strings.add(texts, more)
        self._texts, codes = np.unique(texts, return_inverse=True)
        self._codes = codes.astype(np.min_scalar_type(len(self._texts)))
        self._sets = sets
        self._memory = Memory()

    def holding(self, key: str) -> Bits:
        """Return whose initials, side by side, hold these letters; at least two."""
        if len(key) < 2 or not key.isascii():
            return self._sets.none
        return self._memory.get(key, lambda: self._find(key.encode()))

    def _find(self, key: bytes) -> Bits:
        fits = np.strings.find(self._texts, key) >= 0
        return self._sets.of_mask(fits[self._codes]) if fits.any() else self._sets.none
