"""What screens and commands are given: frozen values, never rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from desktop.common.standing_by import SecondSigner, WitnessRelation
from desktop.common.vocabulary import (
    ApplicationState,
    CannotSign,
    FieldKey,
    MemberStatus,
    Source,
    Step,
)
from desktop.identity.card import CardReading
from desktop.identity.places import PlaceToday
from desktop.intake.comparison import Comparison
from desktop.intake.leases.views import Holder
from desktop.intake.pen import PenStrokes
from desktop.intake.rules import TAKEN, Problem


@dataclass(frozen=True)
class StandingBy:
    """How somebody stood by who saw that a person cannot sign.

    Attributes:
        relation: what the witness is to the person; None where nobody asked.
        second: whose signature stands instead.
        officer: name of the second officer, when it is theirs.
        on_paper: signed on the printed receipt, not on the pad.
        thumbprint: the person puts a thumbprint on the printed receipt.
    """

    relation: WitnessRelation | None = None
    second: SecondSigner = SecondSigner.WITNESS
    officer: str = ""
    on_paper: bool = True
    thumbprint: bool = False


@dataclass(frozen=True)
class SignException:
    """Why there is no signature, who stood by, and how."""

    reason: CannotSign
    witness: str
    how: StandingBy = StandingBy()


@dataclass(frozen=True)
class UnfinishedSigning:
    """What stands on the page "Ký xác nhận" and was not accepted yet.

    Attributes:
        strokes: what was drawn.
        paper: width and height in px of the pad it was drawn on.
        asked: whether the page asks why somebody cannot sign.
        reason: the reason chosen so far.
        witness: the witness as typed so far.
        how: how they stand by, as chosen so far; None before anything was.
        second: what the witness or the second officer drew.
        second_paper: width and height in px of the pad that was drawn on.
    """

    strokes: PenStrokes = field(default=(), repr=False)
    paper: tuple[float, float] = (0.0, 0.0)
    asked: bool = False
    reason: CannotSign | None = None
    witness: str = ""
    how: StandingBy | None = None
    second: PenStrokes = field(default=(), repr=False)
    second_paper: tuple[float, float] = (0.0, 0.0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be lost without it."""
        return not (self.strokes or self.asked or self.reason or self.witness or self.second)


@dataclass(frozen=True)
class UnfinishedForm:
    """The form for somebody who is not on the list, as far as it was typed.

    Attributes:
        form_id: made when the form was opened.
        text: what was typed in the search box before.
        card: the card that was scanned before, if one was.
        fields: what stands in the form, right or wrong.
        status: why the person is not on the list.
        opened_by: who typed.
        saved_at: when the store last took a change; None before the first time.
    """

    form_id: UUID
    text: str
    card: CardReading | None
    fields: dict[FieldKey, str]
    status: MemberStatus
    opened_by: str = ""
    saved_at: datetime | None = None

    @property
    def full_name(self) -> str:
        """The name as typed so far."""
        return self.fields.get(FieldKey.FULL_NAME, "")


@dataclass(frozen=True)
class CardDoubt:
    """What of a card a scanner damaged and nobody has settled yet.

    Attributes:
        fields: what is in doubt.
        candidates: names it can have been, best first.
        explanation: one sentence: what happened and what to do about it.
    """

    fields: tuple[FieldKey, ...]
    candidates: tuple[str, ...]
    explanation: str


