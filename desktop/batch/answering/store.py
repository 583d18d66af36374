"""Queries of answers at a station: the batch that is answered, its records, files that arrived."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID

from sqlalchemy import bindparam, func, select, update

from desktop.batch.answering.files import ACCEPTED, REJECTED, Verdict
from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState
from desktop.intake.moves.store import Standing
from desktop.models import AnswerFile, Application, Batch, BatchCopy, BatchRecord
from desktop.models.base import table_of
from desktop.storage.unit_of_work import Session

APPLIED, REFUSED = "applied", "refused"
_AT_ONCE = 400
_LINKS = table_of(BatchRecord)
_ANSWERED = (
    update(_LINKS)
    .where(
        _LINKS.c.batch_id == bindparam("of_batch"),
        _LINKS.c.application_id == bindparam("of_record"),
    )
    .values(
        verdict=bindparam("to_verdict"),
        reason=bindparam("to_reason"),
        field=bindparam("to_field"),
        note=bindparam("to_note"),
        answer_number=bindparam("to_number"),
        answered_at=bindparam("to_at"),
    )
)


@dataclass(frozen=True)
class Link:
    """A record in the batch that is answered."""

    version: int
    answer_number: int
    verdict: str


@dataclass(frozen=True)
class Progress:
    """How far a batch is answered."""

    accepted: int
    rejected: int
    waiting: int
    answered_at: datetime | None


NO_PROGRESS = Progress(0, 0, 0, None)
"""Of a batch without records; there is none, but a store from before may have one."""


def batch_with(session: Session, batch_id: UUID) -> Batch | None:
    """Return one batch of this station."""
    return session.get(Batch, batch_id)


def payloads_of(session: Session, batch: Batch) -> set[str]:
    """Return the digests of every file of a batch that was ever written."""
    wanted = select(BatchCopy.payload_sha256).where(BatchCopy.batch_id == batch.id)
    return {batch.payload_sha256, *session.scalars(wanted)}


def links_of(session: Session, batch_id: UUID) -> dict[UUID, Link]:
    """Return the records of a batch."""
    wanted = select(
        BatchRecord.application_id,
        BatchRecord.record_version,
        BatchRecord.answer_number,
        BatchRecord.verdict,
    ).where(BatchRecord.batch_id == batch_id)
    return {row[0]: Link(*row[1:]) for row in session.execute(wanted)}


def put_verdicts(
    session: Session,
    batch_id: UUID,
    verdicts: Sequence[Verdict],
    *,
    number: int,
    at: datetime,
) -> None:
    """Write the province's word beside the records of a batch."""
    if not verdicts:
        return
    rows = [
        {
            "of_batch": batch_id,
            "of_record": one.record_id,
            "to_verdict": ACCEPTED if one.accepted else REJECTED,
            "to_reason": one.reason,
            "to_field": one.field,
            "to_note": one.note,
            "to_number": number,
            "to_at": at,
        }
        for one in verdicts
    ]
    session.connection().execute(_ANSWERED, rows)


def standings(session: Session, ids: Collection[UUID]) -> dict[UUID, Standing]:
    """Return where some records are now."""
    found = {}
    for some in _portions(ids):
        wanted = select(Application.id, Application.state, Application.version)
        for key, state, version in session.execute(wanted.where(Application.id.in_(some))):
            found[key] = Standing(key, ApplicationState(state), version)
    return found


def left_again(session: Session, ids: Collection[UUID], sequence: int) -> set[UUID]:
    """Return which of some records are in a later batch than the one with this number."""
    found: set[UUID] = set()
    for some in _portions(ids):
        wanted = (
            select(BatchRecord.application_id)
            .join(Batch, Batch.id == BatchRecord.batch_id)
            .where(BatchRecord.application_id.in_(some), Batch.sequence > sequence)
        )
        found.update(session.scalars(wanted))
    return found


def answer_file(session: Session, sha256: str) -> AnswerFile | None:
    """Return the file with these bytes, if it arrived before."""
    return session.scalars(select(AnswerFile).where(AnswerFile.sha256 == sha256)).one_or_none()


def put_file(
    session: Session,
    *,
    sha256: str,
    file_name: str,
    state: str,
    reason: str,
    batch_id: UUID | None,
    number: int | None,
    content: bytes,
    at: datetime,
    actor: str,
) -> None:
    """Keep a file that arrived; the same bytes are kept once, with what became of them last."""
    row = answer_file(session, sha256)
    if row is None:
        row = AnswerFile(id=new_id(), sha256=sha256, content=content, arrived_at=at)
        session.add(row)
    row.file_name, row.state, row.reason = file_name, state, reason
    row.batch_id, row.number, row.taken_by = batch_id, number, actor


def refused_files(session: Session) -> Sequence[AnswerFile]:
    """Return the files that are kept aside, newest first."""
    wanted = select(AnswerFile).where(AnswerFile.state == REFUSED)
    return session.scalars(wanted.order_by(AnswerFile.arrived_at.desc())).all()


def waiting_files(session: Session, reason: str) -> Sequence[AnswerFile]:
    """Return the files that are kept aside for this reason, in the order of their answers."""
    wanted = select(AnswerFile).where(AnswerFile.state == REFUSED, AnswerFile.reason == reason)
    return session.scalars(wanted.order_by(AnswerFile.batch_id, AnswerFile.number)).all()


def progress(session: Session) -> dict[UUID, Progress]:
    """Return how far every batch is answered, in one walk."""
    counts = select(
        BatchRecord.batch_id,
        func.count().filter(BatchRecord.verdict == ACCEPTED),
        func.count().filter(BatchRecord.verdict == REJECTED),
        func.count().filter(BatchRecord.verdict == ""),
        func.max(BatchRecord.answered_at),
    ).group_by(BatchRecord.batch_id)
    return {row[0]: Progress(*row[1:]) for row in session.execute(counts)}


def _portions(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
