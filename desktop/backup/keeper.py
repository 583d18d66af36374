"""Keeps the twin copy and the daily backup up to date, on a thread of its own.

The counter never waits for it: it holds the store's write lock for milliseconds only, and its state
is an object that screens read whenever they like.
"""

from __future__ import annotations

import errno
import logging
import threading
import time
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop.backup import errors, twin_files
from desktop.backup.places import TWIN
from desktop.backup.service import BackupService
from desktop.backup.twin import TwinCopy
from desktop.backup.views import TwinKind, TwinState
from desktop.common.clock import Clock
from desktop.common.errors import DiskFullError, UserFacingError
from desktop.common.files import translated
from desktop.common.i18n import tr
from desktop.common.work import CancelledError, Work
from desktop.security.access.guarding import as_the_program

_log = logging.getLogger(__name__)
ROUND = 20.0
"""Seconds between rounds: the copy is at most a minute behind also when one round takes long."""
RETRY = 5.0
"""Seconds until a drive that is not there is looked for again."""
LAST_ROUND = 5.0
"""Seconds the end of the program may wait for the last pages."""
BACKUP_EVERY = timedelta(hours=20)
"""A backup a day, also when the office opens a little earlier the next day."""
ACTOR = "schedule"
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class Keeper:
    """Runs rounds until it is stopped.

    Args:
        twin: the twin copy.
        backups: backups of the same store.
        clock: the clock in use.
    """

    def __init__(self, twin: TwinCopy, backups: BackupService, clock: Clock) -> None:
        self._twin = twin
        self.backups = backups
        self._clock = clock
        self._state = TwinState(TwinKind.OFF)
        self._give_up_at: float | None = None
        self._wake = threading.Event()
        self._at_work = threading.Lock()
        self._thread: threading.Thread | None = None
        self._tried_backup: datetime | None = None

    @property
    def state(self) -> TwinState:
        """How the twin copy stands now."""
        return self._state

    def start(self) -> None:
        """Begin to keep; further calls do nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End; if the drive is there, bring the copy to the last moment first, within seconds."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._give_up_at = 0.0
        self._wake.set()
        thread.join()
        if self._state.kind is TwinKind.GOOD:
            self._give_up_at = time.monotonic() + LAST_ROUND
            with suppress(CancelledError):
                self.round()
        with self._at_work:
            self._twin.release()

    def wake(self) -> None:
        """Do the next round at once: somebody chose a folder or asked for it."""
        self._wake.set()

    def choose_folder(self, folder: Path | None, *, actor: str) -> None:
        """Choose the drive of the twin copy; None ends it and leaves what was copied.

        Raises:
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
        """
        if folder is not None:
            self._twin.begin(folder)
        self.backups.places.choose(TWIN, str(folder) if folder else "", actor=actor)
        self._state = TwinState(
            TwinKind.WORKING if folder else TwinKind.OFF, str(folder) if folder else ""
        )
        self.wake()

    def round(self, *, both: bool = False) -> TwinState:
        """Do one round of the twin copy in this thread and return how it stands.

        Args:
            both: leave nothing older on the drive, as after an erasure.
        """
        with self._at_work:
            folder = self.backups.places.get(TWIN)
            if not folder:
                self._twin.release()
                self._state = TwinState(TwinKind.OFF)
            else:
                self._state = self._after_round(folder, both=both)
            return self._state

    def seen(self) -> TwinState:
        """Return how the twin copy lies on its drive; for a program that does not keep it."""
        folder = self.backups.places.get(TWIN)
        if self._thread is not None or not folder:
            return self._state
        home = self._twin.home_in(Path(folder))
        try:
            manifest = twin_files.read_state(home).good_manifest(home)
        except (UserFacingError, OSError):
            error = errors.twin_missing(folder)
            return TwinState(TwinKind.MISSING, folder, title=error.title, advice=error.advice)
        # It shows the present when nothing was written since, however long ago it was made.
        is_current = manifest.summary.audit_number == self.backups.newest_event()
        at = self._clock.now() if is_current else manifest.made_at
        return TwinState(TwinKind.GOOD, folder, at)

    def is_same_disk(self, folder: Path, profile: Path) -> bool:
        """Whether a folder lies on the disk of the store, where both would be lost together."""
        try:
            return folder.stat().st_dev == profile.stat().st_dev
        except OSError:
            return False

    def _after_round(self, folder: str, *, both: bool) -> TwinState:
        before = self._state if self._state.folder == folder else TwinState(TwinKind.OFF, folder)

        def report(done: int, total: int, _text: str) -> None:
            self._still_wanted()
            if total:
                self._state = replace(before, kind=TwinKind.WORKING, done=done, total=total)

        try:
            at = self._twin.turn(Path(folder), Work(report), both=both)
        except UserFacingError as error:
            return self._troubled(before, error)
        except OSError as error:
            return self._troubled(before, _explained(error, folder))
        return TwinState(TwinKind.GOOD, folder, at)

    @staticmethod
    def _troubled(before: TwinState, error: UserFacingError) -> TwinState:
        kind = TwinKind.FAILED
        if isinstance(error, errors.TwinMissingError):
            kind = TwinKind.MISSING
        elif isinstance(error, DiskFullError):
            kind = TwinKind.FULL
        elif isinstance(error, _ReadOnlyError):
            kind = TwinKind.READ_ONLY
        if kind is not before.kind:
            _log.warning("twin copy: %s %s", kind.value, error.code)
        return TwinState(kind, before.folder, before.at, title=error.title, advice=error.advice)

    def _still_wanted(self) -> None:
        if self._give_up_at is not None and time.monotonic() >= self._give_up_at:
            raise CancelledError

    def _run(self) -> None:
        is_over = False
        try:
            while self._give_up_at is None:
                self._wake.clear()
                with as_the_program():  # whoever sits at the counter
                    state = self.round()
                    self._backup_if_due()
                lost = state.kind not in {TwinKind.GOOD, TwinKind.OFF}
                self._wake.wait(RETRY if lost else ROUND)
            is_over = True
        except CancelledError:
            is_over = True
        finally:
            if not is_over:  # a defect of ours: said, and in the log by way of the thread's hook
                self._state = TwinState(
                    TwinKind.FAILED,
                    self._state.folder,
                    self._state.at,
                    title=tr("Việc sao dữ liệu đã dừng vì lỗi của chương trình."),
                    advice=tr("Đóng chương trình rồi mở lại; bản sao cũ vẫn còn nguyên."),
                )

    def _backup_if_due(self) -> None:
        folder, now = self.backups.folder, self._clock.now()
        if folder is None or not folder.is_dir():
            return
        last = self.backups.last()
        tried = self._tried_backup
        if (last and now - last.made_at < BACKUP_EVERY) or (
            tried and now - tried < timedelta(hours=1)
        ):
            return
        self._tried_backup = now
        try:
            work = Work(lambda _done, _total, _text: self._still_wanted())
            self.backups.now(folder, actor=ACTOR, work=work)
        except UserFacingError as error:
            _log.warning("daily backup: %s", error.code)


class _ReadOnlyError(UserFacingError):
    """The drive may only be read."""

    code = "QTN-513"


def _explained(error: OSError, folder: str) -> UserFacingError:
    if error.errno in _READ_ONLY:
        return _ReadOnlyError(
            tr("Ổ chứa bản sao chỉ cho đọc."),
            tr("Gạt khóa ghi trên thẻ nhớ, hoặc chọn thư mục khác ghi được."),
        )
    if not Path(folder).is_dir() or error.errno in {errno.ENODEV, errno.ENXIO, errno.EIO}:
        return errors.twin_missing(folder)
    return translated(error, Path(folder))
