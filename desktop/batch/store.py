"""Queries of the batch capability: what waits, one record after the other, what left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from desktop.common.settings import REVIEW_REQUIRED
from desktop.common.vocabulary import ApplicationState, FieldKey
from desktop.intake.rules import exportable
from desktop.models import (
    Application,
    ApplicationVersion,
    AttachedPaper,
    Batch,
    BatchCopy,
    BatchRecord,
    Blob,
    Counter,
)
from desktop.models.base import table_of
from desktop.security.store import stored_setting
from desktop.storage.readable import part_of

SERIES = "batch"


class MovedError(Exception):
    """The store is not any more as it was when the file was written; nothing was marked."""


@dataclass(frozen=True, slots=True)
class RecordKey:
    """A record at one version."""

    id: UUID
    version: int
    state: ApplicationState = ApplicationState.RECEIVED


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A record that may leave: when it was received, its cell, and the bytes of its files."""

    key: RecordKey
    received_at: datetime
    cell: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A received record as the store has it."""

    id: UUID
    version: int
    state: ApplicationState
    receipt_number: str
    snapshot: dict[str, Any]
    photo_digest: str | None
    signature_digest: str | None
    vector_digest: str | None = None
    original_digest: str | None = None
    second_digest: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenRecord:
    """A record that is in the file, and the SHA-256 of its JSON document."""

    id: UUID
    version: int
    sha256: str
    state: ApplicationState = ApplicationState.RECEIVED


@dataclass(frozen=True, slots=True)
class SentRecord:
    """A record as a batch carried it: its version, and the digest of its document."""

    id: UUID
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BatchCopyRow:
    """A further file of a batch."""

    batch_id: UUID
    payload_sha256: str
    file_sha256: str
    folder: str


_PHOTO, _SIGNATURE = aliased(Blob), aliased(Blob)
_FILE_BYTES = func.coalesce(_PHOTO.size, 0) + func.coalesce(_SIGNATURE.size, 0)


def waiting_rows(session: Session, *, originals: bool) -> list[WaitingRow]:
    """Return the records that may leave in the order they came.

    Args:
        session: the reading.
        originals: whether the bytes of original frames count.
    """
    paper = (
        select(func.coalesce(func.sum(Blob.size), 0))
        .join(AttachedPaper, AttachedPaper.blob_digest == Blob.digest)
        .where(AttachedPaper.application_id == Application.id, AttachedPaper.removed_at.is_(None))
        .scalar_subquery()
    )
    size = _FILE_BYTES + paper
    if originals:
        frame = select(Blob.size).where(Blob.digest == Application.photo_original_digest)
        size += func.coalesce(frame.scalar_subquery(), 0)
    cell = part_of(session, Application.snapshot, "fields", FieldKey.CELL.value)
    columns = (
        Application.id,
        Application.version,
        Application.state,
        func.coalesce(Application.received_at, Application.updated_at),
        cell,
        size,
    )
    query = _with_files(session, *columns).order_by(Application.received_at, Application.id)
    return [
        WaitingRow(RecordKey(key, version, ApplicationState(state)), received_at, cell, size)
        for key, version, state, received_at, cell, size in session.execute(query)
    ]


def waiting_summary(session: Session) -> tuple[int, datetime | None, int]:
    """Return how many wait, since when, and the bytes of their photos and signatures."""
    columns = (func.count(), func.min(Application.received_at), func.sum(_FILE_BYTES))
    count, oldest, size = session.execute(_with_files(session, *columns)).one()
    return count, oldest, size or 0


def waiting_extras(session: Session, *, originals: bool) -> int:
    """Return the bytes of papers, and of original frames where they are sent too."""
    may_leave = Application.state.in_(_leaving(session))
    papers = (
        select(func.coalesce(func.sum(Blob.size), 0))
        .join(AttachedPaper, AttachedPaper.blob_digest == Blob.digest)
        .join(Application, Application.id == AttachedPaper.application_id)
        .where(may_leave, AttachedPaper.removed_at.is_(None))
    )
    total = int(session.scalars(papers).one())
    if originals:
        frames = (
            select(func.coalesce(func.sum(Blob.size), 0))
            .join(Application, Application.photo_original_digest == Blob.digest)
            .where(may_leave)
        )
        total += int(session.scalars(frames).one())
    return total


def _leaving(session: Session) -> list[str]:
    """Return the states from which a record may leave now."""
    review_required = bool(stored_setting(session, REVIEW_REQUIRED))
    return sorted(state.value for state in exportable(review_required=review_required))


def count_to_review(session: Session) -> int:
    """Return how many received records may not leave before somebody approves them."""
    if ApplicationState.RECEIVED.value in _leaving(session):
        return 0
    wanted = select(func.count()).where(Application.state == ApplicationState.RECEIVED.value)
    return session.scalar(wanted) or 0


def _with_files(session: Session, *columns: Any) -> Select[Any]:
    """Select from the records that may leave and the rows of their files, in one walk."""
    return (
        select(*columns)
        .select_from(Application)
        .outerjoin(_PHOTO, _PHOTO.digest == Application.photo_digest)
        .outerjoin(_SIGNATURE, _SIGNATURE.digest == Application.signature_digest)
        .where(Application.state.in_(_leaving(session)))
    )


# Built once and run below the ORM: in an export of thousands of records, making the statements
# anew cost as much as reading a third of the photos.
_APPLICATIONS = table_of(Application)
_BLOBS = table_of(Blob)
_MAY_LEAVE = exportable(review_required=False)
# The state is looked at after reading, not in the query: with it, SQLite would choose the index
# on states and walk through everything that waits for each handful (measured: 14 times slower).
_SOME_RECORDS = select(
    _APPLICATIONS.c.id,
    _APPLICATIONS.c.state,
    _APPLICATIONS.c.version,
    _APPLICATIONS.c.receipt_number,
    _APPLICATIONS.c.snapshot,
    _APPLICATIONS.c.photo_digest,
    _APPLICATIONS.c.signature_digest,
    _APPLICATIONS.c.signature_vector_digest,
    _APPLICATIONS.c.photo_original_digest,
    _APPLICATIONS.c.second_signature_digest,
).where(_APPLICATIONS.c.id.in_(bindparam("ids", expanding=True)))
_SOME_BLOBS = select(_BLOBS.c.digest, _BLOBS.c.content, _BLOBS.c.media_type).where(
    _BLOBS.c.digest.in_(bindparam("digests", expanding=True))
)


def load_records(session: Session, ids: Sequence[UUID]) -> list[StoredRecord]:
    """Return some records, in the order of `ids`; those that left or were set aside are missing."""
    rows = session.connection().execute(_SOME_RECORDS, {"ids": list(ids)})
    found = {
        key: StoredRecord(
            key, version, ApplicationState(state), number or "", snapshot or {}, *digests
        )
        for key, state, version, number, snapshot, *digests in rows
        if state in _MAY_LEAVE
    }
    return [found[key] for key in ids if key in found]


def load_blobs(session: Session, digests: Sequence[str]) -> dict[str, tuple[bytes, str]]:
    """Return content and media type by digest; unknown digests are missing."""
    rows = session.connection().execute(_SOME_BLOBS, {"digests": list(digests)})
    return {digest: (content, media_type) for digest, content, media_type in rows}


def last_sequence(session: Session, station_id: UUID) -> int:
    """Return the number of the newest batch, 0 before the first."""
    row = session.get(Counter, (station_id, SERIES))
    return row.last if row else 0


def head_before(session: Session, station_id: UUID, sequence: int) -> tuple[int, int] | None:
    """Return the batch before a number that left with a head: its number, the event's number."""
    query = (
        select(Batch.sequence, Batch.audit_number)
        .where(Batch.station_id == station_id, Batch.sequence < sequence, Batch.audit_number > 0)
        .order_by(Batch.sequence.desc())
        .limit(1)
    )
    row = session.execute(query).first()
    return (row.sequence, row.audit_number) if row else None


