"""What of returned cards is shown to callers; frozen, ready for screens and commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.common.vocabulary import (
    ApplicationState,
    CardState,
    HandOverWay,
    Undelivered,
)
from desktop.intake.pen import PenStrokes


class PrintResult(StrEnum):
    """What a list says of one card."""

    SENT = "sent"
    PRINTED = "printed"
    FAILED = "failed"


class Aside(StrEnum):
    """Why a row of a list is kept aside."""

    NO_KEY = "no_key"
    UNKNOWN = "unknown"
    SEVERAL = "several"
    DISAGREE = "disagree"
    NAME_DIFFERS = "name_differs"
    NO_RESULT = "no_result"
    NO_NUMBER = "no_number"
    BAD_NUMBER = "bad_number"
    NUMBER_TAKEN = "number_taken"
    NUMBER_DIFFERS = "number_differs"
    TWICE = "twice"
    NOT_SENT = "not_sent"
    SENT_BACK = "sent_back"
    ALREADY_PRINTED = "already_printed"


@dataclass(frozen=True)
class Row:
    """One row of a list of printed cards, as read.

    Attributes:
        number: of the row in the sheet, from 1.
        cells: the whole row as text, for keeping aside.
        receipt_number: as written, capital letters; may be empty.
        personal_id: digits; may be empty.
        full_name: may be empty.
        card_number: 12 digits, empty for none, the text itself where it is no card number.
        result: None when the row says nothing that is understood.
        note: what the office wrote beside it.
        run: 1 for the first card of the record, 2 for the one in its place; 0 when not told.
    """

    number: int
    cells: tuple[str, ...]
    receipt_number: str = ""
    personal_id: str = ""
    full_name: str = ""
    card_number: str = ""
    result: PrintResult | None = None
    note: str = ""
    run: int = 0


@dataclass(frozen=True)
class AsideRow:
    """A row that fits no record, with the reason in words."""

    number: int
    cells: tuple[str, ...]
    code: Aside
    text: str


@dataclass(frozen=True)
class TakeReport:
    """What a list brings, or brought.

    Attributes:
        already_taken: this very file was taken in before; nothing changed.
        sent: records that are at the printing office now.
        printed: records whose card is printed now.
        failed: records that came back from the printing office with a reason.
        unchanged: rows that say what is known already.
        aside: rows that fit no record.
    """

    file_name: str
    sha256: str
    already_taken: bool = False
    sent: int = 0
    printed: int = 0
    failed: int = 0
    unchanged: int = 0
    aside: tuple[AsideRow, ...] = ()


@dataclass(frozen=True)
class CardView:
    """One card with the person it is for.

    Attributes:
        application_state: where the record is; `RETURNED` once its count was closed.
        reason: why it is damaged or missing.
        received_by: who took it where that was not the member.
        old_card_collected: None where nobody asked.
    """

    card_id: UUID
    application_id: UUID
    card_number: str
    receipt_number: str
    full_name: str
    birth_date: str
    personal_id: str
    cell: str
    state: CardState
    application_state: ApplicationState
    reason: str = ""
    undelivered: Undelivered | None = None
    undelivered_note: str = ""
    handed_at: datetime | None = None
    way: HandOverWay | None = None
    witness: str = ""
    received_by: str = ""
    old_card_collected: bool | None = None


@dataclass(frozen=True)
class CountView:
    """One count: how far it is, or how it ended.

    Attributes:
        number: running number of the protocol.
        waiting: cards that are printed and were neither counted nor marked.
        cards: those of this count, in the order they were marked.
    """

    count_id: UUID
    number: int
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None
    closed_by: str
    expected: int
    counted: int
    damaged: int
    missing: int
    waiting: int
    cards: tuple[CardView, ...] = ()


@dataclass(frozen=True)
class HandOver:
    """What is written down when a member gets the card.

    Attributes:
        way: signed on the list, on the pad, by the secretary for the cell, or a witness stands
            for it.
        witness: name; needed with `WITNESS`.
        receiver: who takes the cards of the cell; needed with `SECRETARY`.
        old_card_collected: None only where the setting says that nobody asks.
        signature_png: needed with `PAD` and `SECRETARY`.
        strokes: how the hand moved; kept beside the picture.
    """

    way: HandOverWay
    witness: str = ""
    receiver: str = ""
    old_card_collected: bool | None = None
    signature_png: bytes | None = field(default=None, repr=False)
    strokes: PenStrokes = field(default=(), repr=False)


@dataclass(frozen=True)
class CellProgress:
    """How far one cell is.

    Attributes:
        eligible: people of the cell who may renew now.
        handed_over: of them, who has the new card.
        apart: cards handed over to people outside the denominator.
        to_hand_over: cards that are here and wait for their person.
        undelivered: of them, those with a reason why not.
        on_the_way: records at the printing office or printed.
    """

    cell: str
    eligible: int
    handed_over: int
    apart: int
    to_hand_over: int
    undelivered: int
    on_the_way: int


@dataclass(frozen=True)
class Person:
    """What completion needs of somebody on the list.

    Attributes:
        is_eligible: may renew now and is counted in the unit's own total.
    """

    member_id: UUID
    cell: str
    is_eligible: bool
