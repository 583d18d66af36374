"""Judging a clock; pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desktop.common.clock import VIETNAM
from desktop.security.timekeeping.views import ClockFault, Mark, ServerGap

RELEASED = datetime(2025, 8, 1, tzinfo=UTC)
"""No clock can be right that is before the campaign."""
TOLERANCE = timedelta(minutes=2)
"""A clock that is set by the network steps back by seconds, now and then."""
LAST_YEAR = RELEASED + timedelta(days=3653)
"""Ten years on: nobody runs this program then."""
LONGEST_REST = timedelta(days=731)
"""A station that rests longer than two years is rarer than a clock with a wrong year."""
ACCEPTED_FOR = timedelta(hours=12)
"""What a supervisor lets pass holds for a shift, not for ever."""
YEARS_OFF = frozenset({ClockFault.TOO_EARLY, ClockFault.TOO_LATE})
"""Nothing that is written down would be of its day."""

SERVER_WARNS = timedelta(minutes=2)
SERVER_STOPS = timedelta(minutes=5)
"""Counters that share a list put each other's acts in order by the time."""


def server_gap(lead: timedelta) -> ServerGap:
    """Judge how far a counter's clock is ahead of its server's, or behind."""
    apart = abs(lead)
    if apart > SERVER_STOPS:
        return ServerGap.STOPS
    return ServerGap.WARNS if apart > SERVER_WARNS else ServerGap.FINE


def faults(now: datetime, offset: timedelta, mark: Mark) -> tuple[ClockFault, ...]:
    """Return everything that is wrong with a clock, the worst first."""
    found = []
    if now < RELEASED:
        found.append(ClockFault.TOO_EARLY)
    if now > LAST_YEAR or (mark.trusted is not None and now > mark.trusted + LONGEST_REST):
        found.append(ClockFault.TOO_LATE)
    if mark.trusted is not None and now < mark.trusted - TOLERANCE:
        found.append(ClockFault.BACKWARDS)
    if offset != VIETNAM.utcoffset(None):
        found.append(ClockFault.WRONG_ZONE)
    return tuple(found)


def fault(now: datetime, offset: timedelta, mark: Mark) -> ClockFault | None:
    """Return the worst fault that nobody lets pass, or None."""
    since = mark.accepted_at
    holds = since is not None and since - TOLERANCE <= now <= since + ACCEPTED_FOR
    accepted = mark.accepted if holds else frozenset()
    return next((one for one in faults(now, offset, mark) if one not in accepted), None)
