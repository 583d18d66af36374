"""What of the log is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.duties import DifficultyKind, DifficultyState


@dataclass(frozen=True)
class DifficultyView:
    """One entry.

    Attributes:
        number: of the station, counted from 1.
        place: where it happened.
        text: as it was written.
        told: the text as the province reads it: names as initials, numbers masked.
        person: whom it is about; empty for nobody.
        said_by: who wrote it.
        answer: what the province said; empty before.
        answer_told: the answer as it stands on a paper that leaves.
    """

    id: UUID
    number: int
    kind: DifficultyKind
    place: str
    text: str
    told: str
    member_id: UUID | None
    person: str
    said_by: str
    said_at: datetime
    state: DifficultyState
    sent_at: datetime | None = None
    answer: str = ""
    answer_told: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""

    @property
    def waits(self) -> bool:
        """Whether there is no answer yet."""
        return self.state is not DifficultyState.ANSWERED


@dataclass(frozen=True)
class NewDifficulty:
    """An entry as it is given.

    Attributes:
        place: where, in words; empty when it does not matter.
        member_id: whom it is about.
    """

    kind: DifficultyKind
    text: str
    place: str = ""
    member_id: UUID | None = None
