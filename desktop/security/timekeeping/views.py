"""What is known of the clock: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class ClockFault(StrEnum):
    """Why a clock is not believed; stable words for the audit and `--json`."""

    BACKWARDS = "backwards"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    WRONG_ZONE = "wrong_zone"


class ServerGap(StrEnum):
    """What follows when the clocks of a counter and its server are apart."""

    FINE = "fine"
    WARNS = "warns"
    STOPS = "stops"


@dataclass(frozen=True)
class Mark:
    """What the store keeps of the time.

    Attributes:
        trusted: the latest time that was believed; None in a new store.
        accepted: faults that a supervisor lets pass.
        accepted_at: since when.
        is_kept: False when the store has no mark yet and its latest event stands in for one.
    """

    trusted: datetime | None = None
    accepted: frozenset[ClockFault] = frozenset()
    accepted_at: datetime | None = None
    is_kept: bool = True


@dataclass(frozen=True)
class ClockState:
    """The clock as it was judged.

    Attributes:
        now: what it says, UTC.
        offset: how far the machine's own time zone is ahead of UTC.
        trusted: the latest time that was believed.
        fault: the first thing that is wrong, or None.
        stops: whether intake waits for it; practice never does.
    """

    now: datetime
    offset: timedelta
    trusted: datetime | None
    fault: ClockFault | None
    stops: bool
