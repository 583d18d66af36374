"""The campaign as people see it: its phases, and each cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desktop.campaign.phases.rules import Obstacle, Reached, Span
from desktop.common.phases import Phase


@dataclass(frozen=True)
class Closing:
    """Who closed a cell, and when."""

    by: str
    at: datetime


@dataclass(frozen=True)
class CellRow:
    """One cell of this unit.

    Attributes:
        name: as the list names it; empty for people whose cell it does not name.
        eligible: its people in the denominator.
        temporary: people counted apart under its name who were received.
        reached: how far its people came.
        phase: the last one that was opened for it.
        opened_with_reason: why it was opened although its gate was not met; empty where it was.
        in_the_way: by phase, what its gate waits for; nothing where it is met.
        deadline: its last day; the campaign's unless it has its own.
        has_own_deadline: whether the deadline is its own.
        is_late: whether the deadline is over and somebody has not got the card.
        sheet: whether its sheet came back signed.
        catalogue: whether the catalogue was confirmed.
        closing: None while it is open.
    """

    name: str
    eligible: int
    temporary: int
    reached: Reached
    phase: Phase
    opened_with_reason: str
    in_the_way: dict[Phase, tuple[Obstacle, ...]]
    deadline: date | None
    has_own_deadline: bool
    is_late: bool
    sheet: bool
    catalogue: bool
    closing: Closing | None

    @property
    def can_close(self) -> bool:
        """Whether everybody of it has the card, or a reason why not."""
        later = (Phase.INTAKE, Phase.TRANSFER, Phase.RETURN)
        return not any(self.in_the_way[phase] for phase in later)

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What keeps it in its phase."""
        return self.in_the_way[self.phase]


@dataclass(frozen=True)
class PhaseRow:
    """One phase.

    Attributes:
        span: its days.
        cells: how many cells are in it.
        met: how many cells meet its gate, closed ones among them.
        blocked: names of the cells that do not, in the order of the table.
    """

    phase: Phase
    span: Span
    cells: int
    met: int
    blocked: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """The whole campaign on one day."""

    today: date
    phases: tuple[PhaseRow, ...]
    cells: tuple[CellRow, ...]

    def cell(self, name: str) -> CellRow | None:
        """Return a cell by its name."""
        return next((one for one in self.cells if one.name == name), None)


@dataclass(frozen=True)
class EarlyCell:
    """A cell whose people come before its list was reviewed.

    Attributes:
        obstacles: what the gate before the intake still waits for; nothing where it is met and
            nobody opened the intake yet.
    """

    name: str
    obstacles: tuple[Obstacle, ...]
