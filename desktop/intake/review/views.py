"""What of the review is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import ApplicationState, FieldKey, Source
from desktop.intake.review.returning import GivenBack
from desktop.intake.review.rules import Finding, weight
from desktop.intake.views import SignException


@dataclass(frozen=True)
class ReviewRow:
    """A record that waits for approval, or was approved and has not left.

    Attributes:
        findings: reasons to look at it, the heaviest first.
        is_own: whoever asked has worked on it, so somebody else approves it.
        in_sample: drawn into the open sample.
        approved_by: who approved it; empty while it waits.
        by_sample: approved with the rest of a sample, not looked at by itself.
    """

    application_id: UUID
    state: ApplicationState
    full_name: str
    cell: str
    receipt_number: str
    received_at: datetime
    received_by: str
    findings: tuple[Finding, ...]
    is_own: bool = False
    in_sample: bool = False
    approved_by: str = ""
    approved_at: datetime | None = None
    by_sample: bool = False

    @property
    def weight(self) -> int:
        """How much its reasons count together."""
        return weight(self.findings)


@dataclass(frozen=True)
class FieldLine:
    """One field of a record: what the list said and what will leave.

    Attributes:
        listed: the list's value when it was received, or "".
        value: the record's value, or "".
        card: what the card said, or "".
        source: where the record's value comes from; None for an empty one.
    """

    field: FieldKey
    listed: str
    value: str
    card: str
    source: Source | None


@dataclass(frozen=True)
class ReviewDetail:
    """One record as a reviewer sees it: frozen, as it would leave.

    Attributes:
        photo: JPEG bytes, or None.
        signature: PNG bytes, or None.
        second_signature: PNG bytes of who stood by when the person could not sign, or None.
        papers: titles of what is attached.
        said: what a reviewer said when it was given back last, None when it never was.
    """

    row: ReviewRow
    lines: tuple[FieldLine, ...]
    photo: bytes | None = field(repr=False)
    photo_exception: str
    signature: bytes | None = field(repr=False)
    sign_exception: SignException | None
    second_signature: bytes | None = field(repr=False)
    papers: tuple[str, ...]
    said: GivenBack | None


@dataclass(frozen=True)
class ReturnedRow:
    """A record that a reviewer gave back and that was not received again.

    Attributes:
        state: NEEDS_SUPPLEMENT until somebody opens it, then DRAFT.
    """

    application_id: UUID
    member_id: UUID
    state: ApplicationState
    full_name: str
    cell: str
    receipt_number: str
    returned_at: datetime
    returned_by: str
    said: GivenBack
    held_by: str


@dataclass(frozen=True)
class ReviewCounts:
    """How the review stands.

    Attributes:
        required: whether nothing leaves without approval.
        waiting: received and not approved.
        approved: approved and not in a batch yet.
        returned: given back and not received again.
    """

    required: bool
    waiting: int = 0
    approved: int = 0
    returned: int = 0


@dataclass(frozen=True)
class SampleView:
    """A sample and how far it is.

    Attributes:
        seed: with it and the keys anybody draws the same sample again.
        percent: how many of a hundred were drawn.
        population: records in which nothing was found; of them the sample was drawn.
        exceptions: records that waited with something found; each is looked at by itself.
        drawn: how many were drawn.
        open: of those, how many nobody has decided yet.
        failed: whether one of them was given back; then every record is looked at.
        rest: not drawn and still as they were: what approving by sample would approve.
    """

    id: UUID
    seed: str
    percent: int
    drawn_at: datetime
    drawn_by: str
    population: int
    exceptions: int
    drawn: int
    open: int
    failed: bool
    rest: int

    @property
    def is_ready(self) -> bool:
        """Whether the rest can be approved now."""
        return not self.open and not self.failed
