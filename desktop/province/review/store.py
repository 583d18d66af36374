"""Queries of deciding: one record whole, its doubles, and the way back of a decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, not_, or_, select, tuple_, update

from desktop.batch.answering.files import ACCEPTED
from desktop.models import (
    Blob,
    KnownStation,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
    RecordPair,
)
from desktop.models.base import table_of
from desktop.province.answering.store import OPEN
from desktop.province.records.store import doubled_ids, waiting_ids
from desktop.province.records.store import undecided as is_undecided
from desktop.storage.unit_of_work import Session

Pair = tuple[UUID, UUID]


def waiting_counts(session: Session) -> tuple[int, int]:
    """Return how many records wait for somebody, and how many of them are doubles."""
    held, twice = (
        session.scalar(select(func.count()).select_from(some.subquery())) or 0
        for some in (waiting_ids(), doubled_ids())
    )
    return held, twice


def undecided(session: Session) -> int:
    """Return how many current records nobody decided about."""
    wanted = select(func.count(ReceivedRecord.id)).where(is_undecided(), ReceivedRecord.is_current)
    return session.scalar(wanted) or 0


def apart_counts(session: Session) -> tuple[int, int]:
    """Return how many records kept apart (were not told of, were told of)."""
    told = QuarantinedRecord.answer_id.is_not(None)
    wanted = select(func.count().filter(not_(told)), func.count().filter(told)).select_from(
        QuarantinedRecord
    )
    fresh, old = session.execute(wanted).one()
    return fresh, old


def whole(session: Session, key: UUID) -> Row[ReceivedRecord, ReceivedBatch, KnownStation] | None:
    """Return a record with its batch and station."""
    wanted = (
        select(ReceivedRecord, ReceivedBatch, KnownStation)
        .join(ReceivedBatch, ReceivedBatch.id == ReceivedRecord.batch_id)
        .join(KnownStation, KnownStation.id == ReceivedRecord.station_id)
        .where(ReceivedRecord.id == key)
    )
    return session.execute(wanted).one_or_none()


def photo(session: Session, digest: str | None) -> bytes | None:
    """Return a kept picture."""
    row = session.get(Blob, digest) if digest is not None else None
    return row.content if row is not None else None


def doubles(session: Session, key: UUID, *, limit: int) -> list[tuple[UUID, str]]:
    """Return (record, kind) of the current records that may be of the same person, open first."""
    found: list[tuple[bool, UUID, str]] = []
    for ours, theirs in (
        (RecordPair.first_id, RecordPair.second_id),
        (RecordPair.second_id, RecordPair.first_id),
    ):
        wanted = (
            select(theirs, RecordPair.kind, RecordPair.state)
            .join(ReceivedRecord, ReceivedRecord.id == theirs)
            .where(ours == key, ReceivedRecord.is_current)
        )
        found += [(state != OPEN, other, kind) for other, kind, state in session.execute(wanted)]
    return [(other, kind) for _, other, kind in sorted(found)[:limit]]


def open_pairs(session: Session, key: UUID) -> list[Pair]:
    """Return the pairs of a record that nobody decided about."""
    wanted = select(RecordPair.first_id, RecordPair.second_id).where(
        or_(RecordPair.first_id == key, RecordPair.second_id == key), RecordPair.state == OPEN
    )
    return [(first, second) for first, second in session.execute(wanted)]


def reopen_pairs(session: Session, pairs: Sequence[Pair]) -> None:
    """Let pairs wait for somebody again."""
    if pairs:
        session.execute(
            update(RecordPair)
            .where(tuple_(RecordPair.first_id, RecordPair.second_id).in_(list(pairs)))
            .values(state=OPEN, decided_at=None, decided_by="")
        )


def take_back_clean(session: Session, *, at: datetime, actor: str) -> int:
    """Undo what was accepted in one go at a moment and is not answered; return how many."""
    table = table_of(ReceivedRecord)
    statement = (
        update(table)
        .where(_accepted_at(table, at, actor), table.c.answer_id.is_(None))
        .values(verdict="", decided_at=None, decided_by="")
    )
    return session.connection().execute(statement).rowcount


def told_of_clean(session: Session, *, at: datetime, actor: str) -> int:
    """Return how many of those were answered meanwhile."""
    table = table_of(ReceivedRecord)
    wanted = (
        select(func.count())
        .select_from(table)
        .where(_accepted_at(table, at, actor), table.c.answer_id.is_not(None))
    )
    return session.scalar(wanted) or 0


def _accepted_at(table: Any, at: datetime, actor: str) -> Any:
    return and_(
        table.c.verdict == ACCEPTED,
        table.c.decided_at == at,
        table.c.decided_by == actor,
        table.c.has_findings.is_(False),
    )


def apart(
    session: Session, *, before: UUID | None, limit: int
) -> Sequence[Row[QuarantinedRecord, KnownStation, int]]:
    """Return records that were kept apart, the newest first, those before a key."""
    wanted = (
        select(QuarantinedRecord, KnownStation, ReceivedBatch.sequence)
        .join(KnownStation, KnownStation.id == QuarantinedRecord.station_id)
        .join(ReceivedBatch, ReceivedBatch.id == QuarantinedRecord.batch_id)
        .order_by(QuarantinedRecord.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(QuarantinedRecord.id < before)
    return session.execute(wanted).all()
