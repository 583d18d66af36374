"""Use cases of batches: see what waits, export it, list what left, verify and open a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.board.lines import batch_lines
from desktop.batch.board.views import BatchLine
from desktop.batch.choosing.rules import EVERYTHING, Choice, Group, file_bytes, groups
from desktop.batch.errors import (
    BusyError,
    FileTakenError,
    NoRecipientsError,
    NotAsWrittenError,
    NothingToExportError,
    OnlyDamagedError,
)
from desktop.batch.export import Written, part_file, second_half, write_batch
from desktop.batch.opening import open_file
from desktop.batch.plan import Plan, make_plan
from desktop.batch.store import MovedError, NewBatch
from desktop.batch.targets import check_room, gone, target_error
from desktop.batch.verify import verify_file
from desktop.batch.views import ExportReport, OpenReport, VerifyReport, WaitingView
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.files import sync_folder
from desktop.common.ids import new_id
from desktop.common.work import Work
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

_TRIES = 3


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
                estimated_bytes=file_bytes(count, size),
                recipients=tuple(row.name for row in security.active_recipients(session)),
                to_review=queries.count_to_review(session),
            )

    def groups(self) -> tuple[Group, ...]:
        """Return what may be chosen for the next batch: all, each shift, each cell."""
        with self._store.read() as session:
            rows = queries.waiting_rows(session, originals=self._sends_originals())
        return groups((row.received_at, row.cell, row.size) for row in rows)

    def is_exporting(self) -> bool:
        """Return whether this program is just writing a batch."""
        return self._one_at_a_time.locked()

    def list_batches(self) -> tuple[BatchLine, ...]:
        """Return the batches that left, newest first."""
        with self._store.read() as session:
            return batch_lines(session, now=self._clock.now())

    def export(
        self,
        folder: Path,
        *,
        actor: str,
        choice: Choice = EVERYTHING,
        work: Work | None = None,
    ) -> ExportReport:
        """Write the chosen records into one new file in `folder` and mark them exported.

        The number is taken last: the file is written under the next free number, renamed, read
        back from the target and verified; then one short transaction takes the number, provided
        it is still free and every record is still as it was written, and marks the records. If
        something moved, the file is thrown away and the work begins again (three times at most).

        Raises:
            NothingToExportError: nothing waits, or nothing of what was chosen.
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
                    return self._export_once(folder, actor, choice, work or Work())
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

    def _export_once(self, folder: Path, actor: str, choice: Choice, work: Work) -> ExportReport:
        plan, size = self._plan(choice)
        target = folder / rules.file_name(plan.station, plan.sequence)
        check_room(folder, size)
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
            raise target_error(error, folder) from error
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

    def _plan(self, choice: Choice) -> tuple[Plan, int]:
        """Return the plan of the next file, and about how many bytes it will have."""
        with self._store.read() as session:
            originals = self._sends_originals()
            waiting = queries.waiting_rows(session, originals=originals)
            rows = [row for row in waiting if choice.takes(row.received_at, row.cell)]
            if not rows:
                raise NothingToExportError(is_chosen=choice != EVERYTHING)
            recipients = security.active_recipients(session)
            if not recipients:
                raise NoRecipientsError
            station = security.station_of(session)
            plan = make_plan(
                session,
                batch_id=new_id(),
                sequence=queries.last_sequence(session, station.id) + 1,
                exported_at=self._clock.now(),
                recipients=[(row.name, row.public_key) for row in recipients],
                keys=[row.key for row in rows],
                choice=choice,
                originals=originals,
            )
            return plan, file_bytes(len(rows), sum(row.size for row in rows))

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
            raise target_error(error, target.parent) from error
        except InputFileError as error:
            raise gone(target.parent) from error
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
            audit_number=plan.audit_number,
            audit_digest=plan.audit_digest,
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
                "choice": plan.choice.kind,
                "file_sha256": file_sha256,
                "payload_sha256": written.payload_sha256,
            },
        )
