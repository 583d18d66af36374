"""What the register gives to its callers: frozen, without tables behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import DiscrepancyState, FieldKey
from desktop.roster.register.rules import Likeness, Said


@dataclass(frozen=True)
class DiscrepancyView:
    """One field of one person on which sources differ.

    Attributes:
        kind: the worst of how the sources relate to the list.
        said: the list first, then each source.
        chosen_source: `list`, a `SourceKind` value or `other`; empty while open.
        has_news: a newer extract says something the decision did not know.
    """

    discrepancy_id: UUID
    member_id: UUID
    full_name: str
    birth_shown: str
    personal_id: str
    cell: str
    field: FieldKey
    field_name: str
    kind: Likeness
    said: tuple[Said, ...]
    state: DiscrepancyState
    chosen_source: str = ""
    chosen_value: str = ""
    reason: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    has_news: bool = False

    def value_of(self, source: str) -> str:
        """Return what a source says, empty when it says nothing."""
        return next((one.value for one in self.said if one.source == source), "")


@dataclass(frozen=True)
class DiscrepancyQuery:
    """Which lines of the register to show; everything narrows.

    Attributes:
        state: None for all.
        cell: exact name, None for all.
        field: None for all.
        member_id: one person only.
    """

    state: DiscrepancyState | None = DiscrepancyState.OPEN
    cell: str | None = None
    field: FieldKey | None = None
    member_id: UUID | None = None


@dataclass(frozen=True)
class DiscrepancyPage:
    """Some lines of the register, by cell and name, and how many there are in all."""

    rows: tuple[DiscrepancyView, ...]
    total: int


@dataclass(frozen=True)
class DecisionLine:
    """One decision read from a file, ready to be kept."""

    row_number: int
    discrepancy_id: UUID
    source: str
    value: str
    reason: str


@dataclass(frozen=True)
class DecisionSheet:
    """A sheet of decisions as read; nothing is stored yet.

    `len(decisions) + len(refused) + blank` is the number of lines of the register in the file.

    Attributes:
        refused: (row of the file, what to mend).
        blank: lines without a decision.
    """

    file_name: str
    decisions: tuple[DecisionLine, ...]
    refused: tuple[tuple[int, str], ...]
    blank: int


@dataclass(frozen=True)
class DecisionReport:
    """What keeping a sheet of decisions did."""

    kept: int
    refused: tuple[tuple[int, str], ...] = field(default_factory=tuple)
