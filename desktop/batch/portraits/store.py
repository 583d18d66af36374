"""Queries of photos that left and what the province said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from desktop.common.vocabulary import FieldKey
from desktop.models import Application, ApplicationVersion, BatchRecord
from desktop.storage.readable import part_of
from desktop.storage.unit_of_work import Session


def sent(session: Session) -> Sequence[Row[Any]]:
    """Return every record of every batch with the photo part that holds now."""
    name = part_of(session, Application.snapshot, "fields", FieldKey.FULL_NAME.value)
    wanted = select(
        Application.id,
        name.label("full_name"),
        Application.receipt_number,
        Application.photo_report,
        Application.photo_exception,
        BatchRecord.record_version,
        BatchRecord.verdict,
        BatchRecord.reason,
        BatchRecord.field,
        BatchRecord.note,
        BatchRecord.answered_at,
    ).join(BatchRecord, BatchRecord.application_id == Application.id)
    return session.execute(wanted).all()


def replaced(session: Session) -> dict[UUID, list[tuple[int, Mapping[str, Any]]]]:
    """Return the photo parts that later versions took the place of, by record, ascending."""
    wanted = select(
        ApplicationVersion.application_id,
        ApplicationVersion.replaced_version,
        ApplicationVersion.snapshot,
    ).order_by(ApplicationVersion.replaced_version)
    found: dict[UUID, list[tuple[int, Mapping[str, Any]]]] = {}
    for key, version, snapshot in session.execute(wanted):
        photo = snapshot.get("photo")
        found.setdefault(key, []).append((version, photo if isinstance(photo, dict) else {}))
    return found
