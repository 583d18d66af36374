"""Questions about the store's own health."""

from __future__ import annotations

from sqlalchemy.orm import Session


def integrity_complaints(session: Session) -> list[str]:
    """Return what SQLCipher's page check and SQLite's structure check complain about."""
    pages = [
        str(row[0]) for row in session.connection().exec_driver_sql("PRAGMA cipher_integrity_check")
    ]
    structure = [str(row[0]) for row in session.connection().exec_driver_sql("PRAGMA quick_check")]
    return pages + [line for line in structure if line != "ok"]
