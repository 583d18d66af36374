"""A batch on further sticks: its file copied, or written again when its stick was lost.

To write it again, every record is taken as it was when the batch left, also when it was opened
again since, and must give the very bytes whose digest the batch kept. Sealing is new each time, so
the file has another digest outside; the copy is noted, so that an answer to either file is
recognised.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.errors import (
    FileTakenError,
    NotAsWrittenError,
    OnlyDamagedError,
    UnknownBatchError,
)
from desktop.batch.export import (
    RECORDS_AT_ONCE,
    LoadedRecord,
    loaded_records,
    part_file,
    second_half,
    write_batch,
)
from desktop.batch.plan import Plan, make_plan
from desktop.batch.store import BatchCopyRow, RecordKey, SentRecord
from desktop.batch.targets import check_room, gone, target_error
from desktop.batch.verify import verify_file
from desktop.batch.views import CopyReport
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.files import sync_folder
from desktop.common.work import Work
from desktop.models import Batch
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.security.trail.views import Head
from desktop.storage.unit_of_work import Session, Store

_PIECE = 1 << 20


class CopiesService:
    """Batches that left, written or copied once more; no record moves, no number is taken."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def write_again(
        self, batch_id: UUID, folder: Path, *, actor: str, work: Work | None = None
    ) -> CopyReport:
        """Write a batch into a folder again, read it back, and note the copy.

        Raises:
            UnknownBatchError: there is no such batch.
            OnlyDamagedError: a record cannot be given as it was; nothing was written.
            FileTakenError: the folder has a file of this name.
            TargetError: the folder is missing or cannot be written.
            DiskFullError: there is no room.
            NotAsWrittenError: the drive gave back other bytes.
        """
        work = work or Work()
        plan, sent, size = self._plan(batch_id)
        target = _free_target(folder, plan, size)
        certificate = plan.identity.certificate_pem
        with _troubles_of(folder), part_file(folder, plan.base) as (part, stream):
            written = write_batch(stream, plan, self._store, work, self._as_sent(plan, sent))
            wanted = {record.id: record.sha256 for record in sent}
            if {record.id: record.sha256 for record in written.records} != wanted:
                raise OnlyDamagedError(tuple(one.receipt_number for one in written.left_out))
            stream.close()
            progress = second_half(work, len(sent))
            found = verify_file(part, trusted_certificate=certificate, progress=progress)
            if not found.valid or found.payload_sha256 != written.payload_sha256:
                raise NotAsWrittenError
            # Known before it can be taken away: answers to it have to be believed.
            self._note(plan, target, written.payload_sha256, found.file_sha256 or "", actor)
            part.replace(target)
            sync_folder(folder)
        return CopyReport(target, plan.station, plan.sequence, len(sent), found.file_sha256 or "")

    def copy_file(
        self,
        batch_id: UUID,
        source: Path,
        folder: Path,
        *,
        actor: str,
        work: Work | None = None,
        file_sha256: str = "",
    ) -> CopyReport:
        """Copy a batch file byte for byte to another folder, and read the copy back.

        A second stick gets the very same file, so one hand-over sheet holds for both.

        Args:
            batch_id: which batch.
            source: the file as it was exported, or written again.
            folder: where the copy goes.
            actor: who asked for it.
            work: hears of progress, and may be cancelled; then no file is left behind.
            file_sha256: which file of the batch it must be; "" is the first one.

        Raises:
            UnknownBatchError: there is no such batch.
            InputFileError: the file cannot be read, or a folder is missing or went away.
            FileTakenError: the folder has a file of this name.
            DiskFullError: there is no room.
            NotAsWrittenError: a drive gave back other bytes than the batch has.
        """
        work = work or Work()
        if not source.is_file():
            raise gone(source.parent)
        with self._store.read() as session:
            batch = queries.batch_by_id(session, batch_id)
            if batch is None:
                raise UnknownBatchError
            plan = self._plan_of(session, batch, [])
            wanted, records = file_sha256 or batch.file_sha256, batch.records
        size = source.stat().st_size
        target = _free_target(folder, plan, size)
        with _troubles_of(folder), part_file(folder, plan.base) as (part, stream):
            _copy(source, stream, size, work)
            stream.close()
            if verify_file(part, progress=second_half(work, size)).file_sha256 != wanted:
                raise NotAsWrittenError
            part.replace(target)
            sync_folder(folder)
        self._audit(plan, wanted, actor)
        return CopyReport(target, plan.station, plan.sequence, records, wanted)

    # ------------------------------------------------------------ inside

    def _plan(self, batch_id: UUID) -> tuple[Plan, list[SentRecord], int]:
        with self._store.read() as session:
            batch = queries.batch_by_id(session, batch_id)
            if batch is None:
                raise UnknownBatchError
            sent = queries.sent_records(session, batch_id)
            keys = [RecordKey(one.id, one.version) for one in sent]
            return self._plan_of(session, batch, keys), sent, batch.size

    def _plan_of(self, session: Session, batch: Batch, keys: Sequence[RecordKey]) -> Plan:
        return make_plan(
            session,
            batch_id=batch.id,
            sequence=batch.sequence,
            exported_at=batch.exported_at,
            recipients=[(one["name"], one["public_key"]) for one in batch.recipients],
            keys=keys,
            originals=batch.has_originals,
            head=Head(batch.audit_digest, batch.audit_number),
        )

    def _as_sent(self, plan: Plan, sent: Sequence[SentRecord]) -> Iterator[list[LoadedRecord]]:
        for start in range(0, len(sent), RECORDS_AT_ONCE):
            some = sent[start : start + RECORDS_AT_ONCE]
            with self._store.read() as session:
                records = queries.as_sent(session, some)
                loaded = loaded_records(session, records, originals=plan.originals)
            yield loaded

    def _note(
        self, plan: Plan, target: Path, payload_sha256: str, file_sha256: str, actor: str
    ) -> None:
        now = self._clock.now()
        with self._store.write() as session:
            queries.note_copy(
                session,
                BatchCopyRow(plan.batch_id, payload_sha256, file_sha256, str(target.parent)),
                at=now,
                actor=actor,
            )
            _record(session, plan, file_sha256, at=now, actor=actor)

    def _audit(self, plan: Plan, file_sha256: str, actor: str) -> None:
        with self._store.write() as session:
            _record(session, plan, file_sha256, at=self._clock.now(), actor=actor)


