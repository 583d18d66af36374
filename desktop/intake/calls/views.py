"""What of phone calls is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from desktop.common.vocabulary import CallFor, CallOutcome


class CallState(StrEnum):
    """How a person to be called stands today."""

    DUE = "due"
    """Never called, or the day of the next call has come."""
    LATER = "later"
    """Called; the next call has its day."""
    COMING = "coming"
    """Said when they come, and that day is not over."""
    WRONG_NUMBER = "wrong_number"
    """Somebody has to find another number first."""
    REFUSED = "refused"


@dataclass(frozen=True)
class Callee:
    """Somebody who has to be called.

    Attributes:
        cell: may be empty.
        phone: digits as they were given; empty when nobody knows it.
        need: what they are asked to do; a marked Vietnamese text.
        note: words of the province about it, as they came.
        since: since when they have to be called; older calls were about something else.
    """

    application_id: UUID
    call_for: CallFor
    full_name: str
    cell: str
    phone: str
    receipt_number: str
    need: str
    note: str
    since: datetime


@dataclass(frozen=True)
class Call:
    """One call that was made.

    Attributes:
        on_day: ISO day: when they come, or when to call again; "" for none.
        note: what was said, in a few words; may be empty.
    """

    outcome: CallOutcome
    on_day: str
    note: str
    called_at: datetime
    called_by: str


@dataclass(frozen=True)
class CallLine:
    """One line of the list.

    Attributes:
        tries: how many calls were made about this.
        last: the newest of them; None before the first.
        due_on: ISO day of the next call; "" when no call is planned.
    """

    callee: Callee
    tries: int
    last: Call | None
    state: CallState
    due_on: str


@dataclass(frozen=True)
class CallList:
    """Everybody to be called; whose turn it is today first."""

    lines: tuple[CallLine, ...] = ()

    def count(self, state: CallState) -> int:
        """Return how many people stand so."""
        return sum(line.state is state for line in self.lines)

    @property
    def reached(self) -> int:
        """How many were spoken to: they come, or they refuse."""
        return self.count(CallState.COMING) + self.count(CallState.REFUSED)
