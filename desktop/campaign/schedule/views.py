"""The schedule as callers see it: frozen values, no rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from desktop.campaign.schedule.rules import Slot, Waiting, Window
from desktop.common.figures import Forecast
from desktop.common.shifts import DayPart


@dataclass(frozen=True)
class Hours:
    """What a day of this point can take.

    Attributes:
        counters: at which people are served side by side.
        parts: from and until in minutes since midnight.
        minutes: planned for one person.
        measured: how many people these minutes were measured on; 0 while they are assumed.
    """

    counters: int
    parts: Mapping[DayPart, tuple[int, int]]
    minutes: int
    measured: int


@dataclass(frozen=True)
class CellRow:
    """One cell of the schedule.

    Attributes:
        cell: as the list names it, empty for people without one.
        eligible: people of the denominator.
        received: of them, those whose record was received.
        over: places that were planned until now, of slots that are still in the plan.
        ahead: people still awaited who have a place.
        slots: all of them, past ones too, in the order of time.
        deadline: its own, or that of the campaign.
    """

    cell: str
    eligible: int
    received: int
    over: int
    ahead: int
    slots: tuple[Slot, ...]
    deadline: date | None

    @property
    def remaining(self) -> int:
        """People who still have to come."""
        return self.eligible - self.received

    @property
    def without(self) -> int:
        """People who still have to come and have no place."""
        return self.remaining - self.ahead

    def ahead_of(self, today: date) -> tuple[Slot, ...]:
        """Return its slots from tomorrow on."""
        return tuple(slot for slot in self.slots if slot.day > today)

    def is_told(self, today: date) -> bool:
        """Return whether it has slots ahead and was told of all of them."""
        ahead = self.ahead_of(today)
        return bool(ahead) and all(slot.is_told for slot in ahead)

    @property
    def is_behind(self) -> bool:
        """Whether it had its turn, and not all who should have come did."""
        return self.without > 0 and self.over > 0

    @property
    def finish(self) -> date | None:
        """The last planned day; None without one."""
        return self.slots[-1].day if self.slots else None

    @property
    def is_late(self) -> bool:
        """Whether its last slot comes after its deadline."""
        return bool(
            self.remaining and self.deadline and self.finish and self.finish > self.deadline
        )


@dataclass(frozen=True)
class Board:
    """The schedule as it stands.

    Attributes:
        today: at the province.
        minute: of the day.
        cells: those whose turn comes first lead; those without a slot come last.
        windows: opening hours from today on, as far as the schedule reaches and two weeks more.
        finish: the last day if everybody comes as planned; None while somebody has no place.
        capacity: people a working day can take.
        forecast: what the pace of the last days says instead.
    """

    today: date
    minute: int
    cells: tuple[CellRow, ...]
    windows: tuple[Window, ...]
    hours: Hours
    deadline: date | None
    finish: date | None
    capacity: int
    working_days_left: int | None
    forecast: Forecast

    @property
    def behind(self) -> tuple[CellRow, ...]:
        """Cells that had their turn and are not done."""
        return tuple(row for row in self.cells if row.is_behind)

    @property
    def without(self) -> int:
        """People who have no place."""
        return sum(max(0, row.without) for row in self.cells)

    @property
    def remaining(self) -> int:
        """People who still have to come."""
        return sum(row.remaining for row in self.cells)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever planned."""
        return not any(row.slots for row in self.cells)

    @property
    def needed(self) -> int | None:
        """People each working day until the deadline; None without a deadline, or after it."""
        if not self.working_days_left:
            return None
        return -(-self.remaining // self.working_days_left)

    def seats_on(self, day: date) -> int:
        """Return how many people one day can take."""
        return sum(
            (one.end - one.start) // self.hours.minutes * one.counters
            for one in self.windows
            if one.day == day
        )


@dataclass(frozen=True)
class CellChange:
    """What a proposal changes for one cell: its slots from tomorrow on, before and after."""

    cell: str
    before: tuple[Slot, ...]
    after: tuple[Slot, ...]


@dataclass(frozen=True)
class Proposal:
    """A schedule that was worked out and is not in force yet.

    Attributes:
        added: slots that come in.
        removed: keys of slots that go out.
        made_from: keys of every slot it was made from; another schedule by then refuses it.
        changes: cell by cell, only those that change.
        without: people for whom there is no time.
        finish: its last day; None when it has none.
    """

    added: tuple[Slot, ...]
    removed: tuple[UUID, ...]
    made_from: frozenset[UUID]
    changes: tuple[CellChange, ...]
    without: tuple[Waiting, ...]
    finish: date | None

    @property
    def is_nothing(self) -> bool:
        """Whether the schedule stays as it is."""
        return not self.added and not self.removed


@dataclass(frozen=True)
class ScheduleChange:
    """What a change did, so that it can be taken back.

    Attributes:
        added: keys of rows that came in.
        removed: keys of rows that went out.
    """

    added: tuple[UUID, ...] = ()
    removed: tuple[UUID, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing changed."""
        return not self.added and not self.removed