def _record(session: Session, plan: Plan, file_sha256: str, *, at: datetime, actor: str) -> None:
    security.record(
        session,
        Tag.BATCH_WRITTEN_AGAIN,
        at=at,
        actor=actor,
        target=str(plan.batch_id),
        detail={"sequence": plan.sequence, "file_sha256": file_sha256},
    )


def _free_target(folder: Path, plan: Plan, size: int) -> Path:
    target = folder / rules.file_name(plan.station, plan.sequence)
    check_room(folder, size)
    if target.exists():
        raise FileTakenError(target.name)
    return target


@contextmanager
def _troubles_of(folder: Path) -> Iterator[None]:
    """Turn what goes wrong with a drive into what to do about it."""
    try:
        yield
    except NotAsWrittenError:
        raise
    except InputFileError as error:  # what was just written cannot be read
        raise gone(folder) from error
    except OSError as error:
        raise target_error(error, folder) from error


def _copy(source: Path, stream: IO[bytes], size: int, work: Work) -> None:
    """Copy `size` bytes into a file and flush it; the first half of the work."""
    done = 0
    with source.open("rb") as reading:
        while data := reading.read(_PIECE):
            stream.write(data)
            done += len(data)
            work.report(done, 2 * size)
    stream.flush()
    os.fsync(stream.fileno())
