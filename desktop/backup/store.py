"""Queries about the whole store: what is in it, and where its numbers stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.backup.views import StoreSummary
from desktop.models import AuditEvent, Counter, Setting
from desktop.security.audit import GENESIS
from desktop.security.store import chain_head, put_setting, record

__all__ = ["chain_head", "put_setting", "record"]

LAST_BACKUP = "last_backup"
"""Not a choice of anybody, so it is not among the declared settings."""
_COUNTS = {
    "members": "SELECT count(*) FROM members",
    "applications": "SELECT count(*) FROM applications",
    "received": "SELECT count(received_at) FROM applications",
    "batches": "SELECT count(*) FROM batches",
    "blobs": "SELECT count(*) FROM blobs",
}


Rows = Callable[[str], list[tuple[Any, ...]]]
"""Runs one SELECT and returns its rows: on a moment that is held still, or on an opened copy."""


def rows_of(session: Session) -> Rows:
    """Return what asks a session's own transaction."""
    connection = session.connection()
    return lambda text: [tuple(row) for row in connection.exec_driver_sql(text)]


def summary(rows: Rows) -> StoreSummary:
    """Return what a store holds."""
    newest = rows("SELECT number, digest FROM audit_events ORDER BY number DESC LIMIT 1")
    number, head = newest[0] if newest else (0, GENESIS)
    counts = {name: int(rows(text)[0][0]) for name, text in _COUNTS.items()}
    return StoreSummary(
        revision=str(rows("SELECT version_num FROM alembic_version")[0][0]),
        counts={**counts, "events": int(number)},
        audit_number=int(number),
        audit_head=str(head),
    )


def digest_of(session: Session, event: int) -> str:
    """Return the digest of one audit event; of none before the first."""
    found = session.scalar(select(AuditEvent.digest).where(AuditEvent.number == event))
    return GENESIS if found is None else found


def complaints(session: Session) -> list[str]:
    """Return what the checks of pages and of structure find: nothing in a whole store."""
    connection = session.connection()
    pages = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    structure = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    return pages + [line for line in structure if line != "ok"]


def move_numbers(session: Session, after: Callable[[str, int], int]) -> dict[str, tuple[int, int]]:
    """Let every series go on after another number; return those that moved, before and after."""
    moved = {}
    for row in session.scalars(select(Counter)):
        new = after(row.series, row.last)
        if new != row.last:
            moved[row.series] = (row.last, new)
            row.last = new
    return moved


def noted(session: Session, name: str) -> Any:
    """Return what was noted under a name, or None."""
    row = session.get(Setting, name)
    return None if row is None else row.value["value"]
