"""Which days are holidays here: the public ones, and what the office keeps otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.shifts import DayPart, Shift
from desktop.common.text import clean
from desktop.common.vocabulary import DayKind, ShiftKind
from desktop.models import CalendarDay
from desktop.security import store as trail
from desktop.security.tags import Tag
from desktop.shifts import rules
from desktop.shifts import store as queries
from desktop.shifts.errors import DayError
from desktop.shifts.public_holidays import public_holidays
from desktop.shifts.views import CalendarRow
from desktop.storage.unit_of_work import Session, Store

_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_LONGEST = 80


@dataclass(frozen=True)
class Calendar:
    """The days of one year as they hold at this office.

    Attributes:
        holidays: the public holidays and their names.
        overrides: days the office keeps otherwise.
        names: what the office wrote about those.
    """

    holidays: Mapping[date, str]
    overrides: Mapping[date, DayKind]
    names: Mapping[date, str]

    def kind_of(self, part: Shift) -> ShiftKind:
        """Return what a shift counts as."""
        return rules.kind_of(part, self.holidays, self.overrides)

    def name_of(self, day: date) -> str:
        """Return the name of a holiday that holds, "" for other days."""
        override = self.overrides.get(day)
        if override is DayKind.WORKING:
            return ""
        return self.names.get(day) or self.holidays.get(day, "")


def calendar_of(session: Session, day: date) -> Calendar:
    """Return the calendar of a day's year, in the caller's own transaction."""
    rows = queries.calendar_days(session)
    return Calendar(
        public_holidays(day.year),
        {date.fromisoformat(row.day): DayKind(row.kind) for row in rows},
        {date.fromisoformat(row.day): row.name for row in rows},
    )


class CalendarService:
    """The holiday table, which the office can change; every change is on record."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def year(self, year: int) -> tuple[CalendarRow, ...]:
        """Return the holidays of a year and the days the office keeps otherwise, in order.

        Raises:
            DayError: the calendar does not know such a year.
        """
        _require_known(year)
        with self._store.read() as session:
            found = calendar_of(session, date(year, 1, 1))
        days = {*found.holidays, *(day for day in found.overrides if day.year == year)}
        return tuple(
            CalendarRow(
                day=day,
                name=found.names.get(day) or found.holidays.get(day, ""),
                is_holiday=found.overrides.get(day) is not DayKind.WORKING,
                override=found.overrides.get(day),
            )
            for day in sorted(days)
        )

    def days_off(self, first: date, last: date) -> frozenset[date]:
        """Return the weekends and holidays of some days, both ends among them."""
        found = set()
        with self._store.read() as session:
            calendars = {
                year: calendar_of(session, date(year, 1, 1))
                for year in range(first.year, last.year + 1)
            }
        for number in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(number)
            kind = calendars[day.year].kind_of(Shift(day, DayPart.MORNING))
            if kind in {ShiftKind.WEEKEND, ShiftKind.HOLIDAY}:
                found.add(day)
        return frozenset(found)

    def keep(self, day: date, kind: DayKind, name: str, *, actor: str) -> None:
        """Keep a day otherwise than the public calendar.

        Args:
            day: the day.
            kind: a working day (moved to a weekend, say), or a holiday.
            name: why, as people will read it.
            actor: who says so.

        Raises:
            DayError: the calendar does not know such a year, or no reason was given.
        """
        _require_known(day.year)
        name = clean(name)[:_LONGEST]
        if not name:
            raise DayError(
                tr("Chưa ghi lý do."), tr("Ghi theo văn bản nào, hoặc ngày gì, rồi làm lại.")
            )
        now = self._clock.now()
        with self._store.write() as session:
            queries.put_calendar_day(
                session,
                CalendarDay(
                    day=day.isoformat(), kind=kind.value, name=name, set_at=now, set_by=actor
                ),
            )
            trail.record(
                session,
                Tag.CALENDAR_DAY_SET,
                at=now,
                actor=actor,
                target=day.isoformat(),
                detail={"kind": kind.value},
            )

    def forget(self, day: date, *, actor: str) -> None:
        """Let the public calendar hold again for a day; nothing happens when it holds already."""
        now = self._clock.now()
        with self._store.write() as session:
            if queries.drop_calendar_day(session, day):
                trail.record(
                    session,
                    Tag.CALENDAR_DAY_CLEARED,
                    at=now,
                    actor=actor,
                    target=day.isoformat(),
                )


def _require_known(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise DayError(
            tr("Không có lịch của năm {year}.").format(year=year),
            tr("Ghi năm từ {first} đến {last}.").format(first=_FIRST_YEAR, last=_LAST_YEAR),
        )
