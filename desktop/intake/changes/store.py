"""The look at the shared store: three ends of indexes and the few leases there are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import Session

from desktop.common.vocabulary import ApplicationState
from desktop.intake.changes.views import Look
from desktop.intake.leases.store import held_elsewhere
from desktop.models import Application, AuditEvent, Member
from desktop.storage.migrate import known_revisions
from desktop.storage.twins import twin

_REVISION = table("alembic_version", column("version_num"))


def look(session: Session, now: datetime) -> Look:
    """Return where a server's store stands; its cost does not grow with the list.

    Args:
        session: on the server.
        now: the time of this machine.
    """
    is_draft = Application.state == ApplicationState.DRAFT.value
    event, people, drafts, theirs, revision = session.execute(
        select(
            select(func.max(AuditEvent.number)).scalar_subquery(),
            select(func.max(Member.updated_at)).scalar_subquery(),
            select(func.max(Application.updated_at)).where(is_draft).scalar_subquery(),
            func.clock_timestamp(),
            select(_REVISION.c.version_num).limit(1).scalar_subquery(),
        )
    ).one()
    return Look(
        event or 0,
        people,
        drafts,
        held_elsewhere(session),
        lead=now - theirs,
        twin=twin(session),
        is_newer=revision not in known_revisions(),
    )
