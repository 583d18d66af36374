"""All use cases of mobile teams, as one part of a station's services."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.common.clock import Clock
from desktop.field.teams.service import TeamsService
from desktop.field.visits.marks import MarksService
from desktop.field.visits.outcomes import OutcomesService
from desktop.field.visits.papers import RouteSheets
from desktop.field.visits.service import VisitsService
from desktop.intake.service import IntakeService
from desktop.security.preferences import Preferences
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class Field:
    """Mobile teams of one station.

    Attributes:
        teams: made, changed, ended.
        marks: who cannot come to the counter, and why.
        visits: lists, made and changed.
        outcomes: what came of each visit.
        sheets: the route sheet on paper and as a workbook.
    """

    teams: TeamsService
    marks: MarksService
    visits: VisitsService
    outcomes: OutcomesService
    sheets: RouteSheets

    @classmethod
    def of(
        cls,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        intake: IntakeService,
    ) -> Field:
        """Return the use cases of one station."""
        return cls(
            teams=TeamsService(store, clock),
            marks=MarksService(store, clock),
            visits=VisitsService(store, clock),
            outcomes=OutcomesService(store, clock, intake),
            sheets=RouteSheets(store, clock, preferences),
        )
