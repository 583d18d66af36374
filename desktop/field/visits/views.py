"""What callers get of visits; a reason is never among it, see `VisitsService.reveal`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop.common.vocabulary import VisitListState, VisitOutcome, VisitPlace


class Skipped(StrEnum):
    """Why somebody was not put on a list."""

    RECEIVED = "received"
    ON_ANOTHER = "on_another"
    """They wait on another open list already."""
    NOT_ELIGIBLE = "not_eligible"
    GONE = "gone"
    """They are not on the list of members any more."""


@dataclass(frozen=True)
class Marked:
    """Somebody who cannot come to the counter.

    Attributes:
        is_listed: they wait on an open list of visits.
        is_received: their record was taken; nobody has to go.
    """

    case_id: UUID
    member_id: UUID
    full_name: str
    birth_shown: str
    cell: str
    village: str
    place: VisitPlace
    address: str
    is_listed: bool
    is_received: bool

    @property
    def is_left(self) -> bool:
        """Whether somebody still has to plan a visit."""
        return not self.is_listed and not self.is_received

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` shows: no name, no reason."""
        return {
            "member_id": str(self.member_id),
            "village": self.village,
            "place": self.place.value,
            "listed": self.is_listed,
            "received": self.is_received,
        }


@dataclass(frozen=True)
class ToVisit:
    """Somebody who may renew and is not received.

    Attributes:
        has_task: somebody was given the task to visit them.
        team: the team that is to visit them already, "" while they are on no list.
        is_marked: they cannot come to the counter; why is shown by `MarksService.reveal` only.
        place: where they can be met.
        comes_first: they are old, or flagged as having priority; why is never told here.
    """

    member_id: UUID
    full_name: str
    birth_shown: str
    cell: str
    village: str
    is_marked: bool
    place: VisitPlace
    team: str = ""
    has_task: bool = False
    comes_first: bool = False


@dataclass(frozen=True)
class Share:
    """What one team would get.

    Attributes:
        before: people who wait for it now.
        leaves: how many of these are shared out anew.
        villages: village and how many people there, in the order they are visited.
    """

    team_id: UUID
    team_name: str
    before: int
    leaves: int
    villages: tuple[tuple[str, int], ...]

    @property
    def gets(self) -> int:
        """How many people it gets."""
        return sum(count for _, count in self.villages)

    @property
    def after(self) -> int:
        """How many people wait for it then."""
        return self.before - self.leaves + self.gets


@dataclass(frozen=True)
class Sharing:
    """How people would be shared out, before anything is made.

    Attributes:
        skipped: who would be left out, and why.
    """

    shares: tuple[Share, ...]
    skipped: tuple[tuple[UUID, Skipped], ...]


@dataclass(frozen=True)
class VillageCount:
    """People to visit in one village who are on no list yet."""

    village: str
    marked: int
    remaining: int
    """All who are eligible and not received, the marked ones among them."""


@dataclass(frozen=True)
class VisitView:
    """One visit.

    Attributes:
        has_reason: somebody wrote why; it is shown by `reveal` only.
        planned_time: `HH:MM`, may be empty.
        outcome: None while somebody still has to go.
        revisit_on: ISO, "" for none.
        done_shown: when and by whom the outcome was written; empty without one.
    """

    visit_id: UUID
    list_id: UUID
    member_id: UUID
    position: int
    full_name: str
    birth_shown: str
    cell: str
    village: str
    address: str
    phone: str
    place: VisitPlace
    has_reason: bool
    planned_time: str
    outcome: VisitOutcome | None
    outcome_note: str
    revisit_on: str
    done_shown: str
    version: int

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` shows: no name, no phone, no reason."""
        return {
            "visit_id": str(self.visit_id),
            "member_id": str(self.member_id),
            "position": self.position,
            "village": self.village,
            "place": self.place.value,
            "planned_time": self.planned_time,
            "outcome": self.outcome.value if self.outcome else "",
            "revisit_on": self.revisit_on,
        }


@dataclass(frozen=True)
class VisitListView:
    """One list with its visits in the order they are made."""

    list_id: UUID
    number: int
    team_id: UUID
    team_name: str
    day: str
    device: str
    vehicle: str
    state: VisitListState
    visits: tuple[VisitView, ...]

    @property
    def waiting(self) -> tuple[VisitView, ...]:
        """Whoever still has to be visited."""
        return tuple(one for one in self.visits if one.outcome is None)

    @property
    def next(self) -> VisitView | None:
        """The first one still to be visited."""
        return next(iter(self.waiting), None)

    def count(self, outcome: VisitOutcome) -> int:
        """Return how many visits came out so."""
        return sum(one.outcome is outcome for one in self.visits)

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` shows."""
        return {
            "list_id": str(self.list_id),
            "number": self.number,
            "team": self.team_name,
            "day": self.day,
            "device": self.device,
            "vehicle": self.vehicle,
            "state": self.state.value,
            "waiting": len(self.waiting),
            "visits": [one.as_json() for one in self.visits],
        }


@dataclass(frozen=True)
class MadeLists:
    """What became of the people who were to be put on lists.

    Attributes:
        lists: the new lists, one for each team that got somebody.
        skipped: who was left out, and why.
    """

    lists: tuple[VisitListView, ...]
    skipped: tuple[tuple[UUID, Skipped], ...]

    def as_json(self) -> dict[str, Any]:
        """Return what `--json` shows."""
        return {
            "lists": [one.as_json() for one in self.lists],
            "skipped": [{"member_id": str(key), "why": why.value} for key, why in self.skipped],
        }
