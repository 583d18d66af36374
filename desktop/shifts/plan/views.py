"""The shift plan as callers see it: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from desktop.common.shifts import Shift
from desktop.common.vocabulary import ShiftKind

HERE = ""
"""The place of a turn at this counter."""


class Presence(StrEnum):
    """What became of a planned turn; the log-ins say it, nobody types it."""

    COMING = "coming"
    CAME = "came"
    MISSED = "missed"
    UNKNOWN = "unknown"


class Trouble(StrEnum):
    """What is wrong with a planned turn."""

    TWICE = "twice"
    GONE = "gone"
    LOCKED = "locked"


@dataclass(frozen=True)
class Person:
    """Somebody who can be planned.

    Attributes:
        name: full name.
        operator_id: None for somebody who has no account at this counter.
    """

    name: str
    operator_id: UUID | None = None


@dataclass(frozen=True)
class Seen:
    """Somebody who logged in and worked in a shift: the first and the last sign of them.

    Attributes:
        operator_id: who.
        name: full name.
        first_at: the log-in, or the first act after one that began in the shift before.
        last_at: the last log-in or act.
        planned_at: where the plan had them instead, "" where it had them nowhere else.
    """

    operator_id: UUID
    name: str
    first_at: datetime
    last_at: datetime
    planned_at: str = ""

    @property
    def minutes(self) -> int:
        """Whole minutes from the first to the last sign."""
        return int((self.last_at - self.first_at).total_seconds()) // 60


@dataclass(frozen=True)
class Turn:
    """One person planned for one shift at one place.

    Attributes:
        place: `HERE`, or what the office calls the place.
        presence: what became of it.
        seen: their time at this counter; None unless they came.
        troubles: what is wrong with it; empty once the shift is over.
    """

    id: UUID
    shift: Shift
    place: str
    person: Person
    presence: Presence = Presence.COMING
    seen: Seen | None = None
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True)
class Slot:
    """One part of one day: who is planned, who came without being planned.

    Attributes:
        shift: which.
        kind: what a shift then counts as.
        is_over: whether it has ended.
        turns: everybody who is planned, at all places, in the order of places and of planning.
        unplanned: who worked at this counter and was not planned for it.
        lacks: whether somebody should be planned, and nobody is.
    """

    shift: Shift
    kind: ShiftKind
    is_over: bool = False
    turns: tuple[Turn, ...] = ()
    unplanned: tuple[Seen, ...] = ()
    lacks: bool = False

    def at(self, place: str) -> tuple[Turn, ...]:
        """Return who is planned at one place."""
        return tuple(turn for turn in self.turns if turn.place == place)


@dataclass(frozen=True)
class PlanDay:
    """One day of the plan: its shifts in their order, and the holiday, if it is one."""

    day: date
    holiday: str
    is_off: bool
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class WeekPlan:
    """One week, Monday to Sunday.

    Attributes:
        monday: its first day.
        station: code of this counter.
        places: every place of the week, this counter first.
        known_places: other places that were ever planned, to be offered.
        days: seven.
    """

    monday: date
    station: str
    places: tuple[str, ...]
    known_places: tuple[str, ...]
    days: tuple[PlanDay, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All shifts of the week in their order."""
        return tuple(slot for day in self.days for slot in day.slots)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Everybody who is planned, in order."""
        return tuple(turn for slot in self.slots for turn in slot.turns)

    @property
    def is_empty(self) -> bool:
        """Whether nobody is planned in the whole week."""
        return not self.turns

    def slot(self, shift: Shift) -> Slot:
        """Return one shift of the week.

        Raises:
            KeyError: it is not of this week.
        """
        for slot in self.slots:
            if slot.shift == shift:
                return slot
        raise KeyError(shift.code)


@dataclass(frozen=True)
class PlanChange:
    """What one change put into the plan and took out of it, so that it can be undone."""

    added: tuple[UUID, ...] = ()
    removed: tuple[UUID, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether the plan already was like that."""
        return not self.added and not self.removed


@dataclass(frozen=True)
class Repeated:
    """What came of repeating weeks.

    Attributes:
        change: what was put in; repeating takes nothing out.
        already: turns that stood there before.
        holidays: days that were left free because they are holidays.
        gone: names of people who do not work here any more and were left out.
    """

    change: PlanChange
    already: int = 0
    holidays: tuple[date, ...] = ()
    gone: tuple[str, ...] = ()
