"""Weeks of the plan as they stand: who is planned, what is wrong, who came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from desktop.common.shifts import DayPart, Shift, in_order
from desktop.common.text import fold
from desktop.common.vocabulary import ShiftKind
from desktop.models import Operator, PlannedTurn
from desktop.security import store as trail
from desktop.security.operators.rows import open_lock
from desktop.shifts.calendar import Calendar, calendar_of
from desktop.shifts.plan import rules
from desktop.shifts.plan import store as queries
from desktop.shifts.plan.views import HERE, Person, PlanDay, Seen, Slot, Turn, WeekPlan
from desktop.storage.unit_of_work import Session

_OFF = (ShiftKind.WEEKEND, ShiftKind.HOLIDAY)


class Calendars:
    """The calendar of every year that is asked for, each read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._years: dict[int, Calendar] = {}

    def of(self, day: date) -> Calendar:
        """Return the calendar of a day's year."""
        known = self._years.get(day.year)
        if known is None:
            known = self._years[day.year] = calendar_of(self._session, day)
        return known

    def kind_of(self, shift: Shift) -> ShiftKind:
        """Return what a shift counts as."""
        return self.of(shift.day).kind_of(shift)


@dataclass(frozen=True)
class _Around:
    """What all days of some weeks are read with."""

    calendars: Calendars
    turns: Mapping[Shift, tuple[Turn, ...]]
    seen: Mapping[Shift, Mapping[UUID, Seen]]
    gone: frozenset[UUID]
    locked: frozenset[UUID]
    now: datetime


def read_weeks(session: Session, first: date, count: int, now: datetime) -> tuple[WeekPlan, ...]:
    """Return weeks of the plan.

    Args:
        session: the caller's own transaction.
        first: Monday of the first week.
        count: how many weeks.
        now: what is over by then is held against the log-ins.
    """
    people = {row.id: row for row in queries.every_operator(session)}
    last = first + timedelta(days=7 * count - 1)
    around = _Around(
        Calendars(session),
        _by_shift(read_turns(session, first, last, people)),
        _attendance(session, first, last, people, now),
        frozenset(key for key, row in people.items() if not row.is_active),
        frozenset(key for key, row in people.items() if open_lock(row, now) is not None),
        now,
    )
    station, known = trail.station_of(session).code, queries.places(session)
    weeks = []
    for number in range(count):
        monday = first + timedelta(weeks=number)
        days = tuple(_day(monday + timedelta(days=step), around) for step in range(7))
        used = {turn.place for day in days for slot in day.slots for turn in slot.turns}
        places = tuple(sorted({HERE, *used}, key=fold))
        other = tuple(place for place in known if place not in used)
        weeks.append(_judged(WeekPlan(monday, station, places, other, days)))
    return tuple(weeks)


def read_turns(
    session: Session, first: date, last: date, people: Mapping[UUID, Operator]
) -> tuple[Turn, ...]:
    """Return the turns of some days as they are planned: by shift, place, and then in order."""
    found = [as_turn(row, people) for row in queries.turns_between(session, first, last)]
    return tuple(sorted(found, key=lambda turn: (in_order(turn.shift), fold(turn.place))))


def as_turn(row: PlannedTurn, people: Mapping[UUID, Operator]) -> Turn:
    """Return a row as a turn of which nothing more is known."""
    name = people[row.operator_id].full_name if row.operator_id else row.name
    shift = Shift(date.fromisoformat(row.day), DayPart(row.part))
    return Turn(row.id, shift, row.place, Person(name, row.operator_id))


def _by_shift(turns: Iterable[Turn]) -> dict[Shift, tuple[Turn, ...]]:
    found: dict[Shift, tuple[Turn, ...]] = {}
    for turn in turns:
        found[turn.shift] = (*found.get(turn.shift, ()), turn)
    return found


def _attendance(
    session: Session,
    first: date,
    last: date,
    people: Mapping[UUID, Operator],
    now: datetime,
) -> Mapping[Shift, Mapping[UUID, Seen]]:
    """Return who worked; weeks that have not begun are not looked up in the trail."""
    start, end = rules.starts_at(first), rules.starts_at(last + timedelta(days=1))
    if now < start:
        return {}
    names = {key: row.full_name for key, row in people.items()}
    acts, before = queries.acts_between(session, start, end, set(names.values()))
    seat = next((key for key in names if str(key) == before), None)
    return rules.attendance(acts, names, seat)


def _day(day: date, around: _Around) -> PlanDay:
    slots = tuple(_slot(shift, around) for shift in rules.shifts_of(day))
    return PlanDay(day, around.calendars.of(day).name_of(day), slots[0].kind in _OFF, slots)


def _slot(shift: Shift, around: _Around) -> Slot:
    over = rules.is_over(shift, around.now)
    turns = rules.with_troubles(around.turns.get(shift, ()), around.gone, around.locked, around.now)
    told, unplanned = rules.compared(turns, around.seen.get(shift, {}), over=over)
    return Slot(shift, around.calendars.kind_of(shift), over, told, unplanned)


def _judged(week: WeekPlan) -> WeekPlan:
    """Return a week that knows which shifts lack somebody; one without any turn says it once."""
    if week.is_empty:
        return week
    days = tuple(
        replace(
            day,
            slots=tuple(replace(slot, lacks=rules.lacks_somebody(slot)) for slot in day.slots),
        )
        for day in week.days
    )
    return replace(week, days=days)
