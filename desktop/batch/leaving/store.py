"""Queries of a batch on its way out: begin it, know it again, count it, or drop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from desktop.batch.store import SERIES, MovedError, WrittenRecord
from desktop.common.vocabulary import ApplicationState
from desktop.intake.errors import MovedAwayError
from desktop.intake.moves.store import Cause, Standing, move_many
from desktop.models import Application, Batch, BatchCopy, BatchRecord, BegunBatch, Counter
from desktop.storage.unit_of_work import Session

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class BatchFile:
    """One file of a batch, wherever it lies now.

    Attributes:
        payload_sha256: of the sealed payload, hex; new each time it is sealed.
        file_sha256: of the whole file, hex.
        folder: where it was written.
        size: in bytes.
    """

    payload_sha256: str
    file_sha256: str
    folder: str
    size: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """A batch and all the station has to know of it, before and after it is counted.

    Attributes:
        choice: what was chosen, as `Choice.kind` and `Choice.chosen`.
        records: what its files hold, in that order.
        files: every file of it that may lie on a drive; the newest is the last.
    """

    id: UUID
    station_id: UUID
    origin: str
    sequence: int
    recipients: list[dict[str, str]]
    exported_at: datetime
    exported_by: str
    audit_number: int
    audit_digest: str
    choice: tuple[str, str]
    has_originals: bool
    records: tuple[WrittenRecord, ...]
    files: tuple[BatchFile, ...]

    def with_file(self, file: BatchFile) -> Leaving:
        """Return the same batch with one more file, which counts as the newest."""
        others = tuple(one for one in self.files if one.payload_sha256 != file.payload_sha256)
        return replace(self, files=(*others, file))


def begun(session: Session, station_id: UUID) -> Leaving | None:
    """Return the batch of this station that was begun and not counted, if there is one."""
    row = session.scalars(
        select(BegunBatch).where(BegunBatch.station_id == station_id)
    ).one_or_none()
    if row is None:
        return None
    return Leaving(
        id=row.id,
        station_id=row.station_id,
        origin="",
        sequence=row.sequence,
        recipients=row.recipients,
        exported_at=row.exported_at,
        exported_by=row.exported_by,
        audit_number=row.audit_number,
        audit_digest=row.audit_digest,
        choice=(row.choice, row.chosen),
        has_originals=row.has_originals,
        records=tuple(
            WrittenRecord(UUID(key), version, sha256, ApplicationState(state))
            for key, version, sha256, state in row.records
        ),
        files=tuple(BatchFile(**one) for one in row.files),
    )


def begin(session: Session, batch: Leaving) -> None:
    """Write down a batch before a file of it can have a name, or a further file of it.

    Raises:
        MovedError: another batch has the number or is begun, or a record is not any more as it
            was written.
    """
    row = session.scalars(
        select(BegunBatch).where(BegunBatch.station_id == batch.station_id)
    ).one_or_none()
    if row is not None and row.id != batch.id:
        raise MovedError("another batch is begun")
    if row is not None:
        row.files = _files(batch)
        return
    _require_next(session, batch)
    now = _standings(session, batch.records)
    if len(_as_written(batch.records, now)) != len(batch.records):
        raise MovedError("a record changed")
    session.add(
        BegunBatch(
            id=batch.id,
            station_id=batch.station_id,
            sequence=batch.sequence,
            recipients=list(batch.recipients),
            exported_at=batch.exported_at,
            exported_by=batch.exported_by,
            audit_number=batch.audit_number,
            audit_digest=batch.audit_digest,
            choice=batch.choice[0],
            chosen=batch.choice[1],
            has_originals=batch.has_originals,
            records=[[str(one.id), one.version, one.sha256, one.state] for one in batch.records],
            files=_files(batch),
        )
    )


def _files(batch: Leaving) -> list[Any]:
    return [
        {
            "payload_sha256": one.payload_sha256,
            "file_sha256": one.file_sha256,
            "folder": one.folder,
            "size": one.size,
        }
        for one in batch.files
    ]


def drop(session: Session, batch_id: UUID) -> bool:
    """Forget a batch that was begun: no file of it lies anywhere; whether there was one."""
    row = session.get(BegunBatch, batch_id)
    if row is not None:
        session.delete(row)
    return row is not None


def count(session: Session, batch: Leaving, file_name: str) -> None:
    """Take the number, write the batch and mark its records, all in the caller's transaction.

    A record that was opened again or withdrawn since the batch was begun keeps its way, as one
    that is opened again after it left; the batch still says which version of it was carried.

    Raises:
        MovedError: another batch took the number, or the batch is not begun any more.
    """
    if not drop(session, batch.id):
        raise MovedError("the batch is counted or was dropped meanwhile")
    _require_next(session, batch)
    _counter(session, batch.station_id).last = batch.sequence
    session.add(_row_of(batch, file_name))
    session.flush()
    cause = Cause(batch.exported_at, batch.exported_by, batch_id=batch.id)
    now = _standings(session, batch.records)
    try:
        move_many(session, _as_written(batch.records, now), ApplicationState.EXPORTED, cause)
    except MovedAwayError as error:
        raise MovedError("a record changed") from error
    session.execute(
        insert(BatchRecord),
        [
            {
                "batch_id": batch.id,
                "application_id": record.id,
                "record_version": record.version,
                "record_sha256": record.sha256,
            }
            for record in batch.records
            if record.id in now
        ],
    )
    session.add_all(_copy(batch, file) for file in batch.files[:-1])


def _copy(batch: Leaving, file: BatchFile) -> BatchCopy:
    """Return the row of an earlier file of the batch; answers to it are believed as well."""
    return BatchCopy(
        payload_sha256=file.payload_sha256,
        batch_id=batch.id,
        file_sha256=file.file_sha256,
        folder=file.folder,
        written_at=batch.exported_at,
        written_by=batch.exported_by,
    )


def _standings(session: Session, records: Sequence[WrittenRecord]) -> dict[UUID, Standing]:
    """Return where some records are now; one that was deleted by law is missing."""
    found: dict[UUID, Standing] = {}
    for start in range(0, len(records), _AT_ONCE):
        ids = [record.id for record in records[start : start + _AT_ONCE]]
        wanted = select(Application.id, Application.state, Application.version)
        for key, state, version in session.execute(wanted.where(Application.id.in_(ids))):
            found[key] = Standing(key, ApplicationState(state), version)
    return found


def _as_written(records: Sequence[WrittenRecord], now: dict[UUID, Standing]) -> list[Standing]:
    """Return those of some records that are still as they were written."""
    seen = [Standing(record.id, record.state, record.version) for record in records]
    return [one for one in seen if now.get(one.id) == one]


def _counter(session: Session, station_id: UUID) -> Counter:
    counter = session.get(Counter, (station_id, SERIES))
    if counter is None:
        counter = Counter(station_id=station_id, series=SERIES, last=0)
        session.add(counter)
    return counter


def _require_next(session: Session, batch: Leaving) -> None:
    counter = session.get(Counter, (batch.station_id, SERIES))
    if (counter.last if counter else 0) != batch.sequence - 1:
        raise MovedError("the number is taken")


def _row_of(batch: Leaving, file_name: str) -> Batch:
    file = batch.files[-1]
    return Batch(
        id=batch.id,
        origin=batch.origin,
        version=1,
        created_at=batch.exported_at,
        updated_at=batch.exported_at,
        station_id=batch.station_id,
        sequence=batch.sequence,
        file_name=file_name,
        folder=file.folder,
        file_sha256=file.file_sha256,
        payload_sha256=file.payload_sha256,
        size=file.size,
        records=len(batch.records),
        recipients=list(batch.recipients),
        exported_at=batch.exported_at,
        exported_by=batch.exported_by,
        audit_number=batch.audit_number,
        audit_digest=batch.audit_digest,
        choice=batch.choice[0],
        chosen=batch.choice[1],
        has_originals=batch.has_originals,
    )
