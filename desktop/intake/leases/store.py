"""Queries of leases; in an embedded store, where one program works, each does nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from desktop.common.vocabulary import ApplicationState
from desktop.intake.leases import rules
from desktop.intake.leases.errors import HeldElsewhereError
from desktop.intake.leases.views import Holder
from desktop.models import Application, CounterLease
from desktop.models.base import table_of
from desktop.security.office.errors import ClocksApartError
from desktop.security.timekeeping.rules import server_gap
from desktop.security.timekeeping.views import ServerGap
from desktop.storage.prepared import Work
from desktop.storage.sharing import insert_new
from desktop.storage.unit_of_work import STATION

_LEASES = table_of(CounterLease)


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
        HeldElsewhereError: another counter has them.
    """
    if session.info.get(STATION) is None:
        return
    lead = at - _moment(session)
    if server_gap(lead) is ServerGap.STOPS:
        raise ClocksApartError(round(abs(lead.total_seconds()) / 60))
    take(session, member_id, actor)


def take(session: Session, member_id: UUID, actor: str) -> None:
    """Hold a person for this counter, or go on holding them, in the caller's own transaction.

    Raises:
        HeldElsewhereError: another counter has them.
    """
    station = session.info.get(STATION)
    if station is None:
        return
    now = _moment(session)
    made = {"member_id": member_id, "station": station, "operator": actor}
    insert_new(session, _LEASES, [{**made, "since": now, "renewed_at": now}])
    row = _locked(session, member_id)
    if row is None:  # given free in the same blink; whoever writes next takes it
        return
    if row.station != station:
        if rules.is_held(row.renewed_at, now):
            raise HeldElsewhereError(_holder(row))
        row.since = now
    row.station, row.operator, row.renewed_at = station, actor or row.operator, now


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
    row = connection.execute(
        select(_LEASES).where(_LEASES.c.member_id == member_id).with_for_update()
    ).first()
    if row is None:
        return
    now = connection.execute(select(func.clock_timestamp())).scalar_one()
    if row.station != station and rules.is_held(row.renewed_at, now):
        raise HeldElsewhereError(Holder(member_id, row.station, row.operator, row.since))
    connection.execute(delete(_LEASES).where(_LEASES.c.member_id == member_id))


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
