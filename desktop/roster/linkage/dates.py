"""Comparing dates of reduced precision, and the slips people make with them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.roster.linkage.people import Ints
from desktop.roster.linkage.views import Fact, Verdict
from desktop.roster.linkage.weights import VERDICTS

_BIRTH = {verdict: place for place, verdict in enumerate(VERDICTS[Fact.BIRTH])}
_JOINED = {verdict: place for place, verdict in enumerate(VERDICTS[Fact.JOINED])}
_FIRST_JANUARY = 101
Levels = npt.NDArray[np.int8]


def compare_births(mine: Ints, theirs: Ints, number_mine: Ints, number_theirs: Ints) -> Levels:
    """Compare dates of birth (yyyymmdd, zeros where unknown).

    Args:
        mine: dates of one list.
        theirs: dates of the other.
        number_mine: the years in the personal numbers of the first, 0 without a number.
        number_theirs: those of the other.
    """
    year, other_year = mine // 10_000, theirs // 10_000
    day, other_day = mine % 10_000, theirs % 10_000
    month_1, month_2 = day // 100, other_day // 100
    day_1, day_2 = day % 100, other_day % 100
    same_year, same_day = year == other_year, day == other_day
    apart = np.abs(year - other_year)
    # 1 January is what people without a known day are given: it says only the year.
    exact_1 = (day_1 > 0) & (day != _FIRST_JANUARY)
    exact_2 = (day_2 > 0) & (other_day != _FIRST_JANUARY)
    exact = exact_1 & exact_2
    months_only = (month_1 > 0) & (month_2 > 0) & ((day_1 == 0) | (day_2 == 0))
    months_only &= (day != _FIRST_JANUARY) & (other_day != _FIRST_JANUARY)
    number_helps = (number_mine == 0) != (number_theirs == 0)
    number_helps &= (number_mine == other_year) | (number_theirs == year)
    cases = [
        ((year == 0) | (other_year == 0), Verdict.UNKNOWN),
        (exact & same_year & same_day, Verdict.SAME),
        (exact & same_year & (day_1 == month_2) & (month_1 == day_2), Verdict.SWAPPED),
        (exact & same_year & (month_1 == month_2) & _slip_of_day(day_1, day_2), Verdict.NEAR_DAY),
        (exact & same_year & ((day_1 == day_2) | (month_1 == month_2)), Verdict.ONE_PART),
        (exact & same_year, Verdict.OTHER_DAY),
        (same_year & months_only & (month_1 == month_2), Verdict.SAME_MONTH),
        (same_year & months_only, Verdict.OTHER_DAY),
        (same_year, Verdict.SAME_YEAR),
        (number_helps & (same_day | ~exact), Verdict.NUMBER_YEAR),
        (exact & same_day & _slip_of_year(year, other_year), Verdict.OTHER_YEAR),
        (~exact & (apart <= 2), Verdict.NEAR_YEAR),
    ]
    return np.select(
        [case for case, _verdict in cases],
        [_BIRTH[verdict] for _case, verdict in cases],
        _BIRTH[Verdict.DIFFERS],
    ).astype(np.int8)


def _slip_of_year(year: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether one year is the other with a slip: one, two or ten off, one digit, two swapped."""
    apart = np.abs(year - other)
    one_digit = (year // 10 == other // 10) | (
        (year // 100 == other // 100) & (year % 10 == other % 10)
    )
    swapped = (year // 100 == other // 100) & (year % 100 == other % 10 * 10 + other // 10 % 10)
    found: npt.NDArray[np.bool_] = (apart <= 2) | (apart == 10) | one_digit | swapped
    return found


def _slip_of_day(day: Ints, other: Ints) -> npt.NDArray[np.bool_]:
    """Whether one day is the other with a slip: the next one, or one of its two digits."""
    found: npt.NDArray[np.bool_] = (
        (np.abs(day - other) == 1) | (day % 10 == other % 10) | (day // 10 == other // 10)
    )
    return found


def compare_plain(mine: Ints, theirs: Ints) -> Levels:
    """Compare dates of joining: unknown, same, same_year (one knows no more), differs."""
    known = (mine > 0) & (theirs > 0)
    same_year = mine // 10_000 == theirs // 10_000
    reduced = (mine % 100 == 0) | (theirs % 100 == 0)
    return np.select(
        [~known, (mine == theirs) & ~reduced, same_year & reduced],
        [_JOINED[one] for one in (Verdict.UNKNOWN, Verdict.SAME, Verdict.SAME_YEAR)],
        _JOINED[Verdict.DIFFERS],
    ).astype(np.int8)
