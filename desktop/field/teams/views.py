"""What callers get of teams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from desktop.common.vocabulary import TeamRole


@dataclass(frozen=True)
class TeamPerson:
    """Somebody in a team.

    Attributes:
        operator_id: the account here, for those who have one.
    """

    role: TeamRole
    name: str
    operator_id: UUID | None = None


@dataclass(frozen=True)
class TeamView:
    """One team.

    Attributes:
        device: the laptop it takes along; may be empty.
        vehicle: how it travels; may be empty.
        people: officers first, then the secretary, then others.
        missing: the roles a whole team has and this one lacks, each as often as it lacks.
        waiting: people on its open lists who are still to be visited.
        visited: people on its lists with an outcome.
    """

    team_id: UUID
    name: str
    device: str
    vehicle: str
    people: tuple[TeamPerson, ...]
    missing: tuple[TeamRole, ...]
    waiting: int = 0
    visited: int = 0
    is_ended: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` shows."""
        return {
            "team_id": str(self.team_id),
            "name": self.name,
            "device": self.device,
            "vehicle": self.vehicle,
            "people": [{"role": one.role.value, "name": one.name} for one in self.people],
            "missing": [role.value for role in self.missing],
            "waiting": self.waiting,
            "visited": self.visited,
            "ended": self.is_ended,
        }
