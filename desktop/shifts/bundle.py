"""All use cases of shifts, as one part of a station's services."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from desktop.backup.service import BackupService
from desktop.common.clock import Clock
from desktop.security.preferences import Preferences
from desktop.shifts.calendar import CalendarService
from desktop.shifts.papers import ShiftPapers
from desktop.shifts.plan.papers import PlanPapers
from desktop.shifts.plan.service import PlanService
from desktop.shifts.service import ShiftService
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class Shifts:
    """Shifts of one station.

    Attributes:
        desk: opened, handed on, closed.
        calendar: holidays, and days the office keeps otherwise.
        papers: the closing page.
        plan: who is to work when and where, and who did.
        plan_papers: the plan on the wall and as a workbook.
    """

    desk: ShiftService
    calendar: CalendarService
    papers: ShiftPapers
    plan: PlanService
    plan_papers: PlanPapers

    @classmethod
    def of(
        cls,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        backups: BackupService,
        none_leaving: Callable[[], AbstractContextManager[bool]] = lambda: nullcontext(
            enter_result=True
        ),
    ) -> Shifts:
        """Return the use cases of one station; `none_leaving` keeps batches from leaving."""
        desk = ShiftService(store, clock, backups, none_leaving)
        plan = PlanService(store, clock)
        return cls(
            desk=desk,
            calendar=CalendarService(store, clock),
            papers=ShiftPapers(store, clock, preferences, desk),
            plan=plan,
            plan_papers=PlanPapers(store, clock, preferences, plan),
        )
