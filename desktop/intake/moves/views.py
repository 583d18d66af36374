"""What of a record's way is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import ApplicationState


@dataclass(frozen=True)
class MoveView:
    """One change of state.

    Attributes:
        version: the record's version after it.
        reason: why, "" where none was needed.
        batch_id: the batch it left in or was answered in.
    """

    version: int
    before: ApplicationState
    after: ApplicationState
    at: datetime
    by: str
    reason: str
    batch_id: UUID | None
