"""Use cases of batches: see what waits, export it, list what left, verify and open a file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from desktop.batch import store as queries
from desktop.batch.board.lines import batch_lines
from desktop.batch.board.views import BatchLine
from desktop.batch.choosing.rules import EVERYTHING, Choice, Group, file_bytes, groups
from desktop.batch.errors import BusyError
from desktop.batch.export import second_half
from desktop.batch.leaving.service import LeavingService
from desktop.batch.leaving.store import begun
from desktop.batch.opening import open_file
from desktop.batch.store import MovedError
from desktop.batch.verify import verify_file
from desktop.batch.views import ExportReport, OpenReport, VerifyReport, WaitingView
from desktop.common.clock import Clock
from desktop.common.shifts import OpenedShift
from desktop.common.work import Work
from desktop.security import store as security
from desktop.storage.turns import alone, shared
from desktop.storage.unit_of_work import Store

_TRIES = 3
_LEAVING = "batch-leaving"
_PATIENCE = 2.0
"""Seconds an export waits for its turn: a shift that is just being closed takes less."""


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
        self._leaving = LeavingService(store, clock, sends_originals)
        self._one_at_a_time = threading.Lock()

    def waiting(self) -> WaitingView:
        """Return what the next export would take."""
        with self._store.read() as session:
            count, oldest, size = queries.waiting_summary(session)
            size += queries.waiting_extras(session, originals=self._sends_originals())
            station = security.station_of(session)
            unfinished = begun(session, station.id)
            return WaitingView(
                count=count,
                oldest=oldest,
                next_sequence=queries.last_sequence(session, station.id) + 1,
                estimated_bytes=file_bytes(count, size),
                recipients=tuple(row.name for row in security.active_recipients(session)),
                to_review=queries.count_to_review(session),
                begun=len(unfinished.records) if unfinished else 0,
            )

    def groups(self, opened: Sequence[OpenedShift] = ()) -> tuple[Group, ...]:
        """Return what may be chosen for the next batch: all, each part of a day, each cell.

        Args:
            opened: shifts that were opened; those are offered by their numbers, too.
        """
        with self._store.read() as session:
            rows = queries.waiting_rows(session, originals=self._sends_originals())
        return groups(((row.received_at, row.cell, row.size) for row in rows), opened)

    def is_exporting(self) -> bool:
        """Return whether a batch is just written, by whatever program has this store open."""
        with self.none_leaving() as is_free:
            return not is_free

    def none_leaving(self) -> AbstractContextManager[bool]:
        """Keep batches from leaving for the length of a block; False when one is leaving.

        The mark that an export holds is seen by every program that has the store open, and dies
        with the program that holds it.
        """
        return alone(self._store, _LEAVING)

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

        The file is written under a hidden name, read back from the target and verified; then the
        batch is begun, the file gets its name, and the batch is counted (`leaving/service.py`).
        If a record or the number moved meanwhile, the file is thrown away and the work begins
        again (three times at most). A batch that was begun and never counted is finished first,
        whatever was chosen; the report says so.

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
            with shared(self._store, _LEAVING, _PATIENCE) as is_ours:
                if is_ours:
                    return self._tried(folder, actor, choice, work or Work())
            raise BusyError
        finally:
            self._one_at_a_time.release()

    def _tried(self, folder: Path, actor: str, choice: Choice, work: Work) -> ExportReport:
        for _ in range(_TRIES):
            with suppress(MovedError):
                return self._leaving.export(folder, actor=actor, choice=choice, work=work)
        raise BusyError

    def verify_file(
        self, path: Path, *, trusted_certificate: str | None = None, work: Work | None = None
    ) -> VerifyReport:
        """Check a batch file; see `verify.verify_file`."""
        progress = second_half(work, 100) if work is not None else None
        return verify_file(path, trusted_certificate=trusted_certificate, progress=progress)

    def open_file(self, path: Path, identity_file: Path, to_folder: Path) -> OpenReport:
        """Decrypt a batch file into a folder; see `opening.open_file`."""
        return open_file(path, identity_file, to_folder)