@dataclass(frozen=True)
class Draft:
    """One application as the five steps see it.

    Attributes:
        fields: what will stand on the record (dates ISO, sex as in `Sex`).
        choices: where each value came from.
        listed: what the list says. card: what the card said (empty when typed).
        photo: JPEG bytes of the accepted portrait, or None.
        signature: PNG bytes of the signature, or None.
        saved_at: when the store last took a change.
        second_signature: PNG of who stood by, when they signed on the pad.
        doubt: what of the card is in doubt; None when nothing is.
        place: where the card's address lies today; None without one.
    """

    application_id: UUID
    member_id: UUID
    state: ApplicationState
    step: Step
    fields: dict[FieldKey, str]
    choices: dict[FieldKey, Source]
    listed: dict[FieldKey, str]
    card: dict[FieldKey, str]
    comparison: tuple[Comparison, ...]
    problems: tuple[Problem, ...]
    status: str
    eligible: bool
    ineligible_reason: str
    photo: bytes | None
    photo_exception: str
    photo_report: dict[str, object]
    signature: bytes | None
    sign_exception: SignException | None
    receipt_number: str | None
    received_at: datetime | None
    read_at: datetime | None
    saved_at: datetime
    is_practice: bool
    received_by: str = ""
    second_signature: bytes | None = field(default=None, repr=False)
    doubt: CardDoubt | None = None
    place: PlaceToday | None = None

    @property
    def full_name(self) -> str:
        """The name as it will stand on the record."""
        return self.fields.get(FieldKey.FULL_NAME, "")


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list "Dở dang".

    Attributes:
        opened_by: who began it.
        held_by: who works on it now.
        holder: the other counter of the office that has it open, None for none.
    """

    application_id: UUID
    member_id: UUID
    full_name: str
    cell: str
    step: Step
    saved_at: datetime
    opened_by: str
    held_by: str
    holder: Holder | None = None


@dataclass(frozen=True)
class MemberProgress:
    """How far a person on the list is."""

    application_id: UUID
    state: ApplicationState
    step: Step
    receipt_number: str | None
    at: datetime


@dataclass(frozen=True)
class MemberRecord:
    """Everything that became of a person's application, for the page of one person.

    Attributes:
        receipt_number: empty until it is received; so are `received_at` and `received_by`.
        prints: receipts that came out of the printer, the first one included.
        reprints: of those, how many were ordered again.
        print_problem: what the last print failed with, empty when it did not.
        batch_sequence: number of the batch it left in, None while it waits here.
        approved_at: when it was approved as it stands; None when nobody approved it. So is
            `approved_by` empty then.
        by_sample: whether it was approved with the rest of a sample instead of looked at.
        channel: `Channel` value: where the counter noted that it was taken.
    """

    application_id: UUID
    state: ApplicationState
    step: Step
    opened_at: datetime
    opened_by: str
    saved_at: datetime
    receipt_number: str
    received_at: datetime | None
    received_by: str
    prints: int
    reprints: int
    print_problem: str
    batch_sequence: int | None = None
    batch_file: str = ""
    exported_at: datetime | None = None
    approved_at: datetime | None = None
    approved_by: str = ""
    by_sample: bool = False
    channel: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the person has a receipt."""
        return self.state in TAKEN


@dataclass(frozen=True)
class ReceivedRow:
    """A finished record in the list "Hôm nay"."""

    application_id: UUID
    receipt_number: str
    full_name: str
    cell: str
    state: ApplicationState
    received_at: datetime
    received_by: str
    seconds: int | None
    print_problem: str = ""


@dataclass(frozen=True)
class Today:
    """The counter's day."""

    rows: tuple[ReceivedRow, ...] = ()
    median_seconds: int | None = None
    first_at: datetime | None = None
    waiting_prints: int = 0

    @property
    def done(self) -> int:
        """How many people were served."""
        return len(self.rows)


@dataclass(frozen=True)
class Received:
    """A record that is safe in the store."""

    application_id: UUID
    receipt_number: str
    full_name: str
    received_at: datetime
    print_job: UUID


@dataclass(frozen=True)
class PrintOrder:
    """What a printer is asked to do."""

    job_id: UUID
    application_id: UUID
    receipt_number: str
    pdf: bytes = field(repr=False)
    copies: int = 1
    reprint: bool = False


@dataclass(frozen=True)
class PrintResult:
    """How a print ended; `title` and `advice` are for people when it failed."""

    printed: bool
    title: str
    advice: str
