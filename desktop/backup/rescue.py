"""The way back: from a backup or a twin copy and the recovery code to a profile on any machine.

The new profile is built in a folder beside its place and gets its name last, so a power cut in the
middle leaves nothing that looks like a profile. It has an id of its own: the copy's keyring entry
and twin copy stay as they are, and are never written to by the restored station.
"""

from __future__ import annotations

import glob
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from desktop.backup import checking, container, errors, rules, twin_files
from desktop.backup import store as queries
from desktop.backup.places import TWIN
from desktop.backup.views import Manifest, Restored, StoreSummary
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError, KeyUnavailableError
from desktop.common.files import sync_folder, translated, write_whole
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.work import Work
from desktop.security.keystore import KeyStorePort, MemoryKeyring
from desktop.security.setup import open_store
from desktop.security.tags import Tag
from desktop.storage.migrate import known_revisions
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store

ACTOR = "restore"


def manifest_of(source: Path) -> Manifest:
    """Return what a backup file or a twin copy's folder says of itself.

    Raises:
        NotACopyError: it is neither.
        DamagedCopyError: it cannot be read.
        NewerStoreError: a newer program made it.
    """
    if source.is_dir():
        home = twin_files.found_in(source)
        return twin_files.read_state(home).good_manifest(home)
    return container.read_manifest(source)


def check(
    source: Path, code: str | None, keystore: KeyStorePort, clock: Clock, work: Work | None = None
) -> Manifest:
    """Open a backup or a twin copy and read all of it.

    Raises:
        UserFacingError: it is none, is damaged, or cannot be opened; says which.
    """
    manifest = manifest_of(source)
    _refuse_newer(manifest, source)
    wrapped = _texts(source)[container.RECOVERY]
    key = checking.key_for(manifest, wrapped, code, keystore)
    opened, work = checking.opener(key), work or Work()
    if source.is_dir():
        home = twin_files.found_in(source)
        file = twin_files.store_of(home, twin_files.read_state(home).good)
        checking.check_store(file, manifest.summary, opened, clock, source)
        return manifest
    scratch = source.with_name(f".check-{source.name}")
    try:
        return checking.check_backup(source, opened, clock, scratch, work)
    except OSError as error:
        raise translated(error, source.parent) from error


def restore(
    source: Path,
    into: Path,
    *,
    code: str | None,
    keystore: KeyStorePort,
    clock: Clock,
    known_numbers: dict[str, int] | None = None,
    work: Work | None = None,
) -> Restored:
    """Make a profile from a backup or a twin copy.

    Args:
        source: the backup's file, or the folder of the twin copy.
        into: where the profile shall be; it may exist when it is empty.
        code: the recovery code; without it, this machine's keyring must have the key.
        keystore: where the key goes, if this machine has such a place.
        clock: the clock in use.
        known_numbers: series -> the last number that was seen on a paper.
        work: told how far it is.

    Raises:
        NotAllowedError: there is something in the folder; it is left as it is.
        WrongKeyError: the code is wrong.
        KeyUnavailableError: no code was given and the keyring has no key.
        NotACopyError: the source is no copy.
        DamagedCopyError: the copy is not whole.
        NewerStoreError: a newer program made it.
        DiskFullError: there is no room.
    """
    _refuse_occupied(into)
    manifest = manifest_of(source)
    _refuse_newer(manifest, source)
    texts, work = _texts(source), work or Work()
    key = checking.key_for(manifest, texts[container.RECOVERY], code, keystore)
    with _built_beside(into) as building:
        profile = Profile(building)
        profile.store_file.parent.mkdir(parents=True)
        _copy_store(source, profile.store_file, work)
        checking.check_store(
            profile.store_file, manifest.summary, checking.opener(key), clock, source
        )
        write_whole(profile.recovery_file, texts[container.RECOVERY])
        write_whole(profile.info_file, texts[container.PROFILE])
        info = replace(profile.read_info(), profile_id=str(new_id()))
        profile.save_info(info)
        temporary = MemoryKeyring()
        temporary.set(info.profile_id, key)
        store = open_store(profile, temporary, None, clock)
        try:
            summary, numbers = _begin_again(store, manifest, clock.now(), known_numbers or {})
        finally:
            store.close()
    in_keyring = False
    with suppress(KeyUnavailableError):
        keystore.set(info.profile_id, key)
        in_keyring = True
    return Restored(into, manifest, summary, numbers, in_keyring)


