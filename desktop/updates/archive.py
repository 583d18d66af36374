"""Unpacking a version's archive: whole and on the disk, or refused."""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from desktop.common.files import sync_folder
from desktop.common.work import Work
from desktop.updates import errors

_CHUNK = 1 << 20


def unpack(archive: Path, folder: Path, work: Work) -> None:
    """Write every file of an archive below a folder, and bring all of it to the disk.

    Args:
        archive: proved already; what is in it is checked all the same.
        folder: must not be there yet.
        work: told how many files are written; may stop it.

    Raises:
        UpdateError: it is no archive, or names files outside the folder.
        OSError: the folder cannot be written.
        CancelledError: the work was stopped; what was written stays.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = [entry for entry in packed.infolist() if not entry.is_dir()]
            for number, entry in enumerate(entries):
                work.report(number, len(entries))
                target = folder / _inside(entry.filename)
                target.parent.mkdir(parents=True, exist_ok=True)
                with packed.open(entry) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out, _CHUNK)
                    if os.name == "nt":
                        out.flush()
                        os.fsync(out.fileno())
                if os.name != "nt" and entry.external_attr >> 16 & 0o100:
                    target.chmod(0o755)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise errors.damaged_archive() from error
    if os.name != "nt":
        os.sync()  # thousands of files at once: one by one takes an old disk a minute
    for written in _folders(folder):
        sync_folder(written)


def _inside(name: str) -> PurePosixPath:
    """Return an entry's path if it stays inside the folder on every system.

    Raises:
        UpdateError: it does not.
    """
    path = PurePosixPath(name)
    strange = path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name
    if strange or not path.parts:
        raise errors.damaged_archive()
    return path


def _folders(folder: Path) -> Iterator[Path]:
    yield folder
    yield from (path for path in folder.rglob("*") if path.is_dir())
