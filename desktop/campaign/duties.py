"""All use cases of what an office has to do beside the counter, as one part of the services."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.campaign.difficulties.service import DifficultiesService
from desktop.campaign.inspections.checklist import CheckListService
from desktop.campaign.inspections.findings import FindingsService
from desktop.campaign.inspections.service import InspectionsService
from desktop.campaign.inspections.views import Measures
from desktop.campaign.tasks.service import TasksService
from desktop.common.clock import Clock
from desktop.roster.service import RosterService
from desktop.security.preferences import Preferences
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class Duties:
    """What somebody has to see to.

    Attributes:
        tasks: who does what by when.
        difficulties: what makes the work hard, and what the province said.
        checklist: what inspectors look at.
        inspections: what they said of it.
        findings: what has to be mended, and whether it was.
    """

    tasks: TasksService
    difficulties: DifficultiesService
    checklist: CheckListService
    inspections: InspectionsService
    findings: FindingsService

    @classmethod
    def of(
        cls,
        store: Store,
        clock: Clock,
        preferences: Preferences,
        roster: RosterService,
        measures: Measures,
    ) -> Duties:
        """Return the use cases of one station.

        Args:
            store: the opened store.
            clock: tells the time.
            preferences: what stands on papers.
            roster: the list.
            measures: what the program itself can tell inspectors.
        """
        return cls(
            tasks=TasksService(store, clock, roster),
            difficulties=DifficultiesService(store, clock, preferences),
            checklist=CheckListService(store, clock),
            inspections=InspectionsService(store, clock, preferences, measures),
            findings=FindingsService(store, clock),
        )
