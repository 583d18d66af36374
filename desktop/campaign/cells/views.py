"""What is still open in a cell, and what it had come to when it was closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.phases import CaseReason


@dataclass(frozen=True)
class OpenCase:
    """Somebody of a cell who has not got the card.

    Attributes:
        state: of the record, an `ApplicationState`; empty for somebody who did not come.
        record_says: the reason that stands with the record or the card; it explains by itself.
        reason: what somebody gave as the reason in this state.
        note: in their own words.
    """

    member_id: UUID
    full_name: str
    birth_shown: str
    state: str
    record_says: str = ""
    reason: CaseReason | None = None
    note: str = ""
    explained_by: str = ""

    @property
    def is_explained(self) -> bool:
        """Whether the cell can be closed in spite of it."""
        return bool(self.record_says) or self.reason is not None


@dataclass(frozen=True)
class CellHistory:
    """One time a cell was closed; opened again when `reopened_at` is there."""

    cell: str
    eligible: int
    handed_over: int
    explained: int
    closed_at: datetime
    closed_by: str
    reopened_at: datetime | None
    reopened_by: str
    reopen_reason: str
