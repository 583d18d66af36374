"""The package of a transfer: one ZIP with the list, its manifest and the photos, sealed or clear.

The inside is the same bytes whenever it is written; sealing is new each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from desktop.batch.stored_zip import ArchiveWriter
from desktop.batch.streams import Joined, Pieces
from desktop.common.files import translated, whole_file
from desktop.security.sealing import Writable, seal

MANIFEST = "manifest.json"
PHOTOS = "photos/"
_PIECE = 1 << 20


class _Hashed:
    """A sink that passes on and hashes."""

    def __init__(self, sink: Writable) -> None:
        self._sink = sink
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        """Pass bytes on."""
        self.sha256.update(data)
        self._sink.write(data)

    def flush(self) -> None:
        """Push out what is held back."""
        self._sink.flush()


def inside(
    named: Sequence[tuple[str, bytes]],
    photos: Iterable[tuple[str, str]],
    content: Callable[[str], bytes],
) -> Iterator[bytes]:
    """Yield the ZIP piece by piece; one photo is in memory at a time.

    Args:
        named: (name, content) of the list and the manifest.
        photos: (file name, digest).
        content: gives the bytes of a digest.
    """
    pieces = Pieces()
    archive = ArchiveWriter(pieces)
    for name, data in named:
        archive.add(name, data)
    yield from pieces.take()
    for name, digest in photos:
        archive.add(PHOTOS + name, content(digest))
        yield from pieces.take()
    archive.finish()
    yield from pieces.take()


def write_package(target: Path, parts: Iterator[bytes], recipient: str) -> str | None:
    """Write a package whole or not at all, and read it back.

    Args:
        target: where.
        parts: the inside.
        recipient: public key to seal to, empty for clear.

    Returns:
        the SHA-256 of the file; None when what was read back is something else, and the file is
        gone again.

    Raises:
        DiskFullError: there is no room.
        InputFileError: the folder cannot be written.
    """
    with whole_file(target) as stream:
        hashed = _Hashed(stream)
        if recipient:
            seal(Joined(parts), hashed, [recipient])
        else:
            for part in parts:
                hashed.write(part)
    wanted = hashed.sha256.hexdigest()
    try:
        if _digest(target) == wanted:
            return wanted
    except OSError as error:
        raise translated(error, target.parent) from error
    with suppress(OSError):
        target.unlink()
    return None


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while data := stream.read(_PIECE):
            found.update(data)
    return found.hexdigest()
