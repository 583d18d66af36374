"""The planner: people, opening hours and what is fixed already become slots. Pure.

A slot is a stretch of one day that one cell has to itself, at all counters that are open. It is
made of rounds: in one round every counter takes one person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from desktop.common.clock import local
from desktop.common.dates import PartialDate
from desktop.common.shifts import DayPart, Shift

DEFAULT_MINUTES: Final = 6
"""Minutes each person takes until enough were measured: five at the counter and one to change."""

CHANGEOVER: Final = 1
"""Minutes between two people, which the measured time does not hold."""

ENOUGH_MEASURED: Final = 20
LEAST_SLOT: Final = 30
"""A cell is not called for less than this, in minutes, unless all its people fit in."""

MOST_DAYS: Final = 183
OLD_AGE: Final = 70
LONG_IN_PARTY: Final = 50


class Window(NamedTuple):
    """A stretch of a day in which counters are open; minutes since midnight."""

    day: date
    start: int
    end: int
    counters: int


@dataclass(frozen=True)
class Waiting:
    """Somebody of the denominator who has not been received.

    Attributes:
        order: what name lists are sorted by.
        has_priority: comes early in the day.
    """

    member_id: UUID
    cell: str
    order: str = ""
    has_priority: bool = False


class Seat(NamedTuple):
    """When one person is asked to come; minutes since midnight."""

    minute: int
    member_id: UUID


@dataclass(frozen=True)
class Slot:
    """A stretch of one day that a cell has to itself.

    Attributes:
        seats: in the order of time, then of the keys of people.
        is_told: the cell was told of it.
        is_by_hand: somebody chose its day and time.
        id: of the stored row; None for one that is proposed.
    """

    cell: str
    day: date
    start: int
    end: int
    counters: int
    seats: tuple[Seat, ...]
    is_told: bool = False
    is_by_hand: bool = False
    id: UUID | None = field(default=None, compare=False)

    @property
    def people(self) -> int:
        """How many are asked to come."""
        return len(self.seats)

    @property
    def is_fixed(self) -> bool:
        """Whether a replan leaves it as it is."""
        return self.is_told or self.is_by_hand

    def began(self, now: tuple[date, int]) -> bool:
        """Return whether it has begun by a day and minute."""
        return (self.day, self.start) <= now

    def is_over(self, now: tuple[date, int]) -> bool:
        """Return whether it has ended by a day and minute."""
        return (self.day, self.end) <= now

    def overlaps(self, day: date, start: int, end: int) -> bool:
        """Return whether it shares a minute with a stretch of a day."""
        return self.day == day and self.start < end and start < self.end


def with_only(slot: Slot, people: Collection[UUID]) -> Slot:
    """Return a slot with only the places of some people."""
    return replace(slot, seats=tuple(seat for seat in slot.seats if seat.member_id in people))


@dataclass(frozen=True)
class Facts:
    """Everything a plan follows from.

    Attributes:
        waiting: in any order.
        windows: opening hours from tomorrow on, in the order of time.
        slots: the plan as it stands, past and future.
        now: day and minute.
        minutes: that one person takes at one counter.
        deadlines: last day of cells that have one.
    """

    waiting: Collection[Waiting]
    windows: Sequence[Window]
    slots: Sequence[Slot]
    now: tuple[date, int]
    minutes: int
    deadlines: Mapping[str, date]


@dataclass(frozen=True)
class Draft:
    """A plan that was worked out.

    Attributes:
        slots: that are to stand from tomorrow on, fixed ones among them, in the order of time.
        without: people for whom there is no time within the horizon.
    """

    slots: tuple[Slot, ...]
    without: tuple[Waiting, ...]


def moment_of(now: datetime) -> tuple[date, int]:
    """Return day and minute of an aware moment, as people here read it."""
    here = local(now)
    return here.date(), here.hour * 60 + here.minute


def clock_time(minute: int) -> str:
    """Return a minute of a day as `07:30`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def minutes_each(measured: Sequence[int]) -> int:
    """Return the whole minutes to plan for one person.

    Args:
        measured: seconds of people who were served; too few of them give the default.
    """
    if len(measured) < ENOUGH_MEASURED:
        return DEFAULT_MINUTES
    middle = sorted(measured)[len(measured) // 2]
    return max(1, -(-middle // 60)) + CHANGEOVER


def has_priority(birth_iso: str, joined_iso: str, today: date) -> bool:
    """Return whether somebody comes early in the day: 70 years old, or 50 years in the Party."""
    return _years(birth_iso, today) >= OLD_AGE or _years(joined_iso, today) >= LONG_IN_PARTY


def _years(iso: str, today: date) -> int:
    try:
        since = PartialDate.from_iso(iso)
    except ValueError:
        return 0
    before = (today.month, today.day) < (since.month or 1, since.day or 1)
    return today.year - since.year - before


# ---------------------------------------------------------------- opening hours


def windows(
    first: date,
    days: int,
    hours: Mapping[DayPart, tuple[int, int]],
    counters: int,
    days_off: Collection[date],
    staffed: Mapping[Shift, int],
) -> list[Window]:
    """Return the opening hours of some days.

    Office hours of working days always count; an evening or a day off only where the shift plan
    has somebody. A counter needs somebody: fewer people planned than counters close some of them.

    Args:
        first: the first day.
        days: how many days.
        hours: from and until, in minutes, of each part of a day.
        counters: that this point has.
        days_off: weekends and holidays.
        staffed: people planned at this counter.
    """
    found = []
    for step in range(days):
        day = first + timedelta(days=step)
        for part, (start, end) in hours.items():
            planned = staffed.get(Shift(day, part), 0)
            if planned or not (part is DayPart.EVENING or day in days_off):
                found.append(Window(day, start, end, min(planned or counters, counters)))
    return found


def free(opened: Iterable[Window], taken: Iterable[Slot]) -> list[Window]:
    """Return what is left of opening hours beside slots that stay.

    A slot takes the counters that it has; beside fewer than are open, the others stay free.
    """
    by_day: dict[date, list[Slot]] = {}
    for slot in taken:
        by_day.setdefault(slot.day, []).append(slot)
    found: list[Window] = []
    for window in opened:
        there = [
            slot
            for slot in by_day.get(window.day, ())
            if slot.overlaps(window.day, window.start, window.end)
        ]
        edges = {max(slot.start, window.start) for slot in there}
        edges |= {min(slot.end, window.end) for slot in there}
        marks = sorted({window.start, window.end, *edges})
        for start, end in pairwise(marks):
            used = sum(slot.counters for slot in there if slot.start <= start < slot.end)
            if used >= window.counters:
                continue
            counters = window.counters - used
            last = found[-1] if found else None
            if last and (last.day, last.end, last.counters) == (window.day, start, counters):
                # Slots side by side may end where nothing changes.
                found[-1] = last._replace(end=end)
            else:
                found.append(Window(window.day, start, end, counters))
    return found


# ---------------------------------------------------------------- planning


def draft(facts: Facts) -> Draft:
    """Work the plan out anew: deterministic, and the same whatever order facts come in.

    Slots until tonight and those that are fixed stay. Cells come one after the other: those with a
    nearer deadline first, then as they stood before, then by name.
    """
    today = facts.now[0]
    fixed = [slot for slot in facts.slots if slot.is_fixed and slot.day > today]
    awaited = [slot for slot in facts.slots if slot.day == today and not slot.is_over(facts.now)]
    placed = {seat.member_id for slot in (*fixed, *awaited) for seat in slot.seats}
    by_cell: dict[str, list[Waiting]] = {}
    for one in facts.waiting:
        if one.member_id not in placed:
            by_cell.setdefault(one.cell, []).append(one)
    filler = _Filler(free(facts.windows, fixed), facts.minutes)
    made: list[Slot] = []
    without: list[Waiting] = []
    for cell in in_turn(by_cell, facts):
        slots, left = filler.place(cell, by_cell[cell])
        made += slots
        without += left
    return Draft(tuple(in_order([*fixed, *made])), tuple(without))


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    """Return slots in the order of time."""
    return sorted(slots, key=lambda slot: (slot.day, slot.start, slot.cell))


def in_turn(cells: Iterable[str], facts: Facts) -> list[str]:
    """Return cells in the order in which they come."""
    first: dict[str, tuple[date, int]] = {}
    for slot in facts.slots:
        if not slot.is_fixed or slot.day <= facts.now[0]:
            at = (slot.day, slot.start)
            first[slot.cell] = min(first.get(slot.cell, at), at)
    last = (date.max, 0)

    def key(cell: str) -> tuple[date, tuple[date, int], str]:
        return facts.deadlines.get(cell, date.max), first.get(cell, last), cell

    return sorted(cells, key=key)


class _Filler:
    """Walks through opening hours once and gives each cell what comes next."""

    def __init__(self, opened: list[Window], minutes: int) -> None:
        self._windows = opened
        self._minutes = minutes
        self._at = 0

    def place(self, cell: str, people: Sequence[Waiting]) -> tuple[list[Slot], list[Waiting]]:
        """Return the slots of a cell, and the people for whom there is no time any more."""
        left = len(people)
        empty: list[Slot] = []
        while left and self._at < len(self._windows):
            window = self._windows[self._at]
            rounds = min((window.end - window.start) // self._minutes, -(-left // window.counters))
            fits = rounds * window.counters >= left
            if not rounds or not (fits or window.end - window.start >= LEAST_SLOT):
                self._at += 1
                continue
            end = window.start + rounds * self._minutes
            taken = min(left, rounds * window.counters)
            blanks = tuple(
                Seat(window.start + place // window.counters * self._minutes, _NOBODY)
                for place in range(taken)
            )
            empty.append(Slot(cell, window.day, window.start, end, window.counters, blanks))
            self._windows[self._at] = window._replace(start=end)
            left -= taken
        return seated(empty, people)


_NOBODY: Final = UUID(int=0)


def seated(slots: Sequence[Slot], people: Iterable[Waiting]) -> tuple[list[Slot], list[Waiting]]:
    """Give the places of a cell's slots to its people; return who finds none.

    Those with priority have the places that are earliest in a day, everybody else those that come
    first; both in the order of the list.
    """
    places = [(index, seat.minute) for index, slot in enumerate(slots) for seat in slot.seats]
    ordered = sorted(people, key=lambda one: (not one.has_priority, one.order, one.member_id.int))
    kept, without = ordered[: len(places)], ordered[len(places) :]
    early = sorted(places, key=lambda one: (one[1], one[0]))[
        : sum(one.has_priority for one in kept)
    ]
    rest = _without(places, early)
    filled: list[list[Seat]] = [[] for _ in slots]
    for (index, minute), one in zip([*early, *rest], kept, strict=False):
        filled[index].append(Seat(minute, one.member_id))
    whole = [
        replace(slot, seats=tuple(sorted(seats))) for slot, seats in zip(slots, filled, strict=True)
    ]
    return [slot for slot in whole if slot.seats], without


def _without(
    places: Sequence[tuple[int, int]], taken: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    left = list(places)
    for one in taken:
        left.remove(one)
    return left
