"""A conflict as people and programs see it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from desktop.common.vocabulary import FieldKey
from desktop.field.kits.views import Conflict, ConflictDetail, Face, FieldPair, Side
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


def detail_of(session: Session, record: FieldRecord) -> ConflictDetail:
    """Return both records side by side, with their pictures."""
    here = queries.application(session, record.id) or queries.rival(session, record)
    (row,) = record.document["application"]
    ours: dict[str, Any] = dict(here.fields) if here is not None else {}
    theirs: dict[str, Any] = row["fields"]
    pairs = tuple(
        FieldPair(key, str(ours.get(key.value) or ""), str(theirs.get(key.value) or ""))
        for key in FieldKey
        if ours.get(key.value) or theirs.get(key.value)
    )
    return ConflictDetail(
        conflict=conflict_of(session, record),
        pairs=pairs,
        ours=_face(session, here.photo_digest, here.signature_digest) if here else None,
        theirs=_face(session, row["photo_digest"], row["signature_digest"]),
    )


def _face(session: Session, photo: str | None, signature: str | None) -> Face:
    return Face(queries.bytes_of(session, photo), queries.bytes_of(session, signature))


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
