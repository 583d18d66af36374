"""Time enters the program here and nowhere else.

Stored times are aware UTC datetimes; people read Asia/Ho_Chi_Minh (UTC+7, no summer time
since 1975, so a fixed offset is exact for every date this product handles).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Protocol

VIETNAM = timezone(timedelta(hours=7), "+07")


class Clock(Protocol):
    """Anything that tells the time."""

    def now(self) -> datetime:
        """Return the present moment as an aware UTC datetime."""
        ...

    def offset(self) -> timedelta:
        """Return how far the machine's own time zone is ahead of UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def offset(self) -> timedelta:
        """Return how far the time zone chosen on this machine is ahead of UTC now."""
        return datetime.now().astimezone().utcoffset() or timedelta(0)


class FixedClock:
    """A clock that stands still until moved; for tests and practice data.

    Args:
        moment: what it says.
        zone: how far its machine is ahead of UTC.
    """

    def __init__(self, moment: datetime, zone: timedelta = timedelta(hours=7)) -> None:
        self._moment = moment.astimezone(UTC)
        self.zone = zone

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._moment

    def offset(self) -> timedelta:
        """Return the time zone it was given."""
        return self.zone

    def advance(self, by: timedelta) -> None:
        """Move the clock by a span (negative spans go back)."""
        self._moment += by


def local(moment: datetime) -> datetime:
    """Return the moment as people in Vietnam read it."""
    return moment.astimezone(VIETNAM)


def today(clock: Clock) -> date:
    """Return the present calendar day in Vietnam."""
    return local(clock.now()).date()


def end_of_day(day: date) -> datetime:
    """Return the first moment after a calendar day in Vietnam, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(0), VIETNAM).astimezone(UTC)


def show_time(moment: datetime) -> str:
    """Format as `14:34`."""
    return local(moment).strftime("%H:%M")


def show_date(moment: datetime) -> str:
    """Format as `20/08/2025`."""
    return local(moment).strftime("%d/%m/%Y")
