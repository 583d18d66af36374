"""Questions about the store's own health."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.backup.store import rows_of, summary
from desktop.backup.views import StoreSummary
from desktop.models import Application, Member, Operator
from desktop.security.store import record_shared
from desktop.security.tags import Tag


def integrity_complaints(session: Session) -> list[str]:
    """Return what SQLCipher's page check and SQLite's structure check complain about."""
    pages = [
        str(row[0]) for row in session.connection().exec_driver_sql("PRAGMA cipher_integrity_check")
    ]
    structure = [str(row[0]) for row in session.connection().exec_driver_sql("PRAGMA quick_check")]
    return pages + [line for line in structure if line != "ok"]


def names_of_people(session: Session) -> set[str]:
    """Return every name the store knows: members, operators, and whoever has an application."""
    names = set(session.scalars(select(Member.full_name)))
    names |= set(session.scalars(select(Operator.full_name)))
    names |= {
        str(fields.get("full_name", "")) for fields in session.scalars(select(Application.fields))
    }
    return {name for name in names if name}


def holding(session: Session) -> StoreSummary:
    """Return revision and counts of the store."""
    return summary(rows_of(session))


def note_bundle(session: Session, *, at: datetime, actor: str, files: int) -> None:
    """Leave the event that a support bundle was written."""
    record_shared(session, Tag.SUPPORT_BUNDLED, at=at, actor=actor, detail={"files": files})
