"""What the schedule asks of the calendar and of the shift plan, which stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from desktop.common.shifts import Shift


class DaysOff(Protocol):
    """Says which days the office is closed."""

    def days_off(self, first: date, last: date) -> frozenset[date]:
        """Return the weekends and holidays of some days, both ends among them."""
        ...


class Staff(Protocol):
    """Says who is planned to work."""

    def staffed(self, first: date, last: date) -> Mapping[Shift, int]:
        """Return how many people are planned at this counter; shifts without anybody are absent."""
        ...
