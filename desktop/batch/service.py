"""Use cases of batches: see what waits, export it, list what left, verify and open a file."""

from __future__ import annotations

import errno
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.answering.store import NO_PROGRESS, Progress, progress
from desktop.batch.errors import (
    BusyError,
    FileTakenError,
    NoRecipientsError,
    NotAsWrittenError,
    NothingToExportError,
    OnlyDamagedError,
    TargetError,
)
from desktop.batch.export import Plan, Written, part_file, second_half, write_batch
from desktop.batch.opening import open_file
from desktop.batch.store import MovedError, NewBatch
from desktop.batch.verify import verify_file
from desktop.batch.views import BatchView, ExportReport, OpenReport, VerifyReport, WaitingView
from desktop.common.clock import Clock
from desktop.common.errors import DiskFullError, InputFileError, UserFacingError
from desktop.common.files import sync_folder, translated
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.work import Work
from desktop.models import Batch
from desktop.security import store as security
from desktop.security.station_identity import StationIdentity, fingerprint
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_TRIES = 3
_SPARE_BYTES = 8 << 20


class BatchService:
    """What screens and commands may ask of this capability.

    Args:
        store: the opened store.
        clock: where the time comes from.
        sends_originals: whether the frames that portraits were cut from travel as well.
    """

    def __init__(
        self, store: Store, clock: Clock, sends_originals: Callable[[], bool] = lambda: False
    ) -> None:
        self._sends_originals = sends_originals
        self._store = store
        self._clock = clock
        self._one_at_a_time = threading.Lock()

    def waiting(self) -> WaitingView:
        """Return what the next export would take."""
        with self._store.read() as session:
            count, oldest, size = queries.waiting_summary(session)
            size += queries.waiting_extras(session, originals=self._sends_originals())
            station = security.station_of(session)
            return WaitingView(
                count=count,
                oldest=oldest,
                next_sequence=queries.last_sequence(session, station.id) + 1,
                estimated_bytes=_estimate(count, size),
                recipients=tuple(row.name for row in security.active_recipients(session)),
            )

    def list_batches(self) -> tuple[BatchView, ...]:
        """Return the batches that left, newest first."""
        with self._store.read() as session:
            answered = progress(session)
            return tuple(
                _batch_view(row, answered.get(row.id, NO_PROGRESS))
                for row in queries.batches(session)
            )

    def export(self, folder: Path, *, actor: str, work: Work | None = None) -> ExportReport:
        """Write every received record into one new file in `folder` and mark them exported.

        The number is taken last: the file is written under the next free number, renamed, read
        back from the target and verified; then one short transaction takes the number, provided
        it is still free and every record is still as it was written, and marks the records. If
        something moved, the file is thrown away and the work begins again (three times at most).

        Raises:
            NothingToExportError: nothing waits.
            OnlyDamagedError: what waits is damaged in the store.
            NoRecipientsError: there is nobody to seal it to.
            TargetError: the folder is missing, went away or cannot be written.
            DiskFullError: there is no room.
            FileTakenError: another file has the name already.
            NotAsWrittenError: the drive gave back other bytes than it was given.
            BusyError: another export runs, or records changed all the time.
            CancelledError: the work was cancelled; nothing is left behind.
        """
        if not self._one_at_a_time.acquire(blocking=False):
            raise BusyError
        try:
            for _ in range(_TRIES):
                with suppress(MovedError):
                    return self._export_once(folder, actor, work or Work())
            raise BusyError
        finally:
            self._one_at_a_time.release()

    def verify_file(
        self, path: Path, *, trusted_certificate: str | None = None, work: Work | None = None
    ) -> VerifyReport:
        """Check a batch file; see `verify.verify_file`."""
        progress = second_half(work, 100) if work is not None else None
        return verify_file(path, trusted_certificate=trusted_certificate, progress=progress)

    def open_file(self, path: Path, identity_file: Path, to_folder: Path) -> OpenReport:
        """Decrypt a batch file into a folder; see `opening.open_file`."""
        return open_file(path, identity_file, to_folder)

    # -------------------------------------------------------------- export, step by step

    def _export_once(self, folder: Path, actor: str, work: Work) -> ExportReport:
        plan, size = self._plan()
        target = folder / rules.file_name(plan.station, plan.sequence)
        _check_folder(folder, size)
        self._check_name_is_free(target, plan)
        try:
            with part_file(folder, plan.base) as (part, stream):
                written = write_batch(stream, plan, self._store, work)
                if not written.records:
                    raise OnlyDamagedError(
                        tuple(record.receipt_number for record in written.left_out)
                    )
                stream.close()
                self._check_name_is_free(target, plan)
                part.replace(target)
        except OSError as error:
            raise _target_error(error, folder) from error
        try:
            return self._confirmed(target, plan, written, actor, work)
        except BaseException:
            # Asked from the store, not from a variable: an interruption may fall anywhere.
            with self._store.read() as session:
                is_marked = queries.has_batch(session, plan.batch_id)
            if not is_marked:
                with suppress(OSError):
                    target.unlink()
            raise

    def _plan(self) -> tuple[Plan, int]:
        with self._store.read() as session:
            keys, size = queries.waiting_keys(session)
            if not keys:
                raise NothingToExportError
            originals = self._sends_originals()
            size += queries.waiting_extras(session, originals=originals)
            recipients = security.active_recipients(session)
            if not recipients:
                raise NoRecipientsError
            station = security.station_of(session)
            number, digest = security.chain_head(session)
            plan = Plan(
                batch_id=new_id(),
                station_id=station.id,
                station=station.code,
                commune_code=station.commune_code,
                commune_name=station.commune_name,
                practice=station.is_practice,
                sequence=queries.last_sequence(session, station.id) + 1,
                exported_at=self._clock.now(),
                identity=StationIdentity(station.certificate_pem, station.private_key_pem),
                certificate_sha256=fingerprint(station.certificate_pem),
                recipients=tuple((row.name, row.public_key) for row in recipients),
                audit_number=number,
                audit_digest=digest,
                keys=tuple(keys),
                originals=originals,
            )
            return plan, _estimate(len(keys), size)

    def _check_name_is_free(self, target: Path, plan: Plan) -> None:
        """Refuse to replace a file, unless it is ours and never counted.

        An export that was killed between renaming and marking leaves such a file: signed by this
        station, under a number that no batch has. Its records are all still waiting.
        """
        if not target.exists():
            return
        with suppress(InputFileError):
            found = verify_file(target, trusted_certificate=plan.identity.certificate_pem)
            if found.valid and found.sequence == plan.sequence:
                return
        raise FileTakenError(target.name)

    def _confirmed(
        self, target: Path, plan: Plan, written: Written, actor: str, work: Work
    ) -> ExportReport:
        """Read the file back, then mark its records; the only place where anything is marked."""
        try:
            sync_folder(target.parent)
            found = verify_file(
                target,
                trusted_certificate=plan.identity.certificate_pem,
                progress=second_half(work, len(plan.keys)),
            )
        except OSError as error:
            raise _target_error(error, target.parent) from error
        except InputFileError as error:
            raise _gone(target.parent) from error
        if (
            not found.valid
            or found.batch_id != plan.batch_id
            or found.payload_sha256 != written.payload_sha256
            or found.file_sha256 is None
        ):
            raise NotAsWrittenError
        with self._store.write() as session:
            self._mark(session, target, plan, written, actor, found.size, found.file_sha256)
        return ExportReport(
            path=target,
            batch_id=plan.batch_id,
            station=plan.station,
            commune_code=plan.commune_code,
            sequence=plan.sequence,
            records=len(written.records),
            size=found.size,
            file_sha256=found.file_sha256,
            payload_sha256=written.payload_sha256,
            fingerprint=plan.certificate_sha256,
            exported_at=plan.exported_at,
            recipients=tuple(name for name, _ in plan.recipients),
            practice=plan.practice,
            left_out=tuple(written.left_out),
        )

    def _mark(
        self,
        session: Session,
        target: Path,
        plan: Plan,
        written: Written,
        actor: str,
        size: int,
        file_sha256: str,
    ) -> None:
        batch = NewBatch(
            id=plan.batch_id,
            station_id=plan.station_id,
            origin=plan.station,
            sequence=plan.sequence,
            file_name=target.name,
            folder=str(target.parent),
            file_sha256=file_sha256,
            payload_sha256=written.payload_sha256,
            size=size,
            recipients=[{"name": name, "public_key": key} for name, key in plan.recipients],
            exported_at=plan.exported_at,
            exported_by=actor,
        )
        queries.commit_batch(session, batch, written.records)
        security.record(
            session,
            Tag.BATCH_EXPORTED,
            at=self._clock.now(),
            actor=actor,
            target=str(plan.batch_id),
            detail={
                "sequence": plan.sequence,
                "records": len(written.records),
                "left_out": len(written.left_out),
                "file_sha256": file_sha256,
                "payload_sha256": written.payload_sha256,
            },
        )