def batches(session: Session) -> Sequence[Batch]:
    """Return the batches that left, newest first."""
    return session.scalars(select(Batch).order_by(Batch.sequence.desc())).all()


def has_batch(session: Session, batch_id: UUID) -> bool:
    """Return whether a batch was counted."""
    return session.get(Batch, batch_id) is not None


def batch_by_id(session: Session, batch_id: UUID) -> Batch | None:
    """Return one batch."""
    return session.get(Batch, batch_id)


def snapshots_of(session: Session, batch_id: UUID) -> list[dict[str, Any]]:
    """Return the frozen records of a batch, in the order of its file."""
    query = (
        select(Application.snapshot)
        .join(BatchRecord, BatchRecord.application_id == Application.id)
        .where(BatchRecord.batch_id == batch_id)
        .order_by(Application.received_at, Application.id)
    )
    return [snapshot or {} for snapshot in session.scalars(query)]


def sent_records(session: Session, batch_id: UUID) -> list[SentRecord]:
    """Return what a batch carried, in the order of its file."""
    query = (
        select(BatchRecord.application_id, BatchRecord.record_version, BatchRecord.record_sha256)
        .join(Application, Application.id == BatchRecord.application_id)
        .where(BatchRecord.batch_id == batch_id)
        .order_by(Application.received_at, Application.id)
    )
    return [SentRecord(*row) for row in session.execute(query)]


def as_sent(session: Session, some: Sequence[SentRecord]) -> list[StoredRecord]:
    """Return records as they were when they left, also those opened again since.

    A record that was deleted since (by law, after its time) is missing.
    """
    ids = [one.id for one in some]
    rows = session.scalars(select(Application).where(Application.id.in_(ids)))
    current = {row.id: row for row in rows}
    kept: dict[UUID, list[ApplicationVersion]] = {}
    replaced = select(ApplicationVersion).where(ApplicationVersion.application_id.in_(ids))
    for row in session.scalars(replaced.order_by(ApplicationVersion.replaced_version)):
        kept.setdefault(row.application_id, []).append(row)
    return [
        _as_it_was(current[one.id], kept.get(one.id, []), one.version)
        for one in some
        if one.id in current
    ]


def _as_it_was(row: Application, kept: Sequence[ApplicationVersion], version: int) -> StoredRecord:
    older = next((one for one in kept if one.replaced_version > version), None)
    source: Application | ApplicationVersion = older or row
    return StoredRecord(
        row.id,
        version,
        ApplicationState.EXPORTED,
        row.receipt_number or "",
        source.snapshot or {},
        source.photo_digest,
        source.signature_digest,
        source.signature_vector_digest,
        # Kept beside the present record only, and only until the province has acknowledged it.
        None if older else row.photo_original_digest,
        source.second_signature_digest,
    )


def note_copy(session: Session, copy: BatchCopyRow, *, at: datetime, actor: str) -> None:
    """Write down a further file of a batch, so that answers to it are recognised."""
    session.add(
        BatchCopy(
            payload_sha256=copy.payload_sha256,
            batch_id=copy.batch_id,
            file_sha256=copy.file_sha256,
            folder=copy.folder,
            written_at=at,
            written_by=actor,
        )
    )
