"""Queries of the report: the database counts, a few hundred rows come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from desktop.batch.answering.files import ACCEPTED, REJECTED
from desktop.models import ReceivedRecord, ReportUnit
from desktop.province.reporting.views import UnitRow
from desktop.storage.unit_of_work import Session


@dataclass(frozen=True)
class Counted:
    """Current records of one station and channel."""

    station_id: UUID
    channel: str
    received: int
    accepted: int
    rejected: int
    recent: int


def counts(session: Session, *, since: str) -> list[Counted]:
    """Return the counts by station and channel; one walk over the current records.

    Args:
        session: the unit of work.
        since: records taken at this moment (ISO, UTC) or later are recent.
    """
    record = ReceivedRecord
    wanted = (
        select(
            record.station_id,
            record.channel,
            func.count(),
            func.count().filter(record.verdict == ACCEPTED),
            func.count().filter(record.verdict == REJECTED),
            func.count().filter(record.taken_at >= since),
        )
        .where(record.is_current)
        .group_by(record.station_id, record.channel)
    )
    return [Counted(*row) for row in session.execute(wanted)]


def first_taken(session: Session) -> str:
    """Return when the first current record was taken (ISO), empty for none."""
    wanted = select(func.min(ReceivedRecord.taken_at)).where(
        ReceivedRecord.is_current, ReceivedRecord.taken_at != ""
    )
    return session.scalar(wanted) or ""


def units(session: Session) -> Sequence[ReportUnit]:
    """Return every unit that the province entered, by code."""
    return session.scalars(select(ReportUnit).order_by(ReportUnit.code)).all()


def put_unit(session: Session, unit: UnitRow, *, at: datetime, actor: str) -> None:
    """Write a unit."""
    row = session.get(ReportUnit, unit.code)
    if row is None:
        row = ReportUnit(code=unit.code)
        session.add(row)
    row.name, row.kind, row.eligible = unit.name, unit.kind.value, unit.eligible
    row.set_at, row.set_by = at, actor
    session.flush()
