"""The queue of each day at the counter."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.vocabulary import TicketState, TurnPriority
from desktop.models.base import Base, Made

_STATES = ", ".join(f"'{one.value}'" for one in TicketState)
_PRIORITIES = ", ".join(f"'{one.value}'" for one in TurnPriority)


class QueueTicket(Made, Base):
    """One number somebody was given; `day` is the local calendar day (ISO) it counts for."""

    __tablename__ = "queue_tickets"
    __table_args__ = (
        UniqueConstraint("day", "number"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint(f"priority IN ({_PRIORITIES})", name="known_priority"),
    )

    day: Mapped[str]
    number: Mapped[int]
    priority: Mapped[str]
    state: Mapped[str]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"), index=True)
    issued_by: Mapped[str]
    called_at: Mapped[datetime | None]
    called_by: Mapped[str] = mapped_column(default="", server_default="")
    missed: Mapped[int] = mapped_column(default=0, server_default="0")
    missed_at: Mapped[datetime | None]
