"""The look at the shared store: three ends of indexes and the few leases there are."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.common.vocabulary import ApplicationState
from desktop.intake.changes.views import Look
from desktop.intake.leases.store import held_elsewhere
from desktop.models import Application, AuditEvent, Member


def look(session: Session) -> Look:
    """Return where the store stands; its cost does not grow with the list."""
    is_draft = Application.state == ApplicationState.DRAFT.value
    event, people, drafts = session.execute(
        select(
            select(func.max(AuditEvent.number)).scalar_subquery(),
            select(func.max(Member.updated_at)).scalar_subquery(),
            select(func.max(Application.updated_at)).where(is_draft).scalar_subquery(),
        )
    ).one()
    return Look(event or 0, people, drafts, held_elsewhere(session))
