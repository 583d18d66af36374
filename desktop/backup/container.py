"""A backup as a file: an ordinary ZIP, nothing compressed, so that any tool can take it apart.

profile.json     whose it is (no personal data)
recovery.json    the store's key, wrapped by the printed recovery code
qtn.db           the store as it is encrypted on disk
manifest.json    moment, counts, SHA-256 of qtn.db, newest audit event
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from desktop.backup import errors
from desktop.backup.views import FORMAT, Manifest
from desktop.common.files import sync_folder, translated
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.storage.frozen import FrozenFile

PROFILE, RECOVERY, STORE, MANIFEST = "profile.json", "recovery.json", "qtn.db", "manifest.json"
CHUNK = 1 << 20
_LARGEST_TEXT = 1 << 20
LEFT_OVER = 3600.0
"""Seconds without a write after which nobody writes any more."""


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """Give a name beside the target for what becomes it when all went well, durably.

    Raises:
        DiskFullError: there is no room; nothing of it is left.
        InputFileError: the folder cannot be written.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield part
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise translated(error, target.parent) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def sweep(folder: Path, pattern: str) -> None:
    """Remove what a power cut left half made; what is being made now is younger than that."""
    for left in folder.glob(pattern):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_OVER:
                left.unlink()


def write(
    part: Path,
    frozen: FrozenFile,
    texts: dict[str, bytes],
    manifest: Callable[[str], Manifest],
    work: Work,
) -> Manifest:
    """Write the file and bring it to the disk.

    Args:
        part: where.
        frozen: the store at one moment.
        texts: the small entries.
        manifest: makes the manifest from the SHA-256 of the store.
        work: told how many bytes are written; may stop it.

    Raises:
        OSError: it cannot be written.
        CancelledError: the work was stopped.
    """
    digest = hashlib.sha256()
    with part.open("wb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, data in texts.items():
                archive.writestr(name, data)
            with archive.open(STORE, "w", force_zip64=True) as entry:
                for offset in range(0, frozen.size, CHUNK):
                    work.report(offset, frozen.size)
                    data = frozen.read_at(offset, min(CHUNK, frozen.size - offset))
                    digest.update(data)
                    entry.write(data)
            made = manifest(digest.hexdigest())
            archive.writestr(MANIFEST, json.dumps(made.as_json(), indent=2).encode())
        stream.flush()
        os.fsync(stream.fileno())
    return made


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself.

    Raises:
        NotACopyError: it is no backup.
        DamagedCopyError: it cannot be read.
        NewerStoreError: a newer program made it.
    """
    with _opened(path) as archive:
        return manifest_of(archive.read(MANIFEST), path)


def manifest_of(data: bytes, path: Path) -> Manifest:
    """Read a manifest from its bytes; the path is for the message.

    Raises:
        DamagedCopyError: it is none.
        NewerStoreError: a newer program made it.
    """
    try:
        values: dict[str, Any] = json.loads(data)
        if int(values["format"]) > FORMAT:
            raise errors.newer(path)
        return Manifest.of_json(values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise errors.damaged(path, MANIFEST) from error


def read_texts(path: Path) -> dict[str, bytes]:
    """Return the small entries of a backup.

    Raises:
        NotACopyError: it is no backup.
        DamagedCopyError: it cannot be read.
    """
    with _opened(path) as archive:
        return {name: archive.read(name) for name in (PROFILE, RECOVERY)}


def unpack_store(path: Path, target: Path, work: Work) -> None:
    """Write the store of a backup to a file, and hold it against the manifest.

    Raises:
        NotACopyError: it is no backup.
        DamagedCopyError: its bytes are not those that were written.
        OSError: the target cannot be written.
        CancelledError: the work was stopped.
    """
    with _opened(path) as archive, target.open("wb") as out:
        manifest = manifest_of(archive.read(MANIFEST), path)
        with archive.open(STORE) as entry:
            sha256 = copy_stream(entry, out, manifest.size, work)
        if sha256 != manifest.sha256:
            raise errors.damaged(path, tr("nội dung không còn như lúc sao lưu"))


def copy_stream(source: IO[bytes], target: IO[bytes], size: int, work: Work) -> str:
    """Copy to the end, bring it to the disk, and return the SHA-256 (hex) of what was copied."""
    digest, done = hashlib.sha256(), 0
    while data := source.read(CHUNK):
        work.report(done, size)
        digest.update(data)
        target.write(data)
        done += len(data)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            if MANIFEST not in archive.namelist():
                raise errors.not_a_copy(path)
            for name in (PROFILE, RECOVERY, MANIFEST):
                if archive.getinfo(name).file_size > _LARGEST_TEXT:
                    raise errors.damaged(path, name)
            yield archive
    except KeyError as error:
        raise errors.damaged(path, str(error)) from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        known = path.suffix == ".qtnb"
        raise (
            errors.damaged(path, tr("tệp bị cắt ngắn hoặc đã đổi"))
            if known
            else errors.not_a_copy(path)
        ) from error
    except FileNotFoundError as error:
        if Path(error.filename or "") != path:
            raise
        raise errors.not_a_copy(path) from error
