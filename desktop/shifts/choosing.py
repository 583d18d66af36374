"""Shifts that a batch may be made of: those that were opened, with what was received in them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from desktop.common.shifts import DayPart, OpenedShift
from desktop.models import Shift
from desktop.shifts import store as queries
from desktop.shifts.errors import NoSuchShiftError
from desktop.storage.unit_of_work import Session

_MOST = 60


def numbered(session: Session, number: int) -> OpenedShift:
    """Return a shift by its number, open or closed, with when its records were received.

    A record that was received again in a later shift belongs to that one.

    Raises:
        NoSuchShiftError: there is no shift under this number.
    """
    row = queries.numbered_shift(session, number)
    if row is None:
        raise NoSuchShiftError(number)
    keys = queries.received_last_between(session, row.first_event, row.last_event)
    moments = [one.received_at for one in queries.records(session, keys).values()]
    return _opened(row, (one for one in moments if one is not None))


def holding_waiting(session: Session) -> tuple[OpenedShift, ...]:
    """Return the newest shifts of which records have not left, the newest first.

    Each holds those records only. Further back than some sixty shifts nothing is looked for.
    """
    moments = queries.waiting_receptions(session)
    rows = queries.newest_shifts(session, _MOST) if moments else ()
    if not rows:
        return ()
    events = queries.newest_receptions(session, rows[-1].first_event)
    found = [
        _opened(row, (at for key, at in moments.items() if _is_in(row, events.get(key))))
        for row in rows
    ]
    return tuple(shift for shift in found if shift.receptions)


def _is_in(row: Shift, event: int | None) -> bool:
    if event is None or event < row.first_event:
        return False
    return row.last_event is None or event <= row.last_event


def _opened(row: Shift, receptions: Iterable[datetime]) -> OpenedShift:
    day, part = date.fromisoformat(row.day), DayPart(row.part)
    return OpenedShift(day, part, row.number, frozenset(receptions))
