"""Rows of inspections as they are written, each change with its event in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.campaign.inspections import store as queries
from desktop.campaign.inspections.errors import InspectionUnknownError
from desktop.campaign.inspections.views import InspectionView
from desktop.common.ids import new_id
from desktop.models.base import Made
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


def made(session: Session, now: datetime) -> dict[str, Any]:
    """Return the columns of a new row."""
    origin = security.station_of(session).code
    return {"id": new_id(), "origin": origin, "version": 0, "created_at": now, "updated_at": now}


def keep(session: Session, tag: Tag, row: Made, now: datetime, actor: str, **detail: Any) -> None:
    """Write a changed row, and what was done to it."""
    row.updated_at, row.version = now, row.version + 1
    session.flush()
    security.record_shared(session, tag, at=now, actor=actor, target=str(row.id), detail=detail)


def view_of(session: Session, number: int) -> InspectionView:
    """Return one inspection as it is now.

    Raises:
        InspectionUnknownError: none has this number.
    """
    session.flush()
    found = queries.inspections(session, [number])
    if not found:
        raise InspectionUnknownError
    return found[0]
