"""Queries of leases; in an embedded store, where one program works, each does nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Interval, bindparam, case, delete, func, literal, or_, select
from sqlalchemy.orm import Session

from desktop.common.vocabulary import ApplicationState
from desktop.intake.leases import rules
from desktop.intake.leases.errors import HeldElsewhereError
from desktop.intake.leases.views import Holder
from desktop.models import Application, CounterLease
from desktop.models.base import table_of
from desktop.security.office.errors import ClocksApartError, TwinCounterError
from desktop.security.timekeeping.rules import server_gap
from desktop.security.timekeeping.views import ServerGap
from desktop.storage.prepared import Prepared, Work
from desktop.storage.sharing import Columns, take_row
from desktop.storage.twins import twin
from desktop.storage.unit_of_work import STATION

_LEASES = table_of(CounterLease)
_END = Prepared(
    delete(_LEASES).where(
        _LEASES.c.member_id == bindparam("of"),
        or_(
            _LEASES.c.station == bindparam("ours"),
            _LEASES.c.renewed_at <= func.clock_timestamp() - literal(rules.LASTS, Interval),
        ),
    )
)


def begin(session: Session, member_id: UUID, actor: str, at: datetime) -> None:
    """Hold a person who is opened here, under clocks that agree; see `take`.

    Whoever is begun under a clock that is minutes apart would stand in a wrong order with what the
    other counters do; what is open already may be finished and saved.

    Args:
        session: the caller's own transaction.
        member_id: the person.
        actor: who has this counter.
        at: the time of this machine.

    Raises:
        ClocksApartError: the clocks of this machine and the server are too far apart.
        TwinCounterError: another machine works under our code, and was there before us.
        HeldElsewhereError: another counter has them.
    """
    if session.info.get(STATION) is None:
        return
    lead = at - _moment(session)
    if server_gap(lead) is ServerGap.STOPS:
        raise ClocksApartError(round(abs(lead.total_seconds()) / 60))
    other = twin(session)
    if other is not None and other.came_first:
        raise TwinCounterError(other.address)
    take(session, member_id, actor)


def take(session: Session, member_id: UUID, actor: str) -> None:
    """Hold a person for this counter, or go on holding them, in the caller's own transaction.

    Raises:
        HeldElsewhereError: another counter has them.
    """
    station = session.info.get(STATION)
    if station is None:
        return
    if not take_row(session, _LEASES, _taken(member_id, station, actor), _may_take):
        row = _locked(session, member_id)
        # None: given free in the same blink; whoever writes next takes it.
        if row is not None and row.station != station:
            raise HeldElsewhereError(_holder(row))


def _taken(member_id: UUID, station: str, actor: str) -> dict[str, Any]:
    now = func.clock_timestamp()
    return {
        "member_id": member_id,
        "station": station,
        "operator": actor,
        "since": now,
        "renewed_at": now,
    }


def _may_take(row: Columns, new: Columns) -> tuple[ColumnElement[bool], dict[str, Any]]:
    """Return whose lease may be written over, and with what: our own, and one that ran out."""
    is_ours = row.station == new.station
    keeps = {
        "station": new.station,
        "operator": case((new.operator == "", row.operator), else_=new.operator),
        "since": case((is_ours, row.since), else_=new.since),
        "renewed_at": new.renewed_at,
    }
    return or_(is_ours, row.renewed_at <= new.renewed_at - literal(rules.LASTS, Interval)), keeps


def require_ours(session: Session, member_id: UUID) -> None:
    """Refuse to change a person whom another counter has; nothing is taken.

    Raises:
        HeldElsewhereError: it has them.
    """
    found = holder_elsewhere(session, member_id)
    if found is not None:
        raise HeldElsewhereError(found)


def holder_elsewhere(session: Session, member_id: UUID) -> Holder | None:
    """Return which other counter has a person open, or None."""
    station = session.info.get(STATION)
    if station is None:
        return None
    row = session.get(CounterLease, member_id)
    if row is None or row.station == station or not rules.is_held(row.renewed_at, _moment(session)):
        return None
    return _holder(row)


def end_with(work: Work, station: str, member_id: UUID) -> None:
    """Give a person free whose record this counter is just saving; below the ORM.

    Args:
        work: the transaction of the saving.
        station: the code of this counter.
        member_id: whose record it is.

    Raises:
        HeldElsewhereError: another counter took the person over meanwhile.
    """
    connection = work.connection() if isinstance(work, Session) else work
    if connection.dialect.name == "sqlite":
        return
    if _END.count(work, {"of": member_id, "ours": station}):
        return
    row = connection.execute(select(_LEASES).where(_LEASES.c.member_id == member_id)).first()
    if row is not None:
        raise HeldElsewhereError(Holder(member_id, row.station, row.operator, row.since))


def give_free(session: Session, member_id: UUID) -> None:
    """Give a person free, if it is this counter that has them."""
    station = session.info.get(STATION)
    if station is not None:
        session.execute(
            delete(CounterLease).where(
                CounterLease.member_id == member_id, CounterLease.station == station
            )
        )


def hand_over(session: Session, member_id: UUID, actor: str) -> Holder | None:
    """Make a person this counter's, whoever has them; return who had them."""
    station = session.info.get(STATION)
    row = None if station is None else _locked(session, member_id)
    if row is None or row.station == station:
        return None
    before, now = _holder(row), _moment(session)
    row.station, row.operator, row.since, row.renewed_at = str(station), actor, now, now
    return before


def held_elsewhere(session: Session) -> dict[UUID, Holder]:
    """Return everybody whom other counters have open now."""
    station = session.info.get(STATION)
    if station is None:
        return {}
    now = _moment(session)
    rows = session.scalars(select(CounterLease).where(CounterLease.station != station))
    return {row.member_id: _holder(row) for row in rows if rules.is_held(row.renewed_at, now)}


def file_of(session: Session, key: UUID) -> Application | None:
    """Return an application by its own key, or the live one of a person, or None."""
    row = session.get(Application, key)
    if row is not None:
        return row
    live = Application.state != ApplicationState.WITHDRAWN.value
    found = select(Application).where(Application.member_id == key, live)
    return session.scalars(found.order_by(Application.created_at.desc()).limit(1)).first()


def is_open(row: Application) -> bool:
    """Whether a record is still being made; a closed one is held by nobody."""
    return row.state == ApplicationState.DRAFT.value


def _locked(session: Session, member_id: UUID) -> CounterLease | None:
    return session.get(CounterLease, member_id, with_for_update=True, populate_existing=True)


def _moment(session: Session) -> datetime:
    """Return the server's time: the clocks of the counters are minutes apart."""
    moment: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
    return moment


def _holder(row: CounterLease) -> Holder:
    return Holder(row.member_id, row.station, row.operator, row.since)
