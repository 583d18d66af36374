"""Queries of flags of people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
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
    """Return every flag of somebody, the newest first, those taken back included.

    Also those of rows that were merged into theirs: the same person, listed twice before.
    """
    wanted = _about(select(PriorityFlag), member_id)
    newest = (PriorityFlag.created_at.desc(), PriorityFlag.id.desc())
    return session.scalars(wanted.order_by(*newest)).all()


def reasons_of(session: Session, member_id: UUID) -> frozenset[FlagReason]:
    """Return the flags of somebody that hold."""
    wanted = _about(select(PriorityFlag.reason), member_id)
    found = session.scalars(wanted.where(PriorityFlag.cleared_at.is_(None)))
    return frozenset(FlagReason(one) for one in found)


def flagged(session: Session) -> frozenset[UUID]:
    """Return everybody who has a flag that holds."""
    person_ = func.coalesce(Member.merged_into, Member.id)
    wanted = select(person_).join(PriorityFlag, PriorityFlag.member_id == Member.id)
    return frozenset(session.scalars(wanted.where(PriorityFlag.cleared_at.is_(None))))


def _about(wanted: Select[Any], member_id: UUID) -> Select[Any]:
    # Joined from the flags, which are few; the list may have 250 000 rows.
    joined = wanted.join(Member, Member.id == PriorityFlag.member_id)
    return joined.where(or_(PriorityFlag.member_id == member_id, Member.merged_into == member_id))
