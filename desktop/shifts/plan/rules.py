"""Weeks, clashes, and the plan against what the log-ins say. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from desktop.common.clock import VIETNAM
from desktop.common.shifts import DAY_STARTS, DayPart, Shift, in_order, shift_of
from desktop.common.text import clean
from desktop.common.vocabulary import ShiftKind
from desktop.shifts.plan.views import HERE, Person, Presence, Seen, Slot, Trouble, Turn

MOST_PEOPLE: Final = 12
"""People in one shift at one place."""

MOST_PLACES: Final = 6
"""Places of one week, this counter among them: what one sheet on the wall can show."""

MOST_AHEAD: Final = timedelta(days=366)
MOST_WEEKS: Final = 26
"""Weeks that are filled by repeating, or written into one file."""

LONGEST_NAME: Final = 60
_NEEDS_SOMEBODY: Final = (DayPart.MORNING, DayPart.AFTERNOON)


@dataclass(frozen=True)
class Act:
    """An audit event as the attendance needs it.

    Attributes:
        at: when.
        actor: a full name; of a log-in the operator's key.
        logged_in: whether it is a log-in.
    """

    at: datetime
    actor: str
    logged_in: bool = False


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def shifts_of(day: date) -> tuple[Shift, ...]:
    """Return the shifts of one day in their order."""
    return tuple(Shift(day, part) for part in DayPart)


def starts_at(day: date) -> datetime:
    """Return the moment from which work belongs to a day."""
    return datetime.combine(day, DAY_STARTS, VIETNAM)


def is_over(shift: Shift, now: datetime) -> bool:
    """Return whether a shift has ended."""
    return in_order(shift) < in_order(shift_of(now))


def person_key(person: Person) -> str:
    """Return what makes two plannings the same person."""
    return str(person.operator_id or clean(person.name).casefold())


# ---------------------------------------------------------------- what is wrong


def with_troubles(
    turns: Sequence[Turn], gone: Iterable[UUID], locked: Iterable[UUID], now: datetime
) -> tuple[Turn, ...]:
    """Return the turns of one shift with what is wrong with each.

    Args:
        turns: of one shift, at all places.
        gone: operators who do not work here any more.
        locked: operators whom wrong tries keep out at present.
        now: a lock matters only to the shift that is under way.
    """
    times = Counter(person_key(turn.person) for turn in turns)
    out, shut = set(gone), set(locked)
    marked = []
    for turn in turns:
        if is_over(turn.shift, now):
            marked.append(turn)
            continue
        found = []
        if times[person_key(turn.person)] > 1:
            found.append(Trouble.TWICE)
        if turn.person.operator_id in out:
            found.append(Trouble.GONE)
        elif turn.person.operator_id in shut and turn.shift == shift_of(now):
            found.append(Trouble.LOCKED)
        marked.append(replace(turn, troubles=tuple(found)))
    return tuple(marked)


def lacks_somebody(slot: Slot) -> bool:
    """Return whether a shift of a working day's office hours has nobody.

    Evenings, weekends and holidays are worked only where somebody is planned.
    """
    needed = slot.kind is ShiftKind.DAY and slot.shift.part in _NEEDS_SOMEBODY
    return needed and not slot.is_over and not slot.turns


# ---------------------------------------------------------------- who worked


def attendance(
    acts: Iterable[Act], names: Mapping[UUID, str], seat: UUID | None = None
) -> dict[Shift, dict[UUID, Seen]]:
    """Return who worked in which shift, from the audit trail alone.

    Whoever logs in has the counter until somebody else does. Each log-in, and each act of who has
    the counter, lies in one shift; so a person is in a shift once, however often they came back.

    Args:
        acts: in the order of the trail, which a clock that was put back cannot change.
        names: of everybody who ever worked here.
        seat: who had the counter before the first act.
    """
    found: dict[Shift, dict[UUID, Seen]] = {}
    by_key = {str(key): key for key in names}
    for act in acts:
        if act.logged_in:
            seat = by_key.get(act.actor)
        if seat is None or not (act.logged_in or names.get(seat) == act.actor):
            continue
        people = found.setdefault(shift_of(act.at), {})
        known = people.get(seat)
        if known is None:
            people[seat] = Seen(seat, names[seat], act.at, act.at)
        else:
            people[seat] = replace(
                known, first_at=min(known.first_at, act.at), last_at=max(known.last_at, act.at)
            )
    return found


def compared(
    turns: Sequence[Turn], seen: Mapping[UUID, Seen], *, over: bool
) -> tuple[tuple[Turn, ...], tuple[Seen, ...]]:
    """Hold the turns of one shift against who worked in it.

    Args:
        turns: of one shift, at all places.
        seen: who worked at this counter in it.
        over: whether it has ended; before that nobody is missing.

    Returns:
        The turns with what became of them, and who came without being planned here. Everybody of
        `seen` is in exactly one of the two.
    """
    left = dict(seen)
    told = []
    for turn in turns:
        key = turn.person.operator_id
        if turn.place != HERE or key is None:
            presence = Presence.UNKNOWN if over else Presence.COMING
            told.append(replace(turn, presence=presence))
        elif key in left:
            told.append(replace(turn, presence=Presence.CAME, seen=left.pop(key)))
        else:
            presence = Presence.MISSED if over else Presence.COMING
            told.append(replace(turn, presence=presence))
    elsewhere = {turn.person.operator_id: turn.place for turn in turns if turn.place != HERE}
    unplanned = tuple(
        replace(one, planned_at=elsewhere.get(one.operator_id, "")) for one in left.values()
    )
    return tuple(told), unplanned


# ---------------------------------------------------------------- repeating


def copies(
    turns: Iterable[Turn], first: date, pattern: int, onto: date, weeks: int
) -> Iterable[tuple[Turn, Shift]]:
    """Yield each turn of a pattern of weeks with every shift it is repeated in.

    Args:
        turns: of the pattern.
        first: Monday of the pattern.
        pattern: its length in weeks.
        onto: Monday of the first week to be filled.
        weeks: how many weeks are filled; the last round may be cut.
    """
    ordered = list(turns)
    for week in range(weeks):
        source = first + timedelta(weeks=week % pattern)
        span = (onto + timedelta(weeks=week)) - source
        for turn in ordered:
            if monday_of(turn.shift.day) == source:
                yield turn, Shift(turn.shift.day + span, turn.shift.part)
