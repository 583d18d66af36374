"""Writing a batch again: the same content under the same number, when its stick was lost.

Every record is taken as it was when the batch left, also when it was opened again since, and must
give the very bytes whose digest the batch kept. Sealing is new each time, so the file has another
digest outside; the copy is noted, so that an answer to either file is recognised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.errors import (
    FileTakenError,
    NotAsWrittenError,
    OnlyDamagedError,
    TargetError,
    UnknownBatchError,
)
from desktop.batch.export import (
    RECORDS_AT_ONCE,
    LoadedRecord,
    Plan,
    loaded_records,
    part_file,
    write_batch,
)
from desktop.batch.store import BatchCopyRow, RecordKey, SentRecord
from desktop.batch.verify import verify_file
from desktop.batch.views import CopyReport
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.files import sync_folder, translated
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.security import store as security
from desktop.security.station_identity import StationIdentity, fingerprint
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class CopiesService:
    """Batches that left, written once more; no record moves and no number is taken."""

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
        plan, sent = self._plan(batch_id)
        target = folder / rules.file_name(plan.station, plan.sequence)
        if not folder.is_dir():
            raise TargetError(
                tr("Không thấy thư mục “{folder}”.").format(folder=folder),
                tr("Cắm lại USB hoặc chọn thư mục khác rồi làm lại."),
            )
        if target.exists():
            raise FileTakenError(target.name)
        try:
            with part_file(folder, plan.base) as (part, stream):
                records = self._as_sent(sent)
                written = write_batch(stream, plan, self._store, work or Work(), records)
                wanted = {record.id: record.sha256 for record in sent}
                if {record.id: record.sha256 for record in written.records} != wanted:
                    raise OnlyDamagedError(tuple(one.receipt_number for one in written.left_out))
                stream.close()
                found = verify_file(part, trusted_certificate=plan.identity.certificate_pem)
                if not found.valid or found.payload_sha256 != written.payload_sha256:
                    raise NotAsWrittenError
                # Known before it can be taken away: answers to it have to be believed.
                self._note(plan, target, written.payload_sha256, found.file_sha256 or "", actor)
                part.replace(target)
            sync_folder(folder)
        except InputFileError:
            raise
        except OSError as error:
            raise translated(error, folder) from error
        return CopyReport(target, plan.station, plan.sequence, len(sent), found.file_sha256 or "")

    # ------------------------------------------------------------ inside

    def _plan(self, batch_id: UUID) -> tuple[Plan, list[SentRecord]]:
        with self._store.read() as session:
            batch = queries.batch_by_id(session, batch_id)
            if batch is None:
                raise UnknownBatchError
            sent = queries.sent_records(session, batch_id)
            station = security.station_of(session)
            number, digest = security.chain_head(session)
            plan = Plan(
                batch_id=batch.id,
                station_id=station.id,
                station=station.code,
                commune_code=station.commune_code,
                commune_name=station.commune_name,
                practice=station.is_practice,
                sequence=batch.sequence,
                exported_at=batch.exported_at,
                identity=StationIdentity(station.certificate_pem, station.private_key_pem),
                certificate_sha256=fingerprint(station.certificate_pem),
                recipients=tuple((one["name"], one["public_key"]) for one in batch.recipients),
                audit_number=number,
                audit_digest=digest,
                keys=tuple(RecordKey(one.id, one.version) for one in sent),
            )
        return plan, sent

    def _as_sent(self, sent: Sequence[SentRecord]) -> Iterator[list[LoadedRecord]]:
        for start in range(0, len(sent), RECORDS_AT_ONCE):
            some = sent[start : start + RECORDS_AT_ONCE]
            with self._store.read() as session:
                loaded = loaded_records(session, queries.as_sent(session, some))
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
            security.record(
                session,
                Tag.BATCH_WRITTEN_AGAIN,
                at=now,
                actor=actor,
                target=str(plan.batch_id),
                detail={"sequence": plan.sequence, "file_sha256": file_sha256},
            )
