"""A slot that somebody chooses the day and time of: where it fits, and why it does not. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.campaign.schedule.errors import (
    OutsideHoursError,
    SlotInPastError,
    SlotTakenError,
    SlotTwiceError,
)
from desktop.campaign.schedule.rules import Seat, Slot, Waiting, Window


@dataclass(frozen=True)
class Wish:
    """Where a slot should go.

    Attributes:
        start: minutes since midnight; None for the time it has, else the first that is free.
        counters: that the cell gets; None for all that are open then.
    """

    day: date
    start: int | None = None
    counters: int | None = None


@dataclass(frozen=True)
class Room:
    """What a wish is measured against.

    Attributes:
        windows: opening hours from today on, in the order of time.
        others: slots that stay, without the one that is moved.
        minutes: that one person takes at one counter.
        today: nothing is put before tomorrow.
    """

    windows: Sequence[Window]
    others: Sequence[Slot]
    minutes: int
    today: date

    def used(self, day: date, start: int, end: int) -> int:
        """Return how many counters are taken at the fullest moment of a stretch."""
        there = [slot for slot in self.others if slot.overlaps(day, start, end)]
        moments = {start, *(slot.start for slot in there if slot.start > start)}
        return max(
            sum(slot.counters for slot in there if slot.start <= moment < slot.end)
            for moment in moments
        )


def moved(slot: Slot, wish: Wish, room: Room) -> Slot:
    """Return a slot at another place; its people keep their order.

    Raises:
        SlotInPastError: the day is today or past.
        OutsideHoursError: nobody is there then, or for so long.
        SlotTwiceError: the cell has a slot then.
        SlotTakenError: other cells have the counters.
    """
    start, end, counters = _fit(slot.cell, slot.people, wish, room, as_before=slot.start)
    seats = tuple(
        Seat(start + place // counters * room.minutes, seat.member_id)
        for place, seat in enumerate(sorted(slot.seats))
    )
    return replace(
        slot,
        day=wish.day,
        start=start,
        end=end,
        counters=counters,
        seats=tuple(sorted(seats)),
        is_told=False,
        is_by_hand=True,
        id=None,
    )


def placed(cell: str, people: Iterable[Waiting], wish: Wish, room: Room) -> Slot:
    """Return a new slot for people of a cell; those with priority come first.

    Raises:
        SlotInPastError: the day is today or past.
        OutsideHoursError: nobody is there then, or for so long.
        SlotTwiceError: the cell has a slot then.
        SlotTakenError: other cells have the counters.
    """
    ordered = sorted(people, key=lambda one: (not one.has_priority, one.order, one.member_id.int))
    start, end, counters = _fit(cell, len(ordered), wish, room)
    seats = [
        Seat(start + place // counters * room.minutes, one.member_id)
        for place, one in enumerate(ordered)
    ]
    return Slot(
        cell, wish.day, start, end, counters, tuple(sorted(seats)), is_told=False, is_by_hand=True
    )


def _fit(
    cell: str, people: int, wish: Wish, room: Room, *, as_before: int | None = None
) -> tuple[int, int, int]:
    """Return start, end and counters of a stretch that fits the wish."""
    if wish.day <= room.today:
        raise SlotInPastError(wish.day)
    opened = [one for one in room.windows if one.day == wish.day]
    if not opened:
        raise OutsideHoursError(wish.day, ())
    if wish.start is not None:
        return _at(cell, people, wish, wish.start, room)
    for start in (as_before, *_starts(wish.day, opened, room)):
        if start is None:
            continue
        found = _stretch(people, wish, start, room)
        if found is not None and not _trouble(cell, wish.day, found, room):
            return found
    start = opened[0].start if as_before is None else as_before
    return _at(cell, people, wish, start, room)


def _at(cell: str, people: int, wish: Wish, start: int, room: Room) -> tuple[int, int, int]:
    """Return the stretch that begins at a minute, or raise what stands against it."""
    found = _stretch(people, wish, start, room)
    if found is None:
        hours = [(one.start, one.end) for one in room.windows if one.day == wish.day]
        counters = wish.counters or max(one.counters for one in room.windows if one.day == wish.day)
        raise OutsideHoursError(wish.day, hours, people, -(-people // counters) * room.minutes)
    there = _trouble(cell, wish.day, found, room)
    if any(slot.cell == cell for slot in there):
        raise SlotTwiceError(wish.day, there[0].start, there[0].end)
    if there:
        free = (_stretch(people, wish, one, room) for one in _starts(wish.day, room.windows, room))
        later = [one[0] for one in free if one and not _trouble(cell, wish.day, one, room)]
        raise SlotTakenError(there[0], later[0] if later else None)
    return found


def _stretch(people: int, wish: Wish, start: int, room: Room) -> tuple[int, int, int] | None:
    """Return start, end and counters within one opening; None where they do not fit."""
    for window in room.windows:
        if window.day != wish.day or not window.start <= start < window.end:
            continue
        counters = wish.counters or window.counters
        end = start + -(-people // counters) * room.minutes
        if counters <= window.counters and end <= window.end:
            return start, end, counters
    return None


def _trouble(cell: str, day: date, found: tuple[int, int, int], room: Room) -> list[Slot]:
    """Return the slots that stand against a stretch: those of the cell itself lead."""
    start, end, counters = found
    there = [slot for slot in room.others if slot.overlaps(day, start, end)]
    own = [slot for slot in there if slot.cell == cell]
    if own:
        return own
    open_then = max(
        one.counters for one in room.windows if one.day == day and one.start <= start < one.end
    )
    return there if room.used(day, start, end) + counters > open_then else []


def _starts(day: date, windows: Iterable[Window], room: Room) -> list[int]:
    """Return the minutes at which something could begin: openings, and ends of other slots."""
    ends = {slot.end for slot in room.others if slot.day == day}
    return sorted({one.start for one in windows if one.day == day} | ends)
