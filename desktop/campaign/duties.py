"""All use cases of what an office has to do beside the counter, as one part of the services."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.campaign.difficulties.service import DifficultiesService
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
    """

    tasks: TasksService
    difficulties: DifficultiesService

    @classmethod
    def of(
        cls, store: Store, clock: Clock, preferences: Preferences, roster: RosterService
    ) -> Duties:
        """Return the use cases of one station."""
        return cls(
            tasks=TasksService(store, clock, roster),
            difficulties=DifficultiesService(store, clock, preferences),
        )
