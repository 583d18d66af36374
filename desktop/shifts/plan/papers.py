"""The plan as a sheet for the wall and as a workbook; each one made is in the audit trail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.common.clock import Clock, local, show_date, show_time
from desktop.common.i18n import vi
from desktop.common.settings import OFFICE_NAME, OFFICE_UPPER
from desktop.common.shifts import DayPart, Shift
from desktop.documents.shift_plan import PlanRow, WallPlan, render_wall_plans
from desktop.security import store as trail
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.shifts import words as shift_words
from desktop.shifts.plan import words
from desktop.shifts.plan.service import PlanService
from desktop.shifts.plan.views import HERE, WeekPlan
from desktop.shifts.plan.workbook import write_workbook
from desktop.storage.unit_of_work import Session, Store

if TYPE_CHECKING:
    from desktop.models import Station

_ALWAYS = (DayPart.MORNING, DayPart.AFTERNOON)
"""Rows that stand on the sheet even where nobody is planned: office hours at this counter."""


class PlanPapers:
    """Makes papers and files of the plan."""

    def __init__(
        self, store: Store, clock: Clock, preferences: Preferences, plan: PlanService
    ) -> None:
        self._store = store
        self._clock = clock
        self._preferences = preferences
        self._plan = plan

    def pdf(self, day: date, weeks: int = 1, *, actor: str) -> bytes:
        """Return weeks as a PDF, one A4 each, from the one that a day lies in.

        Raises:
            PlanError: the number of weeks is out of range.
        """
        found = self._plan.weeks(day, weeks)
        with self._store.write() as session:
            station = trail.station_of(session)
            sheets = [self._sheet(week, station) for week in found]
            self._note(session, found, "pdf", actor)
        return render_wall_plans(sheets)

    def workbook(self, day: date, weeks: int = 1, *, actor: str) -> bytes:
        """Return weeks as .xlsx: a sheet as on the wall for each, and all turns as a list.

        Raises:
            PlanError: the number of weeks is out of range.
        """
        found = self._plan.weeks(day, weeks)
        with self._store.write() as session:
            practice = trail.is_practice(session)
            self._note(session, found, "xlsx", actor)
        weeks_shown = [(week, days(week), rows(week)) for week in found]
        return write_workbook(weeks_shown, practice=practice)

    def _note(self, session: Session, found: tuple[WeekPlan, ...], form: str, actor: str) -> None:
        trail.record_shared(
            session,
            Tag.SHIFT_PLAN_WRITTEN,
            at=self._clock.now(),
            actor=actor,
            target=found[0].monday.isoformat(),
            detail={"weeks": len(found), "form": form},
        )

    def _sheet(self, week: WeekPlan, station: Station) -> WallPlan:
        text, now = self._preferences.text, self._clock.now()
        office = text(OFFICE_NAME) or station.name or station.commune_name or station.code
        moment = local(now)
        subject = vi("{week}, quầy {code}").format(
            week=words.week_words(week.monday, vi), code=station.code
        )
        return WallPlan(
            office_lines=tuple(line for line in (text(OFFICE_UPPER), office) if line),
            place_date=vi("{place}, ngày {day} tháng {month} năm {year}").format(
                place=station.commune_name or station.code,
                day=f"{moment:%d}",
                month=moment.month if moment.month > 2 else f"{moment:%m}",
                year=moment.year,
            ),
            subject=subject,
            days=days(week),
            holidays=tuple(day.holiday for day in week.days),
            rows=rows(week),
            footer=vi("Lập lúc {time} ngày {day}.").format(time=show_time(now), day=show_date(now)),
            practice=station.is_practice,
        )


def days(week: WeekPlan) -> tuple[str, ...]:
    """Return the titles of the seven columns."""
    return tuple(
        f"{words.upper_first(vi(shift_words.WEEKDAYS[day.day.weekday()]))} {day.day:%d/%m/%Y}"
        for day in week.days
    )


def rows(week: WeekPlan) -> tuple[PlanRow, ...]:
    """Return a row for each shift and place where somebody is planned, and for office hours."""
    found = []
    for part in DayPart:
        for place in week.places:
            cells = tuple(
                tuple(turn.person.name for turn in week.slot(Shift(day.day, part)).at(place))
                for day in week.days
            )
            if any(cells) or (place == HERE and part in _ALWAYS):
                label = words.upper_first(vi(shift_words.PARTS[part]))
                where = words.place_words(place, week.station, vi)
                found.append(PlanRow((label, where), cells))
    return tuple(found)
