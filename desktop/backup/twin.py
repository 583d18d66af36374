"""The twin copy: the store's pages that changed, written in turn to two copies on another drive.

Every round takes a moment of the store and brings the copy that is not the good one to it. Where
it is known which pages changed since, only those are read and written. Else (after a start, after
trouble) both are read through and compared; this finds a stick that forgets what it was told.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.backup import checking, errors, rules, twin_files
from desktop.backup import store as queries
from desktop.backup.container import CHUNK, PROFILE, RECOVERY
from desktop.backup.service import manifest_for
from desktop.backup.twin_files import TwinFiles, other, store_of
from desktop.backup.views import StoreSummary
from desktop.common.clock import Clock
from desktop.common.errors import DiskFullError
from desktop.common.files import write_whole
from desktop.common.i18n import decimal, tr
from desktop.common.work import Work
from desktop.storage.frozen import FrozenFile, Standstill, page_runs
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store
from desktop.storage.wal import PAGE_SIZE

_MB = 1 << 20
_ROOM = 8 * _MB
"""Left free on the drive: for the small files, and because a full FAT drive behaves badly."""
_REST = 1.0
"""While everything is compared, the disk rests this many times as long as it worked."""


class TwinCopy:
    """Brings the twin copy to the present moment; used by one thread at a time.

    Args:
        store: the open store.
        profile: where it lies.
        info: whose it is.
        clock: the clock in use.
    """

    def __init__(self, store: Store, profile: Profile, info: ProfileInfo, clock: Clock) -> None:
        self._store = store
        self._profile = profile
        self._info = info
        self._clock = clock
        self._standstill = Standstill(store, profile.store_file)
        self._pending: dict[str, set[int] | None] = {}
        self._home: Path | None = None

    def home_in(self, folder: Path) -> Path:
        """Return where in a folder the twin copy of this profile lies."""
        return folder / rules.twin_name(self._info.station_code, self._info.profile_id)

    def begin(self, folder: Path) -> None:
        """Make a folder the place of the twin copy; what is there of this profile stays in use.

        Raises:
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
        """
        home = self.home_in(folder)
        if not (home / twin_files.STATE).is_file():
            twin_files.save_state(home, TwinFiles(self._info.profile_id))

    def turn(self, folder: Path, work: Work, *, both: bool = False) -> datetime:
        """Do one round and return the moment that the good copy now shows.

        Args:
            folder: the folder that was chosen.
            work: told how far it is; may stop it.
            both: bring both copies to this moment, so that nothing older is left on the drive.

        Raises:
            TwinMissingError: the drive is not there, or is another one.
            DiskFullError: there is no room on the drive; the good copy is as it was.
            DamagedCopyError: what was written does not open; the good copy is as it was.
            StoreError: the store is busy.
            OSError: the drive cannot be read or written.
            CancelledError: it was stopped; the good copy is as it was.
        """
        try:
            return self._turn(self.home_in(folder), work, both=both)
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let the store go; the next round compares everything."""
        self._standstill.release()
        self._pending = {}

    def _turn(self, home: Path, work: Work, *, both: bool) -> datetime:
        if not (home / twin_files.STATE).is_file():
            # An empty mount point must not fill up the disk beneath it.
            raise errors.twin_missing(str(home.parent))
        if home != self._home:
            self._home, self._pending = home, {}
        state = twin_files.read_state(home)
        at = self._clock.now()
        file = self._standstill.take()
        self._remember(file)
        if state.good and self._pending.get(state.good) == set() and not both:
            return at
        state = self._update(home, state, file, at, work)
        if both and self._pending.get(other(state.good)) != set():
            self._update(home, state, file, at, work)
        return at

    def _update(
        self, home: Path, state: TwinFiles, file: FrozenFile, at: datetime, work: Work
    ) -> TwinFiles:
        """Bring the copy whose turn it is to a moment; it is the good one from then on."""
        copy = other(state.good)
        self._bring(store_of(home, copy), file, self._pending.get(copy), work)
        summary = queries.summary(file.rows)
        self._check(store_of(home, copy), summary, home)
        for name, source in ((PROFILE, self._profile.info_file), self._wrapped()):
            _keep_same(home / name, source.read_bytes())
        manifest = manifest_for(self._info, "twin", at, file.size, "", summary)
        now = replace(state, good=copy, manifests={**state.manifests, copy: manifest})
        twin_files.save_state(home, now)
        self._pending[copy] = set()
        return now

    def _wrapped(self) -> tuple[str, Path]:
        return RECOVERY, self._profile.recovery_file

    def _remember(self, file: FrozenFile) -> None:
        """Add what changed since the last moment to what each copy still lacks."""
        for name in twin_files.COPIES:
            lacking = self._pending.get(name)
            if file.changed is None or lacking is None:
                self._pending.pop(name, None)
            else:
                lacking.update(file.changed)

    def _bring(self, target: Path, file: FrozenFile, lacking: set[int] | None, work: Work) -> None:
        had = target.stat().st_size if target.exists() else 0
        _need_room(target.parent, file.size - had)
        with target.open("r+b" if had else "w+b") as stream:
            if lacking is None or had == 0:
                parts = _differing(target, file, work)
            else:
                parts = _known(file, lacking, work)
            for offset, data in parts:
                stream.seek(offset)
                stream.write(data)
            stream.truncate(file.size)
            stream.flush()
            os.fsync(stream.fileno())

    def _check(self, file: Path, summary: StoreSummary, home: Path) -> None:
        if checking.summary_of(file, self._store.copy) != summary:
            raise errors.damaged(home, file.name)


def _known(file: FrozenFile, lacking: Iterable[int], work: Work) -> Iterator[tuple[int, bytes]]:
    last = file.size // PAGE_SIZE
    for offset, size in page_runs([page for page in lacking if page <= last], CHUNK):
        work.report(0, 0)
        yield offset, file.read_at(offset, size)


def _differing(target: Path, file: FrozenFile, work: Work) -> Iterator[tuple[int, bytes]]:
    """Yield what differs from the file that is written to; slowly, the counter comes first."""
    with target.open("rb", buffering=0) as there:
        for offset in range(0, file.size, CHUNK):
            began = time.perf_counter()
            work.report(offset, file.size)
            data = file.read_at(offset, min(CHUNK, file.size - offset))
            there.seek(offset)
            if there.read(len(data)) != data:
                yield offset, data
            time.sleep(min(0.2, _REST * (time.perf_counter() - began)))


def _keep_same(target: Path, data: bytes) -> None:
    """Write a small file unless it is there already: the drive wears with every write."""
    try:
        if target.read_bytes() == data:
            return
    except FileNotFoundError:
        pass
    write_whole(target, data)


def _need_room(folder: Path, growth: int) -> None:
    lacking = growth + _ROOM - shutil.disk_usage(folder).free
    if lacking > 0:
        raise DiskFullError(
            tr("Ổ chứa bản sao đã đầy: cần thêm {size} MB.").format(size=decimal(lacking / _MB)),
            tr("Dọn bớt tệp trên thẻ nhớ hoặc chọn ổ lớn hơn. Bản sao cũ vẫn còn nguyên."),
        )
