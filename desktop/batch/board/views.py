"""What the board shows to its callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.batch.answering.reasons import reason_words
from desktop.batch.board import rules
from desktop.batch.board.rules import BatchState
from desktop.batch.choosing.rules import Choice
from desktop.common.vocabulary import ApplicationState, FieldKey, Step


@dataclass(frozen=True)
class BatchLine:
    """A batch that left, and what became of it.

    Attributes:
        accepted: records the province took.
        rejected: records it sent back.
        waiting: records without an answer.
        to_mend: records that it sent back and that have not left again.
        answered_at: when the last answer was applied, None before the first.
        days: how many days it has been on its way, or was until the last answer.
        is_late: whether somebody should ask the province about it.
        choice: which of the waiting records it took; None for batches of an earlier program.
    """

    id: UUID
    sequence: int
    file_name: str
    folder: str
    records: int
    size: int
    file_sha256: str
    payload_sha256: str
    recipients: tuple[str, ...]
    exported_at: datetime
    exported_by: str
    accepted: int
    rejected: int
    waiting: int
    to_mend: int
    answered_at: datetime | None
    days: int
    is_late: bool
    choice: Choice | None = None

    @property
    def state(self) -> BatchState:
        """What it waits for."""
        return rules.batch_state(
            records=self.records, unanswered=self.waiting, to_mend=self.to_mend
        )


@dataclass(frozen=True)
class Board:
    """Every batch and the sums of all records with a receipt.

    `taken` is always the sum of the five places.

    Attributes:
        batches: newest first.
        here: received and in no batch yet.
        on_the_way: in a batch without an answer.
        back: sent back by the province; to mend, or being mended.
        accepted: accepted by the province, wherever the card is now.
        aside: set aside with a reason after they were received.
        late_days: after how many days without an answer somebody should ask.
    """

    batches: tuple[BatchLine, ...] = ()
    here: int = 0
    on_the_way: int = 0
    back: int = 0
    accepted: int = 0
    aside: int = 0
    late_days: int = 0

    @property
    def taken(self) -> int:
        """All records with a receipt."""
        return self.here + self.on_the_way + self.back + self.accepted + self.aside

    @property
    def waiting(self) -> tuple[BatchLine, ...]:
        """Batches without a whole answer, the oldest first."""
        return tuple(line for line in reversed(self.batches) if line.waiting)

    @property
    def late(self) -> tuple[BatchLine, ...]:
        """Batches whose answer should have come, the oldest first."""
        return tuple(line for line in self.waiting if line.is_late)


@dataclass(frozen=True)
class CardsGiven:
    """How far the commune is: records whose member has the card, of all that were received."""

    handed_over: int = 0
    received: int = 0


@dataclass(frozen=True)
class Said:
    """The province's word on one record.

    Attributes:
        reason: a code of `answering.reasons`, "" when accepted or not answered.
        field: the item it is about, "" when it named none.
        note: what somebody there wrote.
    """

    reason: str
    field: str
    note: str

    @property
    def words(self) -> str:
        """What the clerk reads: the reason, and the note if there is one."""
        if not self.reason:
            return self.note
        return f"{reason_words(self.reason)} {self.note}".strip()

    @property
    def step(self) -> Step:
        """The step that mends it."""
        return rules.bad_item(self.reason, self.field)[0]

    @property
    def bad_field(self) -> FieldKey | None:
        """The field of the check page that it is about."""
        return rules.bad_item(self.reason, self.field)[1]


@dataclass(frozen=True)
class RejectedRow:
    """A record that the province sent back.

    Attributes:
        state: rejected, or draft while it is being mended.
    """

    application_id: UUID
    full_name: str
    cell: str
    phone: str
    receipt_number: str
    state: ApplicationState
    sequence: int
    batch_file: str
    rejected_at: datetime
    said: Said


@dataclass(frozen=True)
class RecordLine:
    """One record of a batch.

    Attributes:
        state: where it is now.
        verdict: accepted, rejected or "".
        is_open: rejected in this batch and not out again.
    """

    application_id: UUID
    full_name: str
    cell: str
    receipt_number: str
    state: ApplicationState
    verdict: str
    said: Said
    answered_at: datetime | None
    is_open: bool


@dataclass(frozen=True)
class BatchDetail:
    """One batch with its records, in the order of its file."""

    batch: BatchLine
    records: tuple[RecordLine, ...]
