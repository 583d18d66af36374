"""Queries of services beside the card."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.common.flags import VisitService
from desktop.models import OtherService
from desktop.storage.sharing import one_at_a_time


def stand_alone(session: Session) -> None:
    """Let nobody else note a service until this transaction ends."""
    one_at_a_time(session, "same_visit")


def noted(session: Session, application_id: UUID, kind: VisitService) -> OtherService | None:
    """Return the row of a service that holds."""
    return session.scalar(
        select(OtherService).where(
            OtherService.application_id == application_id,
            OtherService.kind == kind.value,
            OtherService.undone_at.is_(None),
        )
    )


def kinds_of(session: Session, application_id: UUID) -> frozenset[VisitService]:
    """Return the services that hold."""
    wanted = select(OtherService.kind).where(
        OtherService.application_id == application_id, OtherService.undone_at.is_(None)
    )
    return frozenset(VisitService(one) for one in session.scalars(wanted))


def counts(session: Session, before: datetime) -> dict[VisitService, int]:
    """Return how many services of each kind held at a moment, also of erased records."""
    wanted = (
        select(OtherService.kind, func.count())
        .where(
            OtherService.created_at < before,
            or_(OtherService.undone_at.is_(None), OtherService.undone_at >= before),
        )
        .group_by(OtherService.kind)
    )
    found = {row[0]: row[1] for row in session.execute(wanted)}
    return {one: found.get(one.value, 0) for one in VisitService}