def _batch_view(row: Batch, answered: Progress) -> BatchView:
    return BatchView(
        id=row.id,
        sequence=row.sequence,
        file_name=row.file_name,
        folder=row.folder,
        records=row.records,
        size=row.size,
        file_sha256=row.file_sha256,
        payload_sha256=row.payload_sha256,
        recipients=tuple(entry["name"] for entry in row.recipients),
        exported_at=row.exported_at,
        exported_by=row.exported_by,
        accepted=answered.accepted,
        rejected=answered.rejected,
        waiting=answered.waiting,
        answered_at=answered.answered_at,
    )


def _estimate(count: int, blob_bytes: int) -> int:
    # A record document is 2 to 6 KB; age adds 16 bytes per 64 KiB.
    return blob_bytes + count * 6144 + blob_bytes // 4096 + 65536 if count else 0


def _check_folder(folder: Path, needed: int) -> None:
    if not folder.is_dir():
        raise _gone(folder)
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise _gone(folder) from error
    if free < needed + _SPARE_BYTES:
        raise DiskFullError(
            tr("Ổ chứa “{folder}” không đủ chỗ cho lô này.").format(folder=folder),
            tr("Cần khoảng {needed} MB, còn {free} MB. Dọn bớt hoặc chọn ổ khác.").format(
                needed=needed // 1_000_000 + 1, free=free // 1_000_000
            ),
        )


def _gone(folder: Path) -> TargetError:
    return TargetError(
        tr("Không thấy thư mục “{folder}”.").format(folder=folder),
        tr("Cắm lại USB hoặc chọn thư mục khác rồi xuất lại. Chưa hồ sơ nào bị đánh dấu."),
    )


def _target_error(error: OSError, folder: Path) -> UserFacingError:
    if error.errno == errno.EFBIG:
        return TargetError(
            tr("Ổ này không chứa được tệp lớn như vậy."),
            tr("Dùng USB định dạng exFAT hoặc NTFS rồi xuất lại. Chưa hồ sơ nào bị đánh dấu."),
        )
    if isinstance(error, FileNotFoundError) or not folder.is_dir():
        return _gone(folder)
    return translated(error, folder)
