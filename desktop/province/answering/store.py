"""Queries of answering: what waits, what was decided, the files that were made."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, func, or_, select, union, union_all, update
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
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Addressee:
    """A batch that is answered, and where the answer goes."""

    batch_id: UUID
    sequence: int
    payload_sha256: str
    station: str
    public_key: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A decided record, or one kept apart, that no answer has told its station yet."""

    id: UUID
    record_id: UUID
    version: int
    accepted: bool
    reason: str
    field: str
    note: str
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Made:
    """An answer that is kept, without its bytes."""

    id: UUID
    file_name: str
    station: str
    sequence: int
    number: int
    accepted: int
    rejected: int


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


def held(session: Session, *, limit: int, after: UUID | None) -> list[tuple[ReceivedRecord, str]]:
    """Return records that wait for a decision, and who sent them, oldest first.

    Args:
        session: the reading.
        limit: how many at most.
        after: only what comes behind this key; a page is a range of the index, never an offset.
    """
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
        .options(defer(ReceivedRecord.document))
    )
    if after is not None:
        wanted = wanted.where(ReceivedRecord.id > after)
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
    """Return undecided versions that a newer one has replaced, each with the newer version.

    A portion at a time: what is decided is not returned again.
    """
    newer = aliased(ReceivedRecord)
    wanted = (
        select(ReceivedRecord, newer.record_version)
        .join(newer, and_(newer.record_id == ReceivedRecord.record_id, newer.is_current))
        .where(ReceivedRecord.verdict == "", ReceivedRecord.is_current.is_(False))
        .limit(AT_ONCE)
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


def addressees(session: Session, *, with_apart: bool) -> list[Addressee]:
    """Return the batches with something to tell, one station after another."""
    told = select(ReceivedRecord.batch_id).where(
        ReceivedRecord.verdict != "", ReceivedRecord.answer_id.is_(None)
    )
    apart = select(QuarantinedRecord.batch_id).where(QuarantinedRecord.answer_id.is_(None))
    batches = union(told, apart) if with_apart else told.distinct()
    wanted = (
        select(
            ReceivedBatch.id,
            ReceivedBatch.sequence,
            ReceivedBatch.payload_sha256,
            KnownStation.code,
            KnownStation.public_key,
        )
        .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
        .where(ReceivedBatch.id.in_(select(batches.subquery().c[0])))
        .order_by(KnownStation.code, ReceivedBatch.sequence, ReceivedBatch.id)
    )
    return [Addressee(*row) for row in session.execute(wanted)]


def waiting(session: Session, batch_id: UUID, *, with_apart: bool) -> list[Waiting]:
    """Return what is decided of one batch and not told yet, by the keys of its records."""
    columns = (
        ReceivedRecord.id,
        ReceivedRecord.record_id,
        ReceivedRecord.record_version,
        ReceivedRecord.verdict,
        ReceivedRecord.reason,
        ReceivedRecord.field,
        ReceivedRecord.note,
    )
    wanted = select(*columns).where(
        ReceivedRecord.batch_id == batch_id,
        ReceivedRecord.verdict != "",
        ReceivedRecord.answer_id.is_(None),
    )
    found = [
        Waiting(key, record, version, verdict == ACCEPTED, reason, field, note, is_apart=False)
        for key, record, version, verdict, reason, field, note in session.execute(wanted)
    ]
    if with_apart:
        found += _apart(session, batch_id)
    return sorted(found, key=lambda one: one.record_id)


def _apart(session: Session, batch_id: UUID) -> list[Waiting]:
    wanted = select(
        QuarantinedRecord.id,
        QuarantinedRecord.record_id,
        QuarantinedRecord.record_version,
        QuarantinedRecord.reason,
        QuarantinedRecord.place,
    ).where(QuarantinedRecord.batch_id == batch_id, QuarantinedRecord.answer_id.is_(None))
    return [
        Waiting(
            key,
            record,
            version,
            accepted=False,
            reason=reason,
            field=place if place in PLACES else "",
            note="",
            is_apart=True,
        )
        for key, record, version, reason, place in session.execute(wanted)
    ]


def next_number(session: Session, batch_id: UUID) -> int:
    """Return the number of the next answer to a batch."""
    wanted = select(func.max(ProvinceAnswer.number)).where(ProvinceAnswer.batch_id == batch_id)
    return (session.scalar(wanted) or 0) + 1


def add_answer(session: Session, answer: ProvinceAnswer, told: Sequence[Waiting]) -> None:
    """Keep an answer and note which records it tells; its bytes are let go here."""
    session.add(answer)
    session.flush()
    session.expunge(answer)
    for is_apart, model in ((False, ReceivedRecord), (True, QuarantinedRecord)):
        table = table_of(model)
        ids = [one.id for one in told if one.is_apart is is_apart]
        if ids:
            statement = update(table).where(table.c.id == bindparam("of"))
            session.connection().execute(
                statement.values(answer_id=bindparam("told_in")),
                [{"of": key, "told_in": answer.id} for key in ids],
            )


def answers(session: Session) -> list[Made]:
    """Return every answer, oldest first, without its bytes."""
    wanted = (
        select(
            ProvinceAnswer.id,
            ProvinceAnswer.file_name,
            KnownStation.code,
            ReceivedBatch.sequence,
            ProvinceAnswer.number,
            ProvinceAnswer.accepted,
            ProvinceAnswer.rejected,
        )
        .join(ReceivedBatch, ReceivedBatch.id == ProvinceAnswer.batch_id)
        .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
        .order_by(ProvinceAnswer.made_at, ProvinceAnswer.id)
    )
    return [Made(*row) for row in session.execute(wanted)]


def content_of(session: Session, answer_id: UUID) -> bytes:
    """Return the bytes of one answer."""
    wanted = select(ProvinceAnswer.content).where(ProvinceAnswer.id == answer_id)
    return session.scalars(wanted).one()
