"""Comparing names part by part: the same, without marks, another tone, a slip, or another name."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.roster.linkage.people import Ints, People
from desktop.roster.linkage.views import Fact, Verdict
from desktop.roster.linkage.weights import NAME, VERDICTS

_LEVEL = {verdict: place for place, verdict in enumerate(VERDICTS[Fact.GIVEN])}
_LONG_ENOUGH = 3
Levels = npt.NDArray[np.int8]


class PartComparer:
    """Compares parts of names; every distinct pair of texts is looked at once per call.

    Args:
        texts: what the numbers in the columns mean.
    """

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    def compare(self, mine: People, theirs: People, left: Ints, right: Ints) -> dict[Fact, Levels]:
        """Return the verdicts on family, middle and given name of each pair."""
        same_whole = (mine["whole"][left] == theirs["whole"][right]) | (
            mine["sorted_words"][left] == theirs["sorted_words"][right]
        )
        bare = mine["bare"][left] != theirs["bare"][right]
        return {
            fact: self._part(fact.value, mine, theirs, left, right, same_whole, bare)
            for fact in NAME
        }

    def _part(
        self,
        name: str,
        mine: People,
        theirs: People,
        left: Ints,
        right: Ints,
        same_whole: npt.NDArray[np.bool_],
        bare: npt.NDArray[np.bool_],
    ) -> Levels:
        one, two = mine[name][left], theirs[name][right]
        marks = mine[f"{name}_marks"][left] == theirs[f"{name}_marks"][right]
        found = np.select(
            [
                (one == 0) & (two == 0),
                (one == two) & marks,
                (one == two) & bare,
                # The same letters in another order, or with a space less.
                (one == two) | same_whole,
                (one == 0) | (two == 0),
            ],
            [
                _LEVEL[verdict]
                for verdict in (
                    Verdict.UNKNOWN,
                    Verdict.SAME,
                    Verdict.BARE,
                    Verdict.LETTERS,
                    Verdict.MISSING,
                )
            ],
            _LEVEL[Verdict.DIFFERS],
        ).astype(np.int8)
        unequal = np.flatnonzero(found == _LEVEL[Verdict.DIFFERS])
        if len(unequal):
            found[unequal] = self._unequal(one[unequal], two[unequal])
        return found

    def _unequal(self, one: Ints, two: Ints) -> Levels:
        """Look at texts that are not equal: a slip, a word less, or another name."""
        width = np.int64(len(self._texts))
        # A pair and its mirror are one.
        codes = np.minimum(one, two) * width + np.maximum(one, two)
        distinct, places = np.unique(codes, return_inverse=True)
        first = [self._texts[number] for number in (distinct // width).tolist()]
        second = [self._texts[number] for number in (distinct % width).tolist()]
        return _compare_texts(first, second)[places]


def _compare_texts(first: list[str], second: list[str]) -> Levels:
    from rapidfuzz import process  # noqa: PLC0415 - 20 ms nobody needs before a cross-check
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - the same

    slips = process.cpdist(
        first, second, scorer=OSA.distance, score_cutoff=1, dtype=np.int32, workers=-1
    )
    found = np.full(len(first), _LEVEL[Verdict.DIFFERS], dtype=np.int8)
    lengths = np.array([max(map(len, pair)) for pair in zip(first, second, strict=True)])
    # One letter of two is half a name: Ín and Ơn are two people more often than a slip.
    found[(slips <= 1) & (lengths < _LONG_ENOUGH)] = _LEVEL[Verdict.SHORT_TYPO]
    found[(slips <= 1) & (lengths >= _LONG_ENOUGH)] = _LEVEL[Verdict.TYPO]
    for place in np.flatnonzero(slips > 1).tolist():
        if " " in first[place] or " " in second[place]:
            one, two = set(first[place].split()), set(second[place].split())
            if one < two or two < one:
                found[place] = _LEVEL[Verdict.MISSING]
    return found
