"""A conflict as people and programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.field.kits.views import Conflict, Side
from desktop.field.merging import store as queries
from desktop.models import Application, FieldDevice, FieldRecord, Member
from desktop.storage.unit_of_work import Session


def conflict_of(session: Session, record: FieldRecord) -> Conflict:
    """Return both sides of a record that waits."""
    person = session.get_one(Member, record.member_id)
    device = session.get_one(FieldDevice, record.device_id)
    here = queries.application(session, record.id) or queries.rival(session, record)
    (row,) = record.document["application"]
    theirs = Side(
        record_id=record.id,
        receipt_number=row["receipt_number"] or "",
        state=row["state"],
        version=record.version,
        station=device.station,
        received_at=_moment(row["received_at"]),
        received_by=row["received_by"],
    )
    ours = _ours(here) if here is not None else None
    return Conflict(person.id, person.full_name, person.cell, ours, theirs)


def _ours(row: Application) -> Side:
    return Side(
        record_id=row.id,
        receipt_number=row.receipt_number or "",
        state=row.state,
        version=row.version,
        station=row.origin,
        received_at=row.received_at,
        received_by=row.received_by or row.taken_over_by or row.opened_by,
    )


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None
