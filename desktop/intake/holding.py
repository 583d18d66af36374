"""Who works on a draft: whoever changed it last; every change of hands is on record."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.intake import store as queries
from desktop.intake.leases.store import take
from desktop.models import Application
from desktop.security import store as security_queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


def holder_of(row: Application) -> str:
    """Return who works on a draft: who took it over last, else who opened it."""
    return row.taken_over_by or row.opened_by


def held_draft(session: Session, application_id: UUID, actor: str, at: datetime) -> Application:
    """Return a draft that somebody is about to change; from now on it is theirs.

    Raises:
        WrongStateError: there is none under this key, or it is closed.
    """
    row = queries.open_draft(session, application_id)
    take(session, row.member_id, actor)
    hold(session, row, actor=actor, at=at)
    return row


def hold(session: Session, row: Application, *, actor: str, at: datetime) -> str:
    """Make somebody the one who works on a draft, in the transaction that changes it.

    The record keeps who opened it; the trail has every one who took it over.

    Returns:
        Who worked on it before; the same name when nobody else did.
    """
    before = holder_of(row)
    if actor and actor != before:
        row.taken_over_by = actor
        row.updated_at = at
        detail = {"from": before, "to": actor}
        security_queries.record(
            session, Tag.DRAFT_TAKEN_OVER, at=at, actor=actor, target=str(row.id), detail=detail
        )
    return before


def hand_to(session: Session, row: Application, to: str, *, actor: str, at: datetime) -> str:
    """Give a draft to somebody else, who goes on with it; return who worked on it before."""
    before = holder_of(row)
    if to != before:
        row.taken_over_by = to
        row.updated_at = at
        detail = {"from": before, "to": to}
        security_queries.record(
            session, Tag.DRAFT_HANDED_TO, at=at, actor=actor, target=str(row.id), detail=detail
        )
    return before
