"""What stands between a cell and the next part of the campaign. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from desktop.common.phases import Phase
from desktop.common.vocabulary import ApplicationState as State

ORDER: Final = tuple(Phase)

NOT_RECEIVED: Final = frozenset({"", "reopened", State.DRAFT, State.NEEDS_SUPPLEMENT})
"""Somebody who still has to come, or to come again; `reopened` is a record that is being mended."""

EXPLAINED: Final = frozenset({State.NOT_ELIGIBLE, State.NOT_RECEIVED})
"""States that nobody is brought to without a reason: the record itself says why."""

NOT_TAKEN: Final = frozenset({State.RECEIVED, State.APPROVED, State.EXPORTED, State.REJECTED})
"""Received here, and the province has not said that it has it."""

NOT_GIVEN: Final = frozenset({State.ACKNOWLEDGED, State.SENT_TO_PRINT, State.PRINTED})
"""At the province or on the way back."""

_WAITING: Final[Mapping[Phase, frozenset[str]]] = {
    Phase.INTAKE: NOT_RECEIVED,
    Phase.TRANSFER: NOT_TAKEN,
    Phase.RETURN: NOT_GIVEN | {State.RETURNED},
}
"""Phase -> states that its gate waits for."""

_REACHED: Final = (
    (State.RECEIVED, State.REJECTED),
    (State.APPROVED,),
    (State.EXPORTED, State.ACKNOWLEDGED, State.SENT_TO_PRINT),
    (State.PRINTED,),
    (State.RETURNED,),
    (State.HANDED_OVER,),
)
"""Stages in order and the states that end there."""


class Reached(NamedTuple):
    """How many of the denominator came how far; each stage counts those who went further, too.

    `approved` counts what left without a second pair of eyes, too, where none is asked for; what
    the province sent back is received, and no more.
    """

    received: int
    approved: int
    transferred: int
    printed: int
    returned: int
    handed_over: int


class Code(StrEnum):
    """What is in the way."""

    DIFFERENCES = "differences"
    SHEET = "sheet"
    SHEET_GROWN = "sheet_grown"
    CATALOGUE = "catalogue"
    CATALOGUE_CHANGED = "catalogue_changed"
    NOT_RECEIVED = "not_received"
    NOT_TAKEN = "not_taken"
    NOT_GIVEN = "not_given"


class Obstacle(NamedTuple):
    """One thing in the way, and how many people it is about; 0 where it is about the cell."""

    code: Code
    people: int = 0


_CODES: Final = {
    Phase.INTAKE: Code.NOT_RECEIVED,
    Phase.TRANSFER: Code.NOT_TAKEN,
    Phase.RETURN: Code.NOT_GIVEN,
}


@dataclass(frozen=True)
class CellFacts:
    """Everything that gates ask of one cell.

    Attributes:
        eligible: its people in the denominator.
        states: state -> people of the denominator; empty for no application.
        temporary: people counted apart under this cell who were received.
        people: everybody on its list.
        differences: lines between sources that nobody decided yet.
        sheet: how many people stood on the sheet that came back signed, None without one.
        catalogue: for how many people the catalogue was confirmed, None when it was not.
        explained: state -> people of the denominator with a reason that holds.
    """

    eligible: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    temporary: int = 0
    people: int = 0
    differences: int = 0
    sheet: int | None = None
    catalogue: int | None = None
    explained: Mapping[str, int] = field(default_factory=dict)


def reached(states: Mapping[str, int]) -> Reached:
    """Return how far people came, by the states of their records."""
    counts = [sum(states.get(state, 0) for state in stage) for stage in _REACHED]
    return Reached(*(sum(counts[place:]) for place in range(len(counts))))


def obstacles(phase: Phase, facts: CellFacts) -> tuple[Obstacle, ...]:
    """Return what keeps a cell in a phase; nothing when its gate is met."""
    if phase is not Phase.REVIEW:
        waiting = sum(facts.states.get(state, 0) for state in _WAITING[phase])
        waiting -= sum(facts.explained.get(state, 0) for state in _WAITING[phase])
        return (Obstacle(_CODES[phase], waiting),) if waiting > 0 else ()
    found = []
    if facts.differences:
        found.append(Obstacle(Code.DIFFERENCES, facts.differences))
    if facts.sheet is None:
        found.append(Obstacle(Code.SHEET))
    elif facts.sheet < facts.people:
        found.append(Obstacle(Code.SHEET_GROWN, facts.people - facts.sheet))
    if facts.catalogue is None:
        found.append(Obstacle(Code.CATALOGUE))
    elif facts.catalogue != facts.people:
        found.append(Obstacle(Code.CATALOGUE_CHANGED, abs(facts.people - facts.catalogue)))
    return tuple(found)


def before(phase: Phase) -> Phase | None:
    """Return the phase whose gate leads to this one."""
    place = ORDER.index(phase)
    return ORDER[place - 1] if place else None


def after(phase: Phase) -> Phase | None:
    """Return the phase that a gate leads to; None behind the last one, where a cell is closed."""
    place = ORDER.index(phase)
    return ORDER[place + 1] if place + 1 < len(ORDER) else None


class Span(NamedTuple):
    """First and last day of a phase; None while nobody said."""

    first: date | None = None
    last: date | None = None

    @property
    def is_turned(self) -> bool:
        """Whether it would end before it begins."""
        return self.first is not None and self.last is not None and self.last < self.first
