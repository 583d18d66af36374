"""The parts of a working day, as people name them: sáng, chiều, tối.

This is the one place that says which shift a moment belongs to. Pure; the hours are those of
Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from desktop.common.clock import local


class DayPart(StrEnum):
    """A part of a day; the values are what people type."""

    MORNING = "sang"
    AFTERNOON = "chieu"
    EVENING = "toi"


DAY_STARTS: Final = time(4)
"""Work after midnight still belongs to the evening before."""

AFTERNOON_STARTS: Final = time(12)
EVENING_STARTS: Final = time(18)


@dataclass(frozen=True)
class Shift:
    """One part of one day, or the whole day.

    Attributes:
        day: the day the shift began.
        part: None for the whole day.
    """

    day: date
    part: DayPart | None = None

    @property
    def code(self) -> str:
        """`2025-11-29:toi`, or `2025-11-29` for the whole day."""
        return f"{self.day.isoformat()}:{self.part}" if self.part else self.day.isoformat()

    def holds(self, moment: datetime) -> bool:
        """Return whether an aware moment lies in this shift."""
        found = shift_of(moment)
        return found.day == self.day and self.part in {None, found.part}


@dataclass(frozen=True)
class OpenedShift(Shift):
    """A shift that somebody opened: it holds what was received in it, whatever the clock said.

    Attributes:
        number: running number at its station.
        receptions: when its records were received. A moment names one record, as people are
            received one after another.
    """

    number: int = 0
    receptions: frozenset[datetime] = frozenset()

    def holds(self, moment: datetime) -> bool:
        """Return whether a record that was received at this moment belongs to the shift."""
        return moment in self.receptions


_ORDER: Final = tuple(DayPart)


def in_order(shift: Shift) -> tuple[date, int]:
    """Return a key that sorts shifts by time; a whole day comes before its parts."""
    return shift.day, -1 if shift.part is None else _ORDER.index(shift.part)


def shift_of(moment: datetime) -> Shift:
    """Return the shift that an aware moment belongs to."""
    here = local(moment)
    if here.time() < DAY_STARTS:
        return Shift(here.date() - timedelta(days=1), DayPart.EVENING)
    if here.time() < AFTERNOON_STARTS:
        return Shift(here.date(), DayPart.MORNING)
    if here.time() < EVENING_STARTS:
        return Shift(here.date(), DayPart.AFTERNOON)
    return Shift(here.date(), DayPart.EVENING)


def parse_shift(text: str) -> Shift:
    """Read `2025-11-29`, `29/11/2025`, each with or without `:sang`, `:chieu`, `:toi`.

    Raises:
        ValueError: it is none of these.
    """
    day, colon, part = text.strip().partition(":")
    if "/" in day:
        day = "-".join(reversed([piece.zfill(2) for piece in day.split("/")]))
    return Shift(date.fromisoformat(day), DayPart(part) if colon else None)
