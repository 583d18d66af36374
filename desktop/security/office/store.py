"""Queries of the office: its row, its counters, and what a counter keeps to get in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import Office, Setting, Station
from desktop.security.store import put_setting

_WAY_IN = "office_way_in"
"""A row of the settings that nobody chooses, in the profile of a counter."""


@dataclass(frozen=True)
class WayIn:
    """What a counter needs to get in; it lies in the counter's own encrypted store only."""

    office_id: UUID
    password: str
    key: bytes

    def __repr__(self) -> str:
        """Never show a secret in a log."""
        return f"WayIn(office_id={self.office_id!r})"


def office(session: Session) -> Office | None:
    """Return the office of a server; None in a database that has none."""
    return session.scalars(select(Office)).one_or_none()


def counters(session: Session) -> list[str]:
    """Return the codes of the office's counters, in the order they came."""
    return list(session.scalars(select(Station.code).order_by(Station.created_at, Station.code)))


def way_in(session: Session) -> WayIn | None:
    """Return how this counter gets in; None in a profile of another kind."""
    row = session.get(Setting, _WAY_IN)
    if row is None:
        return None
    kept: dict[str, Any] = row.value["value"]
    return WayIn(UUID(kept["office_id"]), kept["password"], bytes.fromhex(kept["key"]))


def put_way_in(session: Session, way: WayIn, *, at: datetime) -> None:
    """Keep how this counter gets in."""
    values = {"office_id": str(way.office_id), "password": way.password, "key": way.key.hex()}
    put_setting(session, _WAY_IN, values, at=at)
