"""Writes one batch so that no file of it can lie anywhere without the station knowing the batch.

The file is written under a hidden name and read back there. Then the batch is begun: one short
transaction keeps its number, its key and every digest. Only then the file gets its name, and a
second transaction counts the batch. What stops in between leaves a begun batch; the next export,
into whatever folder, finishes that one: the same key, number and content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.choosing.rules import EVERYTHING, Choice, file_bytes
from desktop.batch.errors import (
    FileTakenError,
    NoRecipientsError,
    NotAsWrittenError,
    NothingToExportError,
    OnlyDamagedError,
)
from desktop.batch.export import (
    RECORDS_AT_ONCE,
    LoadedRecord,
    Written,
    loaded_records,
    part_file,
    second_half,
    write_batch,
)
from desktop.batch.leaving import store as batches
from desktop.batch.leaving.store import BatchFile, Leaving
from desktop.batch.plan import Plan, make_plan
from desktop.batch.store import RecordKey, SentRecord
from desktop.batch.targets import check_room, gone, target_error
from desktop.batch.verify import verify_file
from desktop.batch.views import ExportReport, LeftOut, VerifyReport
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError
from desktop.common.files import sync_folder
from desktop.common.ids import new_id
from desktop.common.work import Work
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.security.trail.views import Head
from desktop.storage.unit_of_work import Session, Store


@dataclass(frozen=True)
class _Draft:
    """What one call is about to write.

    Attributes:
        size: about how large the file will be.
        begun: the batch that is finished, None for a new one.
    """

    plan: Plan
    size: int
    begun: Leaving | None = None


class LeavingService:
    """One batch at a time, on its way out.

    Args:
        store: the opened store.
        clock: where the time comes from.
        sends_originals: whether the frames that portraits were cut from travel as well.
    """

    def __init__(self, store: Store, clock: Clock, sends_originals: Callable[[], bool]) -> None:
        self._store = store
        self._clock = clock
        self._sends_originals = sends_originals

    def export(self, folder: Path, *, actor: str, choice: Choice, work: Work) -> ExportReport:
        """Finish the batch that was begun, if there is one; else write the chosen records.

        Raises:
            MovedError: something changed meanwhile; nothing was counted, it may be tried again.
            UserFacingError: as `BatchService.export`.
            CancelledError: the work was cancelled.
        """
        begun = self._begun()
        if begun is not None:
            whole = _recognised(folder, begun)
            if whole is not None:
                target = folder / rules.file_name(begun.origin, begun.sequence)
                return self._counted(self._draft_of(begun), whole, target, actor)
            with suppress(OnlyDamagedError):
                return self._written(self._draft_of(begun), folder, actor, work)
            self._give_up(begun, actor)
        return self._written(self._draft(choice), folder, actor, work)

    # ------------------------------------------------------------ what will be written

    def _begun(self) -> Leaving | None:
        with self._store.read() as session:
            station = security.station_of(session)
            found = batches.begun(session, station.id)
        return replace(found, origin=station.code) if found else None

    def _draft(self, choice: Choice) -> _Draft:
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
        return _Draft(plan, file_bytes(len(rows), sum(row.size for row in rows)))

    def _draft_of(self, begun: Leaving) -> _Draft:
        with self._store.read() as session:
            plan = make_plan(
                session,
                batch_id=begun.id,
                sequence=begun.sequence,
                exported_at=begun.exported_at,
                recipients=[(one["name"], one["public_key"]) for one in begun.recipients],
                keys=[RecordKey(one.id, one.version, one.state) for one in begun.records],
                originals=begun.has_originals,
                head=Head(begun.audit_digest, begun.audit_number),
            )
        return _Draft(plan, max(file.size for file in begun.files), begun)

    # ------------------------------------------------------------ step by step

    def _written(self, draft: _Draft, folder: Path, actor: str, work: Work) -> ExportReport:
        plan, begun = draft.plan, draft.begun
        target = folder / rules.file_name(plan.station, plan.sequence)
        check_room(folder, draft.size)
        _check_name_is_free(target, plan)
        try:
            with part_file(folder, plan.base) as (part, stream):
                records = self._as_begun(begun) if begun else None
                written = write_batch(stream, plan, self._store, work, records)
                _require_content(written, begun)
                stream.close()
                found = _read_back(part, plan, written, work)
                _check_name_is_free(target, plan)
                batch = _leaving(plan, written, found, folder, begun or actor)
                return self._named(draft, part, target, batch, actor, written.left_out)
        except OSError as error:
            raise target_error(error, folder) from error

    def _as_begun(self, begun: Leaving) -> Iterator[list[LoadedRecord]]:
        """Yield the records as the batch has them, also those that changed since."""
        for start in range(0, len(begun.records), RECORDS_AT_ONCE):
            some = begun.records[start : start + RECORDS_AT_ONCE]
            sent = [SentRecord(one.id, one.version, one.sha256) for one in some]
            with self._store.read() as session:
                records = queries.as_sent(session, sent)
                loaded = loaded_records(session, records, originals=begun.has_originals)
            yield loaded

    def _named(
        self,
        draft: _Draft,
        part: Path,
        target: Path,
        batch: Leaving,
        actor: str,
        left_out: list[LeftOut],
    ) -> ExportReport:
        """Begin the batch, give its file the name, count it; the order is the promise."""
        drive = target.parent.stat().st_dev
        try:
            with self._store.write() as session:
                batches.begin(session, batch)
                self._record(session, Tag.BATCH_BEGUN, batch, actor)
            part.replace(target)
            sync_folder(target.parent)
            return self._counted(draft, batch, target, actor, left_out)
        except BaseException:
            self._take_back(target, drive, batch, actor, keep=draft.begun is not None)
            raise

    def _counted(
        self,
        draft: _Draft,
        batch: Leaving,
        target: Path,
        actor: str,
        left_out: list[LeftOut] | tuple[()] = (),
    ) -> ExportReport:
        """Count a batch whose file lies under its name; the only place where records are marked."""
        with self._store.write() as session:
            batches.count(session, batch, target.name)
            self._record(session, Tag.BATCH_EXPORTED, batch, actor, left_out=len(left_out))
        plan, file = draft.plan, batch.files[-1]
        return ExportReport(
            path=target,
            batch_id=plan.batch_id,
            station=plan.station,
            commune_code=plan.commune_code,
            sequence=plan.sequence,
            records=len(batch.records),
            size=file.size,
            file_sha256=file.file_sha256,
            payload_sha256=file.payload_sha256,
            fingerprint=plan.certificate_sha256,
            exported_at=plan.exported_at,
            recipients=tuple(name for name, _ in plan.recipients),
            practice=plan.practice,
            left_out=tuple(left_out),
            was_begun=draft.begun is not None,
        )

    # ------------------------------------------------------------ when it stops

    def _take_back(
        self, target: Path, drive: int, batch: Leaving, actor: str, *, keep: bool
    ) -> None:
        """Remove the file of a batch that was not counted, and forget the batch if that is sure.

        A drive that was pulled out may have the file: then the batch stays begun. So does one
        that was begun before, whose earlier file may lie anywhere.
        """
        with self._store.read() as session:
            # Asked from the store, not from a variable: an interruption may fall anywhere.
            is_counted = queries.has_batch(session, batch.id)
        if is_counted:
            return
        with suppress(OSError):
            target.unlink()
        is_gone = False
        with suppress(OSError):
            is_gone = target.parent.stat().st_dev == drive and not target.exists()
        if is_gone and not keep:
            with self._store.write() as session:
                if batches.drop(session, batch.id):
                    self._record(session, Tag.BATCH_DROPPED, batch, actor)

    def _give_up(self, begun: Leaving, actor: str) -> None:
        """Forget a begun batch whose content cannot be given any more; its number is free again."""
        with self._store.write() as session:
            if batches.drop(session, begun.id):
                self._record(session, Tag.BATCH_DROPPED, begun, actor, is_damaged=True)

    def _record(self, session: Session, tag: Tag, batch: Leaving, actor: str, **more: int) -> None:
        security.record(
            session,
            tag,
            at=self._clock.now(),
            actor=actor,
            target=str(batch.id),
            detail={
                "sequence": batch.sequence,
                "records": len(batch.records),
                "choice": batch.choice[0],
                "file_sha256": batch.files[-1].file_sha256,
                "payload_sha256": batch.files[-1].payload_sha256,
                **more,
            },
        )


def _leaving(
    plan: Plan, written: Written, found: VerifyReport, folder: Path, known: Leaving | str
) -> Leaving:
    """Return the batch with the file that was just read back.

    Args:
        plan: what the file was to be.
        written: what went into it.
        found: what was read back.
        folder: where it lies.
        known: the batch that is finished, or who began a new one.
    """
    file = BatchFile(written.payload_sha256, found.file_sha256 or "", str(folder), found.size)
    if isinstance(known, Leaving):
        return known.with_file(file)
    return Leaving(
        id=plan.batch_id,
        station_id=plan.station_id,
        origin=plan.station,
        sequence=plan.sequence,
        recipients=[{"name": name, "public_key": key} for name, key in plan.recipients],
        exported_at=plan.exported_at,
        exported_by=known,
        audit_number=plan.audit_number,
        audit_digest=plan.audit_digest,
        choice=(plan.choice.kind, plan.choice.chosen),
        has_originals=plan.originals,
        records=tuple(written.records),
        files=(file,),
    )


def _recognised(folder: Path, begun: Leaving) -> Leaving | None:
    """Return a begun batch with the file of it that lies whole in this folder, or None."""
    target = folder / rules.file_name(begun.origin, begun.sequence)
    with suppress(InputFileError):
        found = verify_file(target) if target.exists() else None
        if found is not None and found.valid:
            for file in begun.files:
                if file.file_sha256 == found.file_sha256:
                    return begun.with_file(replace(file, folder=str(folder)))
    return None


def _require_content(written: Written, begun: Leaving | None) -> None:
    """Refuse a file without records, or with others than the begun batch has."""
    ours = {record.id: record.sha256 for record in written.records}
    wanted = {record.id: record.sha256 for record in begun.records} if begun else ours
    if not ours or ours != wanted:
        raise OnlyDamagedError(tuple(record.receipt_number for record in written.left_out))


def _read_back(part: Path, plan: Plan, written: Written, work: Work) -> VerifyReport:
    """Read the file from the target; only what comes back whole may get its name."""
    sync_folder(part.parent)
    try:
        found = verify_file(
            part,
            trusted_certificate=plan.identity.certificate_pem,
            progress=second_half(work, len(plan.keys)),
        )
    except InputFileError as error:
        raise gone(part.parent) from error
    if (
        not found.valid
        or found.batch_id != plan.batch_id
        or found.payload_sha256 != written.payload_sha256
        or found.file_sha256 is None
    ):
        raise NotAsWrittenError
    return found


def _check_name_is_free(target: Path, plan: Plan) -> None:
    """Refuse to replace a file, unless it is ours, under this number, and was never counted."""
    if not target.exists():
        return
    with suppress(InputFileError):
        found = verify_file(target, trusted_certificate=plan.identity.certificate_pem)
        if found.valid and found.sequence == plan.sequence:
            return
    raise FileTakenError(target.name)
