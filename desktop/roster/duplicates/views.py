"""What callers get of duplicates: two people side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import DuplicateState, FieldKey, MemberStatus
from desktop.roster.register.rules import Likeness


@dataclass(frozen=True)
class FindReport:
    """What looking for duplicates found.

    Attributes:
        found: pairs that may be one person, those told apart before left out.
        new: of those, pairs that were not known yet.
    """

    found: int
    new: int


@dataclass(frozen=True)
class FieldRow:
    """One fact of the two rows; values as stored, "" where a row has none.

    Attributes:
        field_name: in the chosen language.
        likeness: of the second to the first (`LIST_BLANK`: only the second has a value).
    """

    field: FieldKey
    field_name: str
    first: str
    second: str
    likeness: Likeness


@dataclass(frozen=True)
class TwinView:
    """One of the two rows.

    Attributes:
        row_number: in the file it came from, None when added by hand.
        has_application: whether there is any application; then this row must be the one kept.
    """

    member_id: UUID
    full_name: str
    cell: str
    status: MemberStatus
    row_number: int | None
    has_application: bool


@dataclass(frozen=True)
class DuplicateReason:
    """One line of why two rows may be one person; `weight` is log2 of the odds."""

    fact: str
    verdict: str
    weight: float
    contradicts: bool


@dataclass(frozen=True)
class DuplicateView:
    """Two rows side by side.

    Attributes:
        rows: every fact that one of them has, in the order of fields.
        kept_id: who stayed, once merged.
    """

    pair_id: UUID
    first: TwinView
    second: TwinView
    rows: tuple[FieldRow, ...]
    weight: float
    reasons: tuple[DuplicateReason, ...]
    state: DuplicateState
    kept_id: UUID | None = None
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def is_across_cells(self) -> bool:
        """Whether the two stand in different cells."""
        return self.first.cell != self.second.cell
