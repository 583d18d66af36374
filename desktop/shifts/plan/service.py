"""The shift plan is looked at, changed shift by shift, repeated for weeks, and undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from desktop.common.clock import Clock
from desktop.common.shifts import Shift
from desktop.common.text import clean
from desktop.security.tags import Tag
from desktop.shifts import store as people_queries
from desktop.shifts.errors import NobodyError, NothingToRepeatError
from desktop.shifts.plan import checking, rules, writing
from desktop.shifts.plan import store as queries
from desktop.shifts.plan.reading import read_turns, read_weeks
from desktop.shifts.plan.views import HERE, Person, PlanChange, Repeated, WeekPlan
from desktop.shifts.plan.writing import PlanAct
from desktop.storage.unit_of_work import Store


class PlanService:
    """Who is to work when and where; who did is read from the log-ins, never typed."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ------------------------------------------------------------ looking

    def week(self, day: date) -> WeekPlan:
        """Return the week that a day lies in."""
        return self.weeks(day, 1)[0]

    def weeks(self, day: date, count: int) -> tuple[WeekPlan, ...]:
        """Return weeks, from the one that a day lies in.

        Raises:
            PlanError: the count is not between 1 and 26.
        """
        checking.require_weeks(count)
        with self._store.read() as session:
            return read_weeks(session, rules.monday_of(day), count, self._clock.now())

    def is_planned(self, day: date) -> bool:
        """Return whether anybody is planned in the week that a day lies in."""
        monday = rules.monday_of(day)
        with self._store.read() as session:
            return bool(queries.turns_between(session, monday, monday + timedelta(days=6)))

    def staffed(self, first: date, last: date) -> dict[Shift, int]:
        """Return how many people are planned at this counter on some days, both ends among them.

        Shifts without anybody are absent.
        """
        with self._store.read() as session:
            rows = queries.turns_between(session, first, last)
        return dict(Counter(writing.shift_of_row(row) for row in rows if row.place == HERE))

    def reach(self, day: date) -> int:
        """Return how many weeks, from the one that a day lies in, hold the plan to its end.

        At least one, at most 26.
        """
        with self._store.read() as session:
            last = queries.last_planned(session)
        if last is None:
            return 1
        weeks = (rules.monday_of(last) - rules.monday_of(day)).days // 7 + 1
        return max(1, min(weeks, rules.MOST_WEEKS))

    def named(self, name: str) -> Person:
        """Return the one person of this name who works here.

        Raises:
            NobodyError: nobody does, or several do.
        """
        with self._store.read() as session:
            row = people_queries.active_named(session, clean(name))
        if row is None:
            raise NobodyError(clean(name))
        return Person(row.full_name, row.id)

    # ------------------------------------------------------------ changing

    def set_turns(
        self, shift: Shift, place: str, people: Sequence[Person], *, actor: str
    ) -> PlanChange:
        """Plan these people, and nobody else, for one shift at one place.

        Somebody who is planned at another place in the same shift is planned twice; the plan says
        so and keeps both.

        Args:
            shift: a part of a day that is not over.
            place: `HERE`, or what the office calls the place.
            people: operators, or others by name; nobody empties the shift.
            actor: who plans.

        Raises:
            PlanError: it cannot be planned like that; nothing was changed.
            NobodyError: an operator does not work here any more.
        """
        now = self._clock.now()
        checking.require_plannable(shift, now)
        with self._store.write() as session:
            act = PlanAct.begin(session, actor, now)
            place = checking.checked_place(session, place)
            known = {
                row.person_key: row
                for row in queries.turns_between(session, shift.day, shift.day)
                if row.part == shift.part and row.place == place
            }
            wanted = checking.checked_people(session, people, known)
            change = writing.replace_turns(act, shift, place, wanted, known)
            checking.require_room(session, rules.monday_of(shift.day))
            act.note(Tag.SHIFT_PLAN_SET, shift.code, change)
        return change

    def repeat(
        self, first: date, *, onto: date, weeks: int, pattern: int = 1, actor: str
    ) -> Repeated:
        """Plan later weeks as earlier ones; nobody is taken out of the plan by it.

        Turns are left out on days that are holidays while the day they come from was none, for
        people who do not work here any more, and in shifts that are over.

        Args:
            first: a day of the first week of the pattern.
            onto: a day of the first week to be filled.
            weeks: how many weeks are filled.
            pattern: how many weeks the pattern has; two for teams that take turns.
            actor: who plans.

        Raises:
            NothingToRepeatError: nobody is planned in the pattern.
            PlanError: it reaches too far; nothing was changed.
        """
        now = self._clock.now()
        first, onto = rules.monday_of(first), rules.monday_of(onto)
        checking.require_weeks(weeks)
        checking.require_weeks(pattern)
        checking.require_near(onto + timedelta(days=7 * weeks - 1), now)
        with self._store.write() as session:
            act = PlanAct.begin(session, actor, now)
            people = {row.id: row for row in queries.every_operator(session)}
            until = first + timedelta(days=7 * pattern - 1)
            source = read_turns(session, first, until, people)
            if not source:
                raise NothingToRepeatError(first, pattern)
            filled = rules.copies(source, first, pattern, onto, weeks)
            found = writing.copy_turns(act, filled, people)
            for week in range(weeks):
                checking.require_room(session, onto + timedelta(weeks=week))
            act.note(Tag.SHIFT_PLAN_REPEATED, onto.isoformat(), found.change)
        return found

    def undo(self, change: PlanChange, *, actor: str) -> PlanChange:
        """Take a change back, as far as shifts are not over; return what that changed.

        What somebody planned in the meantime stays.
        """
        with self._store.write() as session:
            act = PlanAct.begin(session, actor, self._clock.now())
            people = {row.id: row for row in queries.every_operator(session)}
            undone = writing.undo_change(act, change, people)
            act.note(Tag.SHIFT_PLAN_UNDONE, "", undone)
        return undone
