"""Queries of the queue."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.campaign.queue.views import Ticket
from desktop.common.vocabulary import TicketState, TurnPriority
from desktop.models import Member, QueueTicket
from desktop.storage.sharing import one_at_a_time

_AT_STAKE = [TicketState.WAITING.value, TicketState.CALLED.value, TicketState.NO_SHOW.value]


def stand_alone(session: Session) -> None:
    """Let no other counter give or call a number until this transaction ends."""
    one_at_a_time(session, "queue")


def tickets(session: Session, day: str) -> list[Ticket]:
    """Return every number of a day, the lowest first."""
    wanted = (
        select(QueueTicket, Member.full_name)
        .outerjoin(Member, Member.id == QueueTicket.member_id)
        .where(QueueTicket.day == day)
        .order_by(QueueTicket.number)
    )
    return [_ticket(row, name or "") for row, name in session.execute(wanted)]


def ticket_row(session: Session, ticket_id: UUID) -> QueueTicket | None:
    """Return one number as it is stored."""
    return session.get(QueueTicket, ticket_id)


def next_number(session: Session, day: str) -> int:
    """Return the number after the last one of a day."""
    last = session.scalar(select(func.max(QueueTicket.number)).where(QueueTicket.day == day))
    return (last or 0) + 1


def number_of(session: Session, day: str, member_id: UUID) -> int | None:
    """Return the number somebody still holds today."""
    return session.scalar(
        select(QueueTicket.number)
        .where(
            QueueTicket.day == day,
            QueueTicket.member_id == member_id,
            QueueTicket.state.in_(_AT_STAKE),
        )
        .limit(1)
    )


def birth_of(session: Session, member_id: UUID) -> str:
    """Return the birth date the list has of somebody, as it is stored; "" for nobody."""
    return session.scalar(select(Member.birth_date).where(Member.id == member_id)) or ""


def _ticket(row: QueueTicket, full_name: str) -> Ticket:
    return Ticket(
        id=row.id,
        number=row.number,
        priority=TurnPriority(row.priority),
        state=TicketState(row.state),
        issued_at=row.created_at,
        member_id=row.member_id,
        full_name=full_name,
        called_at=row.called_at,
        called_by=row.called_by,
        missed=row.missed,
        missed_at=row.missed_at,
    )
