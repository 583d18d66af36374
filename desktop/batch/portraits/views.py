"""What callers get of the answers to photos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Heed(StrEnum):
    """What the counter did about a finding of the photo check."""

    OVERRIDDEN = "overridden"
    """The check refused the photo; it was kept all the same, with a reason."""
    NOTED = "noted"
    """Something to look at; the photo passed."""
    CLEAN = "clean"
    """Nothing was found."""


@dataclass(frozen=True)
class SentPhoto:
    """A photo as it left in one batch.

    Attributes:
        application_id: the record.
        full_name: of the applicant, as the record says now.
        receipt_number: of the record.
        refused: codes of what the photo check refused it for (`photo.views.Finding.code`).
        noted: codes of what it asked to look at.
        exception: why the counter kept it, in the clerk's words or code.
        rejected: None while the province is silent, else whether it sent the record back
            because of the photo.
        reason: code of the province (`answering.reasons.Reason`), when it was sent back.
        note: the province's own words.
        answered_at: when the answer arrived.
    """

    application_id: UUID
    full_name: str
    receipt_number: str
    refused: tuple[str, ...]
    noted: tuple[str, ...]
    exception: str
    rejected: bool | None
    reason: str = ""
    note: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of the photos with one finding.

    Attributes:
        code: of the finding; empty where nothing was found.
        heed: what the counter did about it.
        sent: photos that left, each counted once a batch.
        accepted: of those, not sent back for the photo.
        rejected: of those, sent back for the photo.
        waiting: of those, not answered yet.
    """

    code: str
    heed: Heed
    sent: int
    accepted: int
    rejected: int
    waiting: int


@dataclass(frozen=True)
class PhotoFeedback:
    """All findings with what became of their photos, and the photos that came back.

    Attributes:
        outcomes: overridden findings first, most often rejected first.
        came_back: the photos that were sent back, newest answer first.
        sent: photos that left.
        rejected: photos that were sent back.
        overridden_rejected: of those, photos that the check had refused.
    """

    outcomes: tuple[Outcome, ...]
    came_back: tuple[SentPhoto, ...]
    sent: int
    rejected: int
    overridden_rejected: int
