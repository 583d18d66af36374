"""The way to the deadline: what was received day by day, what was needed, and where it leads. Pure.

Screen and paper draw the same course.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.common.figures import Forecast
from desktop.progress.rules import Totals

_FARTHEST = 60
"""Days ahead that are still drawn for a forecast without a deadline."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many of the denominator were received by the end of a day."""

    day: date
    received: int


@dataclass(frozen=True)
class Course:
    """The cumulative line and what it is measured against.

    Attributes:
        days: every day from the first on, without gaps.
        whole: the denominator.
        deadline: the last day; None without one.
        a_day: people needed on each day from the first to the deadline; None without one.
        ahead: the forecast: as of now, and where it ends; empty where nothing can be told.
        short: people who will be missing on the deadline if it goes on so; 0 in time, None where
            nobody can tell.
    """

    days: tuple[DayCount, ...]
    whole: int
    deadline: date | None
    a_day: int | None
    ahead: tuple[DayCount, ...]
    short: int | None

    @property
    def last(self) -> date:
        """The last day that is drawn."""
        ends = [self.days[-1].day, *(one.day for one in self.ahead[-1:])]
        return max([*ends, *([self.deadline] if self.deadline else [])])

    def each_day(self) -> list[tuple[date, int, int]]:
        """Return (day, people received on it, people received by its end) of every day."""
        found, before = [], 0
        for one in self.days:
            found.append((one.day, one.received - before, one.received))
            before = one.received
        return found

    def needed_on(self, day: date) -> int | None:
        """Return how many had to be received by the end of a day; None without a deadline."""
        if self.deadline is None:
            return None
        first = self.days[0].day
        length = (self.deadline - first).days + 1
        if length < 1:
            return self.whole
        passed = min(length, max(0, (day - first).days + 1))
        return -(-self.whole * passed // length)


def course_of(
    changes: Mapping[date, int],
    total: Totals,
    *,
    as_of: date,
    start: date | None,
    deadline: date | None,
    forecast: Forecast,
) -> Course:
    """Return the course until a day.

    Args:
        changes: by how many the received of the denominator changed on a day.
        total: the figures of the end of `as_of`.
        as_of: the last day with figures.
        start: when the campaign began; None takes the first day with a change.
        deadline: the last day, None when there is none.
        forecast: of the same day.
    """
    first = min([as_of, *changes, *([start] if start else [])])
    received, days = 0, []
    for number in range((as_of - first).days + 1):
        day = first + timedelta(days=number)
        received += changes.get(day, 0)
        days.append(DayCount(day, received))
    length = (deadline - first).days + 1 if deadline else 0
    a_day = None
    if deadline is not None:
        a_day = -(-total.eligible // length) if length > 0 else total.eligible
    return Course(
        days=tuple(days),
        whole=total.eligible,
        deadline=deadline,
        a_day=a_day,
        ahead=_ahead(total, as_of, deadline, forecast),
        short=_short(total, as_of, deadline, forecast),
    )


def _reached(total: Totals, days: int, forecast: Forecast) -> int:
    more = int(forecast.pace * days) if forecast.pace is not None else 0
    return min(total.eligible, total.received + more)


def _ahead(
    total: Totals, as_of: date, deadline: date | None, found: Forecast
) -> tuple[DayCount, ...]:
    if found.pace is None or total.received >= total.eligible:
        return ()
    ends = [one for one in (found.finish, deadline) if one is not None and one > as_of]
    if not ends:
        return ()
    end = min([*ends, as_of + timedelta(days=_FARTHEST)])
    reached = total.eligible if end == found.finish else _reached(total, (end - as_of).days, found)
    return DayCount(as_of, total.received), DayCount(end, reached)


def _short(total: Totals, as_of: date, deadline: date | None, found: Forecast) -> int | None:
    left = total.eligible - total.received
    if deadline is None or not total.eligible:
        return None
    if not left or found.in_time:
        return 0
    if deadline <= as_of or found.pace is None:
        return left
    # The pace is cut to tenths: what the forecast calls too late lacks at least one.
    return max(1, total.eligible - _reached(total, (deadline - as_of).days, found))
