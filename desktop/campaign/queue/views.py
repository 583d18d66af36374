"""What of the queue is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.common.vocabulary import TicketState, TurnPriority


@dataclass(frozen=True)
class Ticket:
    """One number of a day.

    Attributes:
        number: counted from 1 every day.
        member_id: whose it is; None when nobody asked.
        full_name: theirs; empty when nobody asked.
        called_at: of the last call; None before the first.
        called_by: the operator who called last.
        missed: how often they were called and not there.
        missed_at: of the last time; None before the first.
    """

    id: UUID
    number: int
    priority: TurnPriority
    state: TicketState
    issued_at: datetime
    member_id: UUID | None = None
    full_name: str = ""
    called_at: datetime | None = None
    called_by: str = ""
    missed: int = 0
    missed_at: datetime | None = None

    @property
    def has_priority(self) -> bool:
        """Whether somebody is called before those who only came earlier."""
        return self.priority is not TurnPriority.NONE


@dataclass(frozen=True)
class Turn:
    """Somebody who waits.

    Attributes:
        ahead: how many are called before.
        waited: minutes since the number was given.
        minutes: how many more it will take, by the pace of the day.
    """

    ticket: Ticket
    ahead: int
    waited: int
    minutes: int


@dataclass(frozen=True)
class QueueBoard:
    """The queue of today.

    Attributes:
        called: who is at a counter, or on the way to it; the last call first.
        waiting: in the order they will be called.
        away: who missed every call; they can be put back.
        served: how many have been served.
        median_wait: minutes from number to call, of those who were called; None before the first.
        issued: how many numbers were given today.
    """

    called: tuple[Ticket, ...] = ()
    waiting: tuple[Turn, ...] = ()
    away: tuple[Ticket, ...] = ()
    served: int = 0
    median_wait: int | None = None
    issued: int = 0

    @property
    def longest(self) -> int:
        """Minutes of whoever waits longest; 0 when nobody does."""
        return max((turn.waited for turn in self.waiting), default=0)

    def called_by(self, actor: str) -> Ticket | None:
        """Return whom somebody has called and not finished with."""
        return next((ticket for ticket in self.called if ticket.called_by == actor), None)
