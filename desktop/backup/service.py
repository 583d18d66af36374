"""Backups of an open store: written, read back, opened; old ones give way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from desktop import __version__
from desktop.backup import checking, container, rules
from desktop.backup import store as queries
from desktop.backup.places import DAILY, Places
from desktop.backup.views import BackupFile, BackupMade, LastBackup, Manifest, StoreSummary
from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.common.files import translated
from desktop.common.settings import BACKUP_KEEP
from desktop.common.work import Work
from desktop.security.preferences import Preferences
from desktop.security.tags import Tag
from desktop.storage.frozen import FrozenFile, frozen
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store

_WAIT = 0.2
"""Seconds after which a backup that waits looks whether it is still wanted."""


class BackupService:
    """Makes, lists and checks backups of this station.

    Args:
        store: the open store.
        profile: where it lies.
        info: whose it is.
        clock: the clock in use.
        preferences: how many backups stay, and where.
    """

    def __init__(
        self,
        store: Store,
        profile: Profile,
        info: ProfileInfo,
        clock: Clock,
        preferences: Preferences,
    ) -> None:
        self._store = store
        self._profile = profile
        self._info = info
        self._clock = clock
        self._preferences = preferences
        self.places = Places(store, clock)
        self._making = threading.Lock()
        self._owner = rules.backup_owner(info.station_code, practice=info.is_practice)

    def now(self, folder: Path, *, actor: str, work: Work | None = None) -> BackupMade:
        """Write a backup into a folder while the counter goes on.

        Raises:
            DiskFullError: there is no room; older backups are as they were.
            InputFileError: the folder cannot be written.
            DamagedCopyError: what was read back is not what was written.
            StoreError: the store cannot be read.
            CancelledError: it was stopped; nothing is left of it.
        """
        work = work or Work()
        with self._alone(work):
            return self._now(folder, actor, work)

    def _now(self, folder: Path, actor: str, work: Work) -> BackupMade:
        at = self._clock.now()
        target = folder / rules.backup_name(self._owner, at)
        container.sweep(folder, f".QTN-{self._owner}-*.part")
        container.sweep(self._profile.store_file.parent, ".check-*")
        with container.part_of(target) as part:
            with frozen(self._store, self._profile.store_file) as file:
                manifest = self._write(part, file, at, work)
            checking.check_backup(part, self._store.copy, self._clock, self._scratch(part), work)
            size = part.stat().st_size
        self._note(target, manifest, actor)
        return BackupMade(target, size, manifest, self._make_room(folder))

    def check(self, file: Path, work: Work | None = None) -> Manifest:
        """Open a backup of this station and read all of it.

        Raises:
            NotACopyError: it is no backup.
            WrongKeyError: it is another station's.
            DamagedCopyError: something is not as it was.
        """
        work = work or Work()
        try:
            with self._alone(work):
                return checking.check_backup(
                    file, self._store.copy, self._clock, self._scratch(file), work
                )
        except OSError as error:
            raise translated(error, self._profile.folder) from error

    @contextmanager
    def _alone(self, work: Work) -> Iterator[None]:
        """Wait for the one before: a new backup sweeps away what is half written or half checked.

        Raises:
            CancelledError: it was stopped while it waited.
        """
        while not self._making.acquire(timeout=_WAIT):
            work.report(0, 1)
        try:
            yield
        finally:
            self._making.release()

    def list(self, folder: Path) -> tuple[BackupFile, ...]:
        """Return the backups in a folder, newest first; one that cannot be read is there too."""
        try:
            files = sorted(folder.glob(f"QTN-*{rules.SUFFIX}"), reverse=True)
        except OSError:
            return ()
        return tuple(_listed(file) for file in files)

    def drop_migration_copies(self) -> None:
        """Remove the copies of the store that were made before it was brought up to date."""
        for copy in self._profile.store_file.parent.glob("before-*.db"):
            copy.unlink(missing_ok=True)

    def made_before(self, at: datetime) -> tuple[Path, ...]:
        """Return the backups of a moment and before, also those that cannot be read.

        Looks where this program writes by itself: the daily folder, the profile, and where the last
        backup went. What was carried elsewhere it does not know. In one folder with backups of
        practice, true ones are not named, and the other way round.
        """
        last = self.last()
        folders = {self.folder, self._profile.folder / "backup", last and Path(last.file).parent}
        return tuple(
            one.file
            for folder in sorted(folder for folder in folders if folder)
            for one in self.list(folder)
            if one.manifest is None
            or (one.manifest.made_at <= at and one.manifest.is_practice == self._info.is_practice)
        )

    def last(self) -> LastBackup | None:
        """Return the newest backup that this store remembers."""
        with self._store.read() as session:
            noted = queries.noted(session, queries.LAST_BACKUP)
        if noted is None:
            return None
        return LastBackup(
            str(noted["file"]), datetime.fromisoformat(noted["made_at"]), dict(noted["counts"])
        )

    def newest_event(self) -> int:
        """Return the number of the newest audit event: what a copy can be held against."""
        with self._store.read() as session:
            return queries.chain_head(session)[0]

    @property
    def folder(self) -> Path | None:
        """The folder that was chosen for daily backups."""
        chosen = self.places.get(DAILY)
        return Path(chosen) if chosen else None

    def choose_folder(self, folder: Path | None, *, actor: str) -> None:
        """Choose where the daily backups go; None means none are made."""
        self.places.choose(DAILY, str(folder) if folder else "", actor=actor)

    def _scratch(self, of: Path) -> Path:
        return self._profile.store_file.with_name(f".check-{of.name.strip('.')}")

    def _write(self, part: Path, file: FrozenFile, at: datetime, work: Work) -> Manifest:
        summary = queries.summary(file.rows)
        texts = {
            container.PROFILE: self._profile.info_file.read_bytes(),
            container.RECOVERY: self._profile.recovery_file.read_bytes(),
        }
        return container.write(
            part, file, texts, lambda sha256: self._manifest(at, file.size, sha256, summary), work
        )

    def _manifest(self, at: datetime, size: int, sha256: str, summary: StoreSummary) -> Manifest:
        return manifest_for(self._info, "backup", at, size, sha256, summary)

    def _note(self, file: Path, manifest: Manifest, actor: str) -> None:
        noted = {
            "file": str(file),
            "made_at": manifest.made_at.isoformat(),
            "counts": manifest.summary.counts,
        }
        detail = {"sha256": manifest.sha256, **asdict(manifest.summary)}
        with self._store.write() as session:
            queries.put_setting(session, queries.LAST_BACKUP, noted, at=manifest.made_at)
            queries.record(
                session,
                Tag.BACKUP_MADE,
                at=self._clock.now(),
                actor=actor,
                target=file.name,
                detail=detail,
            )

    def _make_room(self, folder: Path) -> tuple[Path, ...]:
        keep = int(self._preferences.get(BACKUP_KEEP))
        names = [file.name for file in folder.glob(f"*{rules.SUFFIX}")]
        removed = []
        for name in rules.to_remove(names, self._owner, keep):
            file = folder / name
            listed = _listed(file)
            # Another profile of a station of this name keeps its own.
            if listed.manifest and listed.manifest.profile_id == self._info.profile_id:
                file.unlink(missing_ok=True)
                removed.append(file)
        return tuple(removed)


def manifest_for(
    info: ProfileInfo, kind: str, at: datetime, size: int, sha256: str, summary: StoreSummary
) -> Manifest:
    """Return what a copy of a station's store says of itself."""
    return Manifest(
        kind=kind,
        profile_id=info.profile_id,
        station_code=info.station_code,
        commune_code=info.commune_code,
        is_practice=info.is_practice,
        made_at=at,
        program=__version__,
        size=size,
        sha256=sha256,
        summary=summary,
    )


def _listed(file: Path) -> BackupFile:
    try:
        return BackupFile(file, file.stat().st_size, container.read_manifest(file))
    except (UserFacingError, OSError):
        return BackupFile(file, 0, None)
