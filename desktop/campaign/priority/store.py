"""Queries of flags of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.common.flags import FlagReason
from desktop.models import Member, PriorityFlag
from desktop.storage.sharing import one_at_a_time


def stand_alone(session: Session) -> None:
    """Let nobody else change flags until this transaction ends."""
    one_at_a_time(session, "priority")


def person(session: Session, member_id: UUID) -> Member | None:
    """Return the row of somebody on the list."""
    return session.get(Member, member_id)


def flags_of(session: Session, member_id: UUID) -> Sequence[PriorityFlag]:
    """Return every flag of somebody, the newest first, those taken back included."""
    wanted = select(PriorityFlag).where(PriorityFlag.member_id == member_id)
    newest = (PriorityFlag.created_at.desc(), PriorityFlag.id.desc())
    return session.scalars(wanted.order_by(*newest)).all()


def reasons_of(session: Session, member_id: UUID) -> frozenset[FlagReason]:
    """Return the flags of somebody that hold."""
    wanted: Any = select(PriorityFlag.reason).where(
        PriorityFlag.member_id == member_id, PriorityFlag.cleared_at.is_(None)
    )
    return frozenset(FlagReason(one) for one in session.scalars(wanted))


def flagged(session: Session) -> frozenset[UUID]:
    """Return everybody who has a flag that holds."""
    wanted = select(PriorityFlag.member_id).where(PriorityFlag.cleared_at.is_(None))
    return frozenset(session.scalars(wanted))
