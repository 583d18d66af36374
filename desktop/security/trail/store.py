"""Queries of the trail: blocks of events in their order, heads that left with batches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import AuditEvent, Batch
from desktop.models.base import table_of
from desktop.security.trail.rules import StoredEvent

BLOCK = 2_000
"""Events in memory at a time; each has about half a kilobyte."""

_EVENTS = table_of(AuditEvent)
_COLUMNS = "number, at, actor, tag, target, detail, previous, digest"
_RAW = f"SELECT {_COLUMNS} FROM audit_events WHERE number > ? ORDER BY number LIMIT {BLOCK}"  # noqa: S608 - constants


def blocks(session: Session, after: int = 0) -> Iterator[list[StoredEvent]]:
    """Yield the trail in order.

    Args:
        session: one reading, so that nothing grows meanwhile.
        after: the number to begin behind.
    """
    is_embedded = session.connection().dialect.name == "sqlite"
    # Numbers may be anything where somebody meddled, also negative: begin below all of them.
    last = after or (-(1 << 62) if is_embedded else -(1 << 31))
    while True:
        found = _embedded(session, last) if is_embedded else _on_server(session, last)
        if not found:
            return
        yield found
        last = found[-1].number


def _embedded(session: Session, last: int) -> list[StoredEvent]:
    # The driver's own values: making a million rows and times into objects costs more than proof.
    cursor = session.connection().connection.cursor()
    try:
        rows = cursor.execute(_RAW, (last,)).fetchall()
    finally:
        cursor.close()
    return [StoredEvent(row[0], str(row[1]).replace(" ", "T"), *row[2:]) for row in rows]


def _on_server(session: Session, last: int) -> list[StoredEvent]:
    columns = [_EVENTS.c[name] for name in _COLUMNS.split(", ")]
    query = select(*columns).where(_EVENTS.c.number > last).order_by(_EVENTS.c.number)
    return [
        StoredEvent(
            row.number,
            row.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds"),
            row.actor,
            row.tag,
            row.target,
            json.dumps(row.detail, ensure_ascii=False, sort_keys=True),
            row.previous,
            row.digest,
        )
        for row in session.execute(query.limit(BLOCK))
    ]


def has_digest(session: Session, digest: str) -> bool:
    """Return whether an event with this digest is anywhere in the trail."""
    query = select(_EVENTS.c.number).where(_EVENTS.c.digest == digest).limit(1)
    return session.execute(query).first() is not None


def newest_number(session: Session) -> int:
    """Return the number of the newest event; 0 for none."""
    return session.scalar(select(func.max(_EVENTS.c.number))) or 0


def event_before(session: Session, number: int) -> tuple[int, str] | None:
    """Return number and digest of the event before this number, or None."""
    query = (
        select(_EVENTS.c.number, _EVENTS.c.digest)
        .where(_EVENTS.c.number < number)
        .order_by(_EVENTS.c.number.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return (row.number, row.digest) if row else None


def exported_heads(session: Session) -> list[tuple[int, str, int]]:
    """Return the heads that left with batches: number, digest, the batch's sequence."""
    query = (
        select(Batch.audit_number, Batch.audit_digest, Batch.sequence)
        .where(Batch.audit_digest != "", Batch.audit_number > 0)
        .order_by(Batch.sequence)
    )
    return [(row.audit_number, row.audit_digest, row.sequence) for row in session.execute(query)]
