"""Counting queries of the provincial desk; each walks an index or a small table once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from desktop.batch.answering.files import ACCEPTED, REJECTED
from desktop.models import (
    KnownStation,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
    RecordPair,
)
from desktop.province.records.store import waiting_ids
from desktop.storage.unit_of_work import Session

OPEN = "open"


def stations(session: Session) -> Sequence[KnownStation]:
    """Return every station, by code."""
    return session.scalars(select(KnownStation).order_by(KnownStation.code)).all()


def last_arrivals(session: Session) -> dict[UUID, datetime]:
    """Return when a batch of each station came last."""
    wanted = select(ReceivedBatch.station_id, func.max(ReceivedBatch.received_at)).group_by(
        ReceivedBatch.station_id
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def record_counts(session: Session) -> dict[UUID, tuple[int, int, int, int]]:
    """Return (current, accepted, rejected, waiting for somebody's decision) by station.

    A decision is needed where something was found, or where an open pair may be one person. All
    are counted along the index by station; the few that wait have indexes of their own.
    """
    counted = (
        select(
            ReceivedRecord.station_id,
            func.count(),
            func.count().filter(ReceivedRecord.verdict == ACCEPTED),
            func.count().filter(ReceivedRecord.verdict == REJECTED),
        )
        .where(ReceivedRecord.is_current)
        .group_by(ReceivedRecord.station_id)
    )
    held = (
        select(ReceivedRecord.station_id, func.count())
        .where(ReceivedRecord.id.in_(waiting_ids()))
        .group_by(ReceivedRecord.station_id)
    )
    waiting = {row[0]: row[1] for row in session.execute(held)}
    return {
        row[0]: (row[1], row[2], row[3], waiting.get(row[0], 0)) for row in session.execute(counted)
    }


def quarantine_counts(session: Session) -> dict[UUID, int]:
    """Return how many records are kept apart, by station."""
    wanted = select(QuarantinedRecord.station_id, func.count()).group_by(
        QuarantinedRecord.station_id
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def batches_of(session: Session, code: str) -> Sequence[ReceivedBatch]:
    """Return the batches of a station, newest number first."""
    wanted = (
        select(ReceivedBatch)
        .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
        .where(KnownStation.code == code)
        .order_by(ReceivedBatch.sequence.desc())
    )
    return session.scalars(wanted).all()


def unanswered(session: Session, code: str) -> dict[UUID, int]:
    """Return how many records of a station no answer tells of yet, by batch."""
    found: dict[UUID, int] = {}
    for table in (ReceivedRecord, QuarantinedRecord):
        wanted = (
            select(table.batch_id, func.count())
            .join(KnownStation, KnownStation.id == table.station_id)
            .where(KnownStation.code == code, table.answer_id.is_(None))
            .group_by(table.batch_id)
        )
        for batch, count in session.execute(wanted):
            found[batch] = found.get(batch, 0) + count
    return found


def apart_reasons(session: Session, code: str) -> list[tuple[str, int]]:
    """Return (reason, records) of what a station sent and was kept apart."""
    wanted = (
        select(QuarantinedRecord.reason, func.count())
        .join(KnownStation, KnownStation.id == QuarantinedRecord.station_id)
        .where(KnownStation.code == code)
        .group_by(QuarantinedRecord.reason)
        .order_by(func.count().desc(), QuarantinedRecord.reason)
    )
    return [(row[0], row[1]) for row in session.execute(wanted)]


def open_pairs(session: Session) -> int:
    """Return how many pairs wait for somebody to look at them."""
    wanted = select(func.count()).select_from(RecordPair).where(RecordPair.state == OPEN)
    return session.scalar(wanted) or 0


def by_channel(session: Session) -> list[tuple[str, str, int, int]]:
    """Return (commune, channel, current records, accepted) in order.

    Counted by station, which is one walk along an index, and added up here.
    """
    stations = select(KnownStation.id, KnownStation.commune_code)
    commune = {row[0]: row[1] for row in session.execute(stations)}
    wanted = (
        select(
            ReceivedRecord.station_id,
            ReceivedRecord.channel,
            func.count(),
            func.count().filter(ReceivedRecord.verdict == ACCEPTED),
        )
        .where(ReceivedRecord.is_current)
        .group_by(ReceivedRecord.station_id, ReceivedRecord.channel)
    )
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for station, channel, records, accepted in session.execute(wanted):
        key = (commune[station], channel)
        before = found.get(key, (0, 0))
        found[key] = (before[0] + records, before[1] + accepted)
    return [(*key, *counts) for key, counts in sorted(found.items())]


def reasons(session: Session) -> list[tuple[str, int]]:
    """Return (reason, records) of what was sent back, the most frequent first."""
    wanted = (
        select(ReceivedRecord.reason, func.count())
        .where(ReceivedRecord.verdict == REJECTED)
        .group_by(ReceivedRecord.reason)
    )
    apart = select(QuarantinedRecord.reason, func.count()).group_by(QuarantinedRecord.reason)
    found: dict[str, int] = {}
    for query in (wanted, apart):
        for reason, count in session.execute(query):
            found[reason] = found.get(reason, 0) + count
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))
