"""Queries of answering: what waits, what was decided, the files that were made."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select, union_all, update
from sqlalchemy.orm import aliased, defer

from desktop.batch.answering.files import ACCEPTED
from desktop.batch.answering.reasons import PLACES
from desktop.models import (
    KnownStation,
    PrintRecord,
    ProvinceAnswer,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
    RecordPair,
)
from desktop.models.base import table_of
from desktop.storage.unit_of_work import Session

OPEN, DISTINCT, DECIDED = "open", "distinct", "decided"


@dataclass(frozen=True)
class Waiting:
    """A decided record, or one kept apart, that no answer has told its station yet."""

    id: UUID
    batch_id: UUID
    record_id: UUID
    version: int
    accepted: bool
    reason: str
    field: str
    note: str
    is_apart: bool


def doubled() -> Select[tuple[UUID]]:
    """Select the keys of records with a double that is current and undecided."""
    other = aliased(ReceivedRecord)
    sides = [
        select(ours)
        .join(other, other.id == theirs)
        .where(RecordPair.state == OPEN, other.is_current)
        for ours, theirs in (
            (RecordPair.first_id, RecordPair.second_id),
            (RecordPair.second_id, RecordPair.first_id),
        )
    ]
    return select(union_all(*sides).subquery().c[0])


def held(session: Session, *, limit: int, offset: int) -> list[tuple[ReceivedRecord, str]]:
    """Return records that wait for a decision, and who sent them, oldest first."""
    wanted = (
        select(ReceivedRecord, KnownStation.code)
        .join(KnownStation, KnownStation.id == ReceivedRecord.station_id)
        .where(
            ReceivedRecord.verdict == "",
            ReceivedRecord.is_current,
            or_(ReceivedRecord.has_findings, ReceivedRecord.id.in_(doubled())),
        )
        .order_by(ReceivedRecord.id)
        .limit(limit)
        .offset(offset)
        .options(defer(ReceivedRecord.document))
    )
    return [(row, code) for row, code in session.execute(wanted)]


def accept_clean(session: Session, *, at: datetime, actor: str) -> int:
    """Accept every undecided current record without findings and without an open double."""
    table = table_of(ReceivedRecord)
    statement = (
        update(table)
        .where(
            table.c.verdict == "",
            table.c.is_current,
            table.c.has_findings.is_(False),
            table.c.id.not_in(doubled()),
        )
        .values(verdict=ACCEPTED, decided_at=at, decided_by=actor)
    )
    return session.connection().execute(statement).rowcount


def superseded(session: Session) -> list[tuple[ReceivedRecord, int]]:
    """Return undecided versions that a newer one has replaced, each with the newer version."""
    newer = aliased(ReceivedRecord)
    wanted = (
        select(ReceivedRecord, newer.record_version)
        .join(newer, and_(newer.record_id == ReceivedRecord.record_id, newer.is_current))
        .where(ReceivedRecord.verdict == "", ReceivedRecord.is_current.is_(False))
        .options(defer(ReceivedRecord.document))
    )
    return [(row, version) for row, version in session.execute(wanted)]


def named(session: Session, name: str) -> Sequence[ReceivedRecord]:
    """Return the current records with this key or receipt number."""
    is_named = ReceivedRecord.receipt_number == name
    with suppress(ValueError):
        is_named = or_(is_named, ReceivedRecord.record_id == UUID(name))
    wanted = select(ReceivedRecord).where(is_named, ReceivedRecord.is_current)
    return session.scalars(wanted).all()


def decide(
    session: Session,
    row: ReceivedRecord,
    *,
    verdict: str,
    reason: str,
    field: str,
    note: str,
    at: datetime,
    actor: str,
) -> None:
    """Write a decision; it will be told in the next answer. Its doubles are settled by it."""
    row.verdict, row.reason, row.field, row.note = verdict, reason, field, note
    row.decided_at, row.decided_by, row.answer_id = at, actor, None
    session.flush()
    settle_doubles(session, row, verdict=verdict, at=at, actor=actor)


def settle_doubles(
    session: Session, row: ReceivedRecord, *, verdict: str, at: datetime, actor: str
) -> None:
    """Let what was decided about a record hold for its open pairs too."""
    state = DISTINCT if verdict == ACCEPTED else DECIDED
    session.execute(
        update(RecordPair)
        .where(
            or_(RecordPair.first_id == row.id, RecordPair.second_id == row.id),
            RecordPair.state == OPEN,
        )
        .values(state=state, decided_at=at, decided_by=actor)
    )


def is_at_printing(session: Session, received_id: UUID) -> bool:
    """Whether this version of a record is at the printing office, or printed."""
    wanted = select(PrintRecord.id).where(
        PrintRecord.record_id == received_id, PrintRecord.state != "failed"
    )
    return session.scalars(wanted.limit(1)).first() is not None


def waiting(session: Session, *, with_apart: bool) -> list[Waiting]:
    """Return what is decided and not told yet, batch by batch."""
    columns = (
        ReceivedRecord.id,
        ReceivedRecord.batch_id,
        ReceivedRecord.record_id,
        ReceivedRecord.record_version,
        ReceivedRecord.verdict,
        ReceivedRecord.reason,
        ReceivedRecord.field,
        ReceivedRecord.note,
    )
    wanted = select(*columns).where(
        ReceivedRecord.verdict != "", ReceivedRecord.answer_id.is_(None)
    )
    found = [
        Waiting(
            row.id,
            row.batch_id,
            row.record_id,
            row.record_version,
            row.verdict == ACCEPTED,
            row.reason,
            row.field,
            row.note,
            is_apart=False,
        )
        for row in session.execute(wanted)
    ]
    if with_apart:
        apart = select(QuarantinedRecord).where(QuarantinedRecord.answer_id.is_(None))
        found += [
            Waiting(
                row.id,
                row.batch_id,
                row.record_id,
                row.record_version,
                accepted=False,
                reason=row.reason,
                field=row.place if row.place in PLACES else "",
                note="",
                is_apart=True,
            )
            for row in session.scalars(apart)
        ]
    return sorted(found, key=lambda one: (one.batch_id, one.record_id))


def batch_and_station(session: Session, batch_id: UUID) -> tuple[ReceivedBatch, KnownStation]:
    """Return a batch and who sent it."""
    row = session.execute(
        select(ReceivedBatch, KnownStation)
        .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
        .where(ReceivedBatch.id == batch_id)
    ).one()
    return row[0], row[1]


def next_number(session: Session, batch_id: UUID) -> int:
    """Return the number of the next answer to a batch."""
    wanted = select(func.max(ProvinceAnswer.number)).where(ProvinceAnswer.batch_id == batch_id)
    return (session.scalar(wanted) or 0) + 1


def add_answer(session: Session, answer: ProvinceAnswer, told: Sequence[Waiting]) -> None:
    """Keep an answer and note which records it tells."""
    session.add(answer)
    session.flush()
    for is_apart, model in ((False, ReceivedRecord), (True, QuarantinedRecord)):
        table = table_of(model)
        ids = [one.id for one in told if one.is_apart is is_apart]
        if ids:
            statement = update(table).where(table.c.id == bindparam("of"))
            session.connection().execute(
                statement.values(answer_id=bindparam("told_in")),
                [{"of": key, "told_in": answer.id} for key in ids],
            )


def answers(session: Session) -> Sequence[ProvinceAnswer]:
    """Return every answer, oldest first."""
    wanted = select(ProvinceAnswer).order_by(ProvinceAnswer.made_at, ProvinceAnswer.id)
    return session.scalars(wanted).all()
