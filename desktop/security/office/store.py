"""Queries of the office: its row, its counters, and what a counter keeps to get in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import Setting, Station
from desktop.security.store import put_setting

_OFFICE, _WAY_IN = "office", "office_way_in"
"""Rows of the settings that nobody chooses: on the server, and in the profile of a counter."""


@dataclass(frozen=True)
class OfficeRow:
    """What the server says of the office.

    Attributes:
        office_id: random; tells this office from every other one.
        commune_code: whose office it is.
        wrapped_key: its key, wrapped by its recovery code (`security/recovery.py`).
        proof: the office's id, sealed by its key (hex).
    """

    office_id: str
    commune_code: str
    wrapped_key: str
    proof: str


@dataclass(frozen=True)
class WayIn:
    """What a counter needs to get in; it lies in the counter's own encrypted store only."""

    office_id: str
    password: str
    key: bytes

    def __repr__(self) -> str:
        """Never show a secret in a log."""
        return f"WayIn(office_id={self.office_id!r})"


def office(session: Session) -> OfficeRow | None:
    """Return the office of a server; None in a database that has none."""
    row = session.get(Setting, _OFFICE)
    return None if row is None else OfficeRow(**row.value["value"])


def put_office(session: Session, row: OfficeRow, *, at: datetime) -> None:
    """Write the office's row."""
    put_setting(session, _OFFICE, vars(row), at=at)


def counters(session: Session) -> list[str]:
    """Return the codes of the office's counters, in the order they came."""
    return list(session.scalars(select(Station.code).order_by(Station.created_at, Station.code)))


def way_in(session: Session) -> WayIn | None:
    """Return how this counter gets in; None in a profile of another kind."""
    row = session.get(Setting, _WAY_IN)
    if row is None:
        return None
    kept: dict[str, Any] = row.value["value"]
    return WayIn(kept["office_id"], kept["password"], bytes.fromhex(kept["key"]))


def put_way_in(session: Session, way: WayIn, *, at: datetime) -> None:
    """Keep how this counter gets in."""
    values = {"office_id": way.office_id, "password": way.password, "key": way.key.hex()}
    put_setting(session, _WAY_IN, values, at=at)
