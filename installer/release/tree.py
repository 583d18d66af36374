"""A version's folder: what it says of itself, and how it becomes an archive."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop.common.chosen_version import ANCHOR, RELEASE
from desktop.common.text import clean
from desktop.updates import rules
from desktop.updates.place import PLATFORMS
from desktop.updates.views import Release
from installer.release.repository import MakerError

_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
_HEAD = re.compile(r'^HEAD = "([^"]+)"$', re.MULTILINE)
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same files give the same archive."""
LIBRARY = "lib"
_LEFT_OUT = {"__pycache__", ".git", ".mypy_cache", ".ruff_cache"}


def describe(
    tree: Path,
    platform: str,
    *,
    python: str,
    lock: Path,
    notes: str,
    now: datetime,
    lib: Path | None = None,
) -> Release:
    """Return what the version in a folder is; version and schema are read from its sources.

    Args:
        tree: has `main.py` and `desktop/`, and `lib/` where it brings its packages.
        platform: what it was staged for.
        python: of the interpreter that its packages are for.
        lock: the lock file its packages come from.
        notes: what is new, in Vietnamese.
        now: the time of the release.
        lib: its packages where they are staged beside it; None takes `lib/` in the folder, if any.

    Raises:
        MakerError: it is no such folder, or the platform is unknown.
    """
    if platform not in PLATFORMS:
        raise MakerError(f"{platform}: one of {', '.join(PLATFORMS)}")
    if not (tree / "main.py").is_file():
        raise MakerError(f"{tree}: there is no main.py")
    version = _read(tree / "desktop" / "__init__.py", _VERSION)
    try:
        rules.numbers(version)
    except ValueError as error:
        raise MakerError(f"{version}: a version has three numbers") from error
    return Release(
        version=version,
        platform=platform,
        schema=_read(tree / "desktop" / "storage" / "migrate.py", _HEAD),
        python=python,
        packages=hashlib.sha256(lock.read_bytes()).hexdigest(),
        carries_packages=(lib or tree / LIBRARY).is_dir(),
        released_at=now.replace(microsecond=0),
        size=sum(file.stat().st_size for _, file in files_of(tree, lib)),
        notes="\n".join(line for line in map(clean, notes.splitlines()) if line),
    )


def files_of(tree: Path, lib: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Yield every file that belongs to a version under its name there, in order.

    What the version says of itself is made anew, so an old one is passed over.
    """
    for top, prefix in ((tree, ""), *(((lib, f"{LIBRARY}/"),) if lib is not None else ())):
        for file in sorted(top.rglob("*")):
            inside = file.relative_to(top)
            own = not prefix and inside.as_posix() in {RELEASE, ANCHOR}
            if file.is_file() and not own and not _LEFT_OUT & set(inside.parts):
                yield prefix + inside.as_posix(), file


def stamp(tree: Path, release: Release, anchor: bytes) -> None:
    """Let a staged folder say what it is and whose updates it believes; before it is packed."""
    (tree / RELEASE).write_bytes(_release_bytes(release))
    (tree / ANCHOR).write_bytes(anchor)


def pack(
    tree: Path, release: Release, anchor: bytes, archive: Path, lib: Path | None = None
) -> None:
    """Write a version as an archive; the same files give the same bytes.

    Raises:
        OSError: it cannot be written.
    """
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name, file in files_of(tree, lib):
            mode = 0o755 if file.stat().st_mode & 0o100 else 0o644
            packed.writestr(_entry(name, mode), file.read_bytes())
        packed.writestr(_entry(ANCHOR), anchor)
        packed.writestr(_entry(RELEASE), _release_bytes(release))


def _release_bytes(release: Release) -> bytes:
    return json.dumps(release.as_json(), ensure_ascii=False, indent=2).encode()


def _entry(name: str, mode: int = 0o644) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = mode << 16
    return entry


def _read(file: Path, wanted: re.Pattern[str]) -> str:
    try:
        found = wanted.search(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MakerError(f"{file} cannot be read") from error
    if found is None:
        raise MakerError(f"{file}: nothing like {wanted.pattern}")
    return found[1]
