"""Small notes under a name: JSON values beside the settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import Setting


def note(session: Session, name: str) -> dict[str, Any] | None:
    """Return what is noted under a name: JSON values, or None."""
    row = session.get(Setting, name)
    return None if row is None else dict(row.value["value"])


def notes(session: Session, prefix: str) -> dict[str, dict[str, Any]]:
    """Return every note whose name begins so, the latest first."""
    rows = session.scalars(
        select(Setting)
        .where(Setting.name.startswith(prefix, autoescape=True))
        .order_by(Setting.updated_at.desc(), Setting.name)
    )
    return {row.name: dict(row.value["value"]) for row in rows}


def put_note(session: Session, name: str, value: dict[str, Any], *, at: datetime) -> bool:
    """Keep a note; return whether it is a new one.

    Notes lie beside the settings: both are small values of this station under a name, and a name
    that is not declared in common/settings.py is never read as a setting.
    """
    row = session.get(Setting, name)
    if row is not None:
        row.value, row.updated_at = {"value": value}, at
        return False
    session.add(Setting(name=name, value={"value": value}, updated_at=at))
    return True


def drop_note(session: Session, name: str) -> None:
    """Drop a note, if there is one."""
    row = session.get(Setting, name)
    if row is not None:
        session.delete(row)
