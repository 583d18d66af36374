"""What of shifts is shown to callers: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from desktop.common.shifts import DayPart
from desktop.common.vocabulary import DayKind, ShiftKind, Step, Unfinished


@dataclass(frozen=True)
class ShiftView:
    """One shift of this station.

    Attributes:
        number: running number at this station.
        day: the day it began; after midnight still the evening before.
        part: morning, afternoon or evening.
        kind: what it counts as.
        closed_at: None while it is open.
        head_digest: head of the audit chain when it was closed, 64 hex digits; "" while open.
        last_event: number of the closing event; None while it is open.
    """

    id: UUID
    number: int
    day: date
    part: DayPart
    kind: ShiftKind
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    closed_by: str = ""
    head_digest: str = ""
    last_event: int | None = None


@dataclass(frozen=True)
class NextShift:
    """What a shift that is opened now would be.

    Attributes:
        holiday: name of the holiday, "" on other days.
        station: code of this station.
    """

    day: date
    part: DayPart
    kind: ShiftKind
    holiday: str
    station: str


@dataclass(frozen=True)
class OpenItem:
    """Something that lies unfinished.

    Attributes:
        kind: a draft, a form for somebody outside the list, or a print that did not end on paper.
        subject_id: the application, the form or the print order.
        application_id: the record it belongs to; None for a form.
        name: the applicant, or the receipt number of a print.
        step: where a draft stopped; None for the others.
        problem: why a print failed; "" while it waits.
        held_by: who works on it.
        given_to: who of the next shift goes on with it; "" while it is in the way of closing.
    """

    kind: Unfinished
    subject_id: UUID
    application_id: UUID | None
    name: str
    at: datetime
    step: Step | None = None
    problem: str = ""
    held_by: str = ""
    given_to: str = ""


@dataclass(frozen=True)
class OperatorFigures:
    """What one person did in a shift.

    Attributes:
        received: records received by them.
        median_seconds: from the first step to the receipt; None without a time.
        p90_seconds: nine of ten were at most this long; None without a time.
        returned: records set aside, sent back or withdrawn by them after reception.
        overrides: portraits or signatures done without, with a reason.
    """

    name: str
    received: int = 0
    median_seconds: int | None = None
    p90_seconds: int | None = None
    returned: int = 0
    overrides: int = 0


@dataclass(frozen=True)
class OverrideCount:
    """A reason why a portrait or a signature was done without, and how often.

    Attributes:
        what: `photo` or `signature`.
        reason: a code of `CannotSign` for signatures, else what the clerk chose or wrote.
    """

    what: str
    reason: str
    count: int


@dataclass(frozen=True)
class Worked:
    """Somebody who logged in during a shift: the first and the last time."""

    name: str
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Figures:
    """What the closing page says; `received == done + withdrawn + put_back` at all times.

    Attributes:
        received: records that were received in this shift, each once.
        again: of these, those that had been received before (sent back, then mended).
        before_opening: of these, those received while no shift was open yet.
        done: of these, those that stand as received or went further.
        withdrawn: of these, those that were taken back since.
        put_back: of these, those that are being mended or were set aside since.
        unfinished: drafts and forms that lie open.
        handed_on: of what lies open, what was given to somebody of the next shift.
        returned: times a received record was set aside or sent back in this shift.
        failed_prints: prints that failed in this shift.
        open_prints: receipts that are not on paper.
        median_seconds: of all applicants; None without a time.
        p90_seconds: of all applicants; None without a time.
        operators: the same by person.
        overrides: what was done without, by reason.
        waiting_export: records that have not left in a batch.
        batches: batches that were exported in this shift.
        unanswered_batches: batches the province has not answered.
        last_backup_at: newest backup that this station remembers.
        worked: who logged in.
    """

    received: int = 0
    again: int = 0
    before_opening: int = 0
    done: int = 0
    withdrawn: int = 0
    put_back: int = 0
    unfinished: int = 0
    handed_on: int = 0
    returned: int = 0
    failed_prints: int = 0
    open_prints: int = 0
    median_seconds: int | None = None
    p90_seconds: int | None = None
    operators: tuple[OperatorFigures, ...] = ()
    overrides: tuple[OverrideCount, ...] = ()
    waiting_export: int = 0
    batches: int = 0
    unanswered_batches: int = 0
    last_backup_at: datetime | None = None
    worked: tuple[Worked, ...] = ()


@dataclass(frozen=True)
class ShiftState:
    """How a shift stands.

    Attributes:
        shift: the shift, open or closed.
        figures: now, or frozen when it was closed.
        items: what lies open; empty for a closed one.
    """

    shift: ShiftView
    figures: Figures
    items: tuple[OpenItem, ...] = ()

    @property
    def in_the_way(self) -> tuple[OpenItem, ...]:
        """What must be finished or handed on before the shift can be closed."""
        return tuple(item for item in self.items if not item.given_to)


@dataclass(frozen=True)
class CalendarRow:
    """A day that is no plain weekday.

    Attributes:
        name: of the holiday, or what the office wrote.
        is_holiday: whether a shift on it counts as a holiday's.
        override: how the office keeps it; None where the public calendar holds.
    """

    day: date
    name: str
    is_holiday: bool
    override: DayKind | None = None
