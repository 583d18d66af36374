"""The mark in the store: the latest time that was believed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models import AuditEvent, Setting
from desktop.security.store import own_name, put_setting, read_station
from desktop.security.timekeeping.rules import LONGEST_REST, RELEASED
from desktop.security.timekeeping.views import ClockFault, Mark
from desktop.storage.sharing import one_at_a_time

_NAME = "clock_mark"
"""A row of the settings that nobody chooses."""


def read_mark(session: Session) -> Mark:
    """Return the mark; a store without one has that of the latest event that can be believed."""
    row = session.get(Setting, own_name(session, _NAME))
    if row is None:
        return Mark(_latest_event(session), is_kept=False)
    value: dict[str, Any] = row.value["value"]
    since = value.get("accepted_at")
    return Mark(
        datetime.fromisoformat(value["trusted"]),
        frozenset(ClockFault(name) for name in value.get("accepted", [])),
        datetime.fromisoformat(since) if since else None,
    )


def _latest_event(session: Session) -> datetime | None:
    """Return the latest time of an event, but of none that was written under a clock years ahead.

    Opening the store or logging in leaves an event under whatever clock there is.
    """
    first = session.scalar(select(AuditEvent.at).order_by(AuditEvent.number).limit(1))
    if first is None:
        return None
    until = max(first, RELEASED) + LONGEST_REST
    return session.scalar(select(func.max(AuditEvent.at)).where(AuditEvent.at <= until))


def mark_to_change(session: Session) -> Mark:
    """Return the mark in order to write it; who else would, on the same server, waits for us.

    Two programs of one counter that began at once would both write its first mark.
    """
    one_at_a_time(session, own_name(session, _NAME))
    return read_mark(session)


def write_mark(session: Session, mark: Mark, *, at: datetime) -> None:
    """Keep a mark."""
    assert mark.trusted is not None
    value = {
        "trusted": mark.trusted.isoformat(),
        "accepted": sorted(fault.value for fault in mark.accepted),
        "accepted_at": mark.accepted_at.isoformat() if mark.accepted_at else "",
    }
    put_setting(session, own_name(session, _NAME), value, at=at)


def is_practice(session: Session) -> bool:
    """Return whether everything here is invented; so it is while the store is being made."""
    station = read_station(session)
    return station is None or station.is_practice
