"""The heads that came with the batches."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from desktop.models import ReceivedBatch
from desktop.province.chain.rules import ChainHead
from desktop.storage.unit_of_work import Session


def heads(session: Session) -> dict[UUID, list[ChainHead]]:
    """Return the head of every batch that arrived, by station."""
    batch = ReceivedBatch
    wanted = select(
        batch.station_id,
        batch.sequence,
        batch.audit_number,
        batch.audit_digest,
        batch.before_sequence,
        batch.before_number,
        batch.before_digest,
    )
    found: dict[UUID, list[ChainHead]] = {}
    for row in session.execute(wanted):
        found.setdefault(row[0], []).append(ChainHead(*row[1:]))
    return found
