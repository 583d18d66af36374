"""Comparing numbers of papers, and what a personal number says about its owner.

The structure (`PPP G YY RRRRRR`) is that of `identity/rules.py`, here for whole columns.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.roster.linkage.people import Ints

_UNKNOWN, _SAME, _ONE_DIGIT, _DIFFERS = range(4)
_LENGTH = 12
_SHORT_CARD = 10**8


def compare(mine: Ints, theirs: Ints) -> npt.NDArray[np.int8]:
    """Return unknown, same, one_digit (one other digit, or two neighbours swapped), differs."""
    known = (mine >= 0) & (theirs >= 0)
    found = np.where(known, np.where(mine == theirs, _SAME, _DIFFERS), _UNKNOWN).astype(np.int8)
    unequal = np.flatnonzero(found == _DIFFERS)
    if len(unequal):
        near = _one_slip(mine[unequal], theirs[unequal])
        found[unequal[near]] = _ONE_DIGIT
    return found


def compare_cards(mine: Ints, theirs: Ints) -> npt.NDArray[np.int8]:
    """Compare card numbers; an old number (8 digits) and a new one (12) say nothing."""
    found = compare(mine, theirs)
    found[(mine < _SHORT_CARD) != (theirs < _SHORT_CARD)] = _UNKNOWN
    return found


def _one_slip(mine: Ints, theirs: Ints) -> npt.NDArray[np.bool_]:
    wrong = np.zeros(len(mine), dtype=np.int8)
    swapped = np.zeros(len(mine), dtype=np.bool_)
    left, right = mine.copy(), theirs.copy()
    last_left = last_right = np.full(len(mine), -1, dtype=np.int64)
    for _place in range(_LENGTH):
        digit, other = left % 10, right % 10
        wrong += digit != other
        swapped |= (digit != other) & (digit == last_right) & (other == last_left)
        last_left, last_right = digit, other
        left //= 10
        right //= 10
    found: npt.NDArray[np.bool_] = (wrong == 1) | ((wrong == 2) & swapped)
    return found


def unfitting(personal: Ints, birth: Ints, sex: Ints) -> npt.NDArray[np.bool_]:
    """Whether numbers contradict their own rows: such a number is often a relative's.

    Args:
        personal: numbers, -1 for none.
        birth: dates of birth of the same rows (yyyymmdd), 0 for none.
        sex: sexes the rows say, 0 for none.
    """
    year = birth // 10_000
    other_year = (year > 0) & (birth_years(personal) != year)
    other_sex = (sex > 0) & (1 + personal // 10**8 % 2 != sex)
    found: npt.NDArray[np.bool_] = (personal >= 0) & (other_year | other_sex)
    return found


def birth_years(personal: Ints) -> Ints:
    """Return the year of birth each number was given for, 0 where there is no number."""
    century = 1900 + 100 * (personal // 10**8 % 10 // 2)
    return np.where(personal >= 0, century + personal // 10**6 % 100, 0)


def sexes(said: Ints, personal: Ints) -> Ints:
    """Return the sex a row says, or that of its number where it says none (0 unknown)."""
    of_number = 1 + personal // 10**8 % 2
    return np.where((said == 0) & (personal >= 0), of_number, said)
