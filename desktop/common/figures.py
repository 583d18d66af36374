"""Figures as reports write them: percentages, pace, and when the work will be finished. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """How a percentage loses its further digits."""

    HALF_UP = "half_up"
    TRUNCATE = "truncate"


def percent(part: int, whole: int | None, *, decimals: int, rounding: Rounding) -> Decimal | None:
    """Return `part` of `whole` in per cent, None without a whole; exact, never by way of floats.

    More than the whole stays more than 100: it shows that the whole is not the right one.

    Args:
        part: a count, not negative.
        whole: a count, or None while nobody knows it.
        decimals: digits behind the point.
        rounding: half goes up, or all further digits are cut off.
    """
    if not whole:
        return None
    digits, rest = divmod(part * 100 * 10**decimals, whole)
    if rounding is Rounding.HALF_UP and 2 * rest >= whole:
        digits += 1
    return Decimal(digits).scaleb(-decimals)


@dataclass(frozen=True)
class Forecast:
    """When the work will be finished if it goes on as in the last days.

    Attributes:
        pace: records a day, in tenths; None while nothing was taken.
        finish: the day, today for finished work; None when nobody can tell.
        needed: records a day until the deadline; None without a deadline, or after it.
        in_time: whether `finish` is not after the deadline; None when either is not known.
    """

    pace: Decimal | None = None
    finish: date | None = None
    needed: int | None = None
    in_time: bool | None = None


def forecast(
    *, recent: int, days: int, remaining: int | None, today: date, deadline: date | None
) -> Forecast:
    """Return the forecast of some records.

    Args:
        recent: records taken in the last `days` days, today among them.
        days: at least 1.
        remaining: people who still have to come; None while nobody knows.
        today: at the province.
        deadline: the last day, None when there is none.
    """
    pace = Decimal(recent * 10 // days).scaleb(-1) if recent else None
    if remaining is None:
        return Forecast(pace)
    finish = today if not remaining else None
    if remaining and recent:
        ahead = -(-remaining * days // recent)
        finish = today + timedelta(days=ahead) if ahead < 3_660 else None
    if deadline is None:
        return Forecast(pace, finish)
    left = (deadline - today).days + 1
    needed = -(-remaining // left) if left > 0 else None
    return Forecast(pace, finish, needed, None if finish is None else finish <= deadline)
