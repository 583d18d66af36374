"""What the organisation tree gives to its callers: frozen, without tables behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from desktop.common.vocabulary import ApplicationState, MemberStatus, UnitAct, UnitKind


class Texts(NamedTuple):
    """How a member's row names their place: the two columns of the list."""

    committee: str
    cell: str


@dataclass(frozen=True)
class Group:
    """Members whose rows name their place alike.

    Attributes:
        people: of the unit's own list.
        apart: counted apart (temporary residents, people outside the list).
    """

    texts: Texts
    people: int
    apart: int = 0


@dataclass(frozen=True)
class Unit:
    """One unit of the tree.

    Attributes:
        name: of a cell as lists keep it, without the words "Chi bộ" where a name is left.
        parent_id: None only for the top.
        position: orders siblings; only its order means something.
        is_confirmed: False for a name that a list brought and nobody looked at yet.
        closed_at: None while it is open.
        closed_reason: set with `closed_at`.
        merged_into: the unit its members went to.
    """

    unit_id: UUID
    kind: UnitKind
    name: str
    parent_id: UUID | None
    position: int
    opened_at: datetime
    secretary: str = ""
    is_confirmed: bool = True
    closed_at: datetime | None = None
    closed_reason: str = ""
    merged_into: UUID | None = None

    @property
    def is_cell(self) -> bool:
        """Whether it can have members of its own."""
        return self.kind is UnitKind.CELL

    def as_kept(self) -> dict[str, Any]:
        """Return everything but the id as JSON; `kept_unit` reads it back."""
        return {
            "kind": self.kind.value,
            "name": self.name,
            "parent_id": str(self.parent_id) if self.parent_id else None,
            "position": self.position,
            "secretary": self.secretary,
            "is_confirmed": self.is_confirmed,
            "opened_at": self.opened_at.isoformat(),
            "closed_at": self.closed_at.isoformat() if self.closed_at else None,
            "closed_reason": self.closed_reason,
            "merged_into": str(self.merged_into) if self.merged_into else None,
        }


def kept_unit(unit_id: UUID, kept: dict[str, Any]) -> Unit:
    """Return a unit as a step kept it."""
    parent, merged, closed = kept["parent_id"], kept["merged_into"], kept["closed_at"]
    return Unit(
        unit_id=unit_id,
        kind=UnitKind(kept["kind"]),
        name=kept["name"],
        parent_id=UUID(parent) if parent else None,
        position=int(kept["position"]),
        secretary=kept["secretary"],
        is_confirmed=bool(kept["is_confirmed"]),
        opened_at=datetime.fromisoformat(kept["opened_at"]),
        closed_at=datetime.fromisoformat(closed) if closed else None,
        closed_reason=kept["closed_reason"],
        merged_into=UUID(merged) if merged else None,
    )


@dataclass(frozen=True)
class UnitRow:
    """One line of the tree.

    Attributes:
        depth: 0 for the top.
        people: of the unit's own list, those of the units beneath it among them.
        apart: counted apart, likewise.
        open_cases: applications that are not on their way to the province yet, likewise.
        is_locked: the campaign closed this cell.
    """

    unit: Unit
    depth: int
    people: int
    apart: int
    open_cases: int
    is_locked: bool = False


class Likeness(StrEnum):
    """Why two open units may be one."""

    SAME_NAME = "same_name"
    SPELLING = "spelling"
    FORMER_NAME = "former_name"
    """One has the name that the other had before."""


@dataclass(frozen=True)
class Alike:
    """Two open units that may be one; `second` is offered to be merged into `first`."""

    first: Unit
    second: Unit
    why: Likeness


@dataclass(frozen=True)
class UnitEdit:
    """What one step made of one unit; `before` is None for a unit that it added."""

    before: Unit | None
    after: Unit


@dataclass(frozen=True)
class Step:
    """One act on the tree.

    Attributes:
        unit_id: what it is about.
        people: how many members' rows it changed.
        is_undone: whether a later step took it back.
        undoes: the step that this one takes back.
    """

    step_id: UUID
    number: int
    act: UnitAct
    unit_id: UUID
    at: datetime
    by: str
    reason: str
    people: int
    edits: tuple[UnitEdit, ...]
    is_undone: bool = False
    undoes: UUID | None = None


@dataclass(frozen=True)
class Tree:
    """The tree at one moment.

    Attributes:
        rows: units in the order of the tree, each after its parent; empty before it was made.
        no_cell: people of the list whose row names no cell.
        elsewhere: people counted apart whose cell is none of ours.
        unlisted: names on members' rows that the tree does not have yet.
        alike: pairs of units that may be one.
        undoable: the step that an undo would take back.
    """

    rows: tuple[UnitRow, ...]
    no_cell: int
    elsewhere: int
    unlisted: tuple[Texts, ...]
    alike: tuple[Alike, ...]
    undoable: Step | None

    @property
    def cells(self) -> int:
        """How many open cells there are."""
        return sum(row.unit.is_cell for row in self.rows)

    @property
    def people(self) -> int:
        """How many people of the list stand in the tree or have no cell."""
        return (self.rows[0].people if self.rows else 0) + self.no_cell

    def row_of(self, unit_id: UUID) -> UnitRow | None:
        """Return a unit's line, None when it is not open."""
        return next((row for row in self.rows if row.unit.unit_id == unit_id), None)


@dataclass(frozen=True)
class UnitPerson:
    """A member in the table of a unit.

    Attributes:
        birth_shown: as people write it.
        personal_id: whole; the screen masks it.
        case: state of an open application, None without one.
    """

    member_id: UUID
    full_name: str
    birth_shown: str
    personal_id: str
    status: MemberStatus
    is_apart: bool
    case: ApplicationState | None


@dataclass(frozen=True)
class OpenCase:
    """An application in work, of a member that a merge would bring along."""

    member_id: UUID
    full_name: str
    state: ApplicationState


@dataclass(frozen=True)
class Done:
    """What an act did.

    Attributes:
        step: None when nothing had to change.
        people: members' rows that were changed.
    """

    step: Step | None
    people: int = 0