def _begin_again(
    store: Store, manifest: Manifest, now: datetime, known: dict[str, int]
) -> tuple[StoreSummary, dict[str, tuple[int, int]]]:
    """Pass over numbers that may stand on papers already, and say so in the audit trail."""

    def after(series: str, last: int) -> int:
        return rules.number_after_restore(series, last, manifest.made_at, now, known.get(series))

    with store.write() as session:
        numbers = queries.move_numbers(session, after)
        # The old twin copy stays as it was found; this machine chooses a folder of its own.
        queries.put_setting(session, TWIN, "", at=now)
        queries.record(
            session,
            Tag.STORE_RESTORED,
            at=now,
            actor=ACTOR,
            target=manifest.profile_id,
            detail={
                "kind": manifest.kind,
                "made_at": manifest.made_at.isoformat(),
                "audit_number": manifest.summary.audit_number,
                "audit_head": manifest.summary.audit_head,
                "passed_over": {name: list(moved) for name, moved in numbers.items()},
            },
        )
        return queries.summary(queries.rows_of(session)), numbers


def _copy_store(source: Path, target: Path, work: Work) -> None:
    if not source.is_dir():
        container.unpack_store(source, target, work)
        return
    home = twin_files.found_in(source)
    file = twin_files.store_of(home, twin_files.read_state(home).good)
    try:
        stream = file.open("rb")
    except OSError as error:
        raise errors.damaged(source, file.name) from error
    with stream, target.open("wb") as out:
        container.copy_stream(stream, out, file.stat().st_size, work)


def _texts(source: Path) -> dict[str, bytes]:
    if not source.is_dir():
        return container.read_texts(source)
    home = twin_files.found_in(source)
    try:
        return {
            name: (home / name).read_bytes() for name in (container.PROFILE, container.RECOVERY)
        }
    except OSError as error:
        raise errors.damaged(source, Path(str(error.filename)).name) from error


def _refuse_newer(manifest: Manifest, source: Path) -> None:
    if manifest.summary.revision not in known_revisions():
        raise errors.newer(source)


def _refuse_occupied(into: Path) -> None:
    try:
        occupied = into.exists() and (not into.is_dir() or any(into.iterdir()))
    except OSError as error:
        raise InputFileError(
            tr("Không đọc được thư mục “{folder}”.").format(folder=into),
            tr("Chọn thư mục khác mà tài khoản này ghi được."),
        ) from error
    if occupied:
        raise errors.in_the_way(into)


def _sweep(into: Path) -> None:
    """Remove what a power cut left half restored; what is being made now is younger than that."""
    for left in into.parent.glob(f".{glob.escape(into.name)}.restoring-*"):
        with suppress(OSError):
            newest = max(path.stat().st_mtime for path in (left, *left.rglob("*")))
            if time.time() - newest > container.LEFT_OVER:
                shutil.rmtree(left)


@contextmanager
def _built_beside(into: Path) -> Iterator[Path]:
    """Give a folder that becomes `into` when all went well; else nothing of it is left."""
    building = into.with_name(f".{into.name}.restoring-{os.getpid()}")
    try:
        _sweep(into)
        building.mkdir(parents=True)
        yield building
        sync_folder(building)
        if into.exists():
            into.rmdir()  # empty, as was seen; if it is not any more, this refuses
        building.rename(into)
        sync_folder(into.parent)
    except FileExistsError as error:
        raise errors.in_the_way(into) from error
    except OSError as error:
        raise translated(error, into.parent) from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
