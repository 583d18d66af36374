"""Streams that are pulled, and the hashing that goes on beside the pulling.

Hashing large pieces hardly needs the interpreter, so it runs on a thread of its own, which ends
with the work it belongs to, whatever happens to it.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Iterator
from typing import Self


class SideHash:
    """SHA-256 of what it is given, computed on a thread of its own that ends with the block."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._pieces: queue.Queue[bytes | None] = queue.Queue(maxsize=4)
        self._thread = threading.Thread(target=self._run, name="side-hash", daemon=True)

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """End the thread."""
        self._end()

    def update(self, data: bytes) -> None:
        """Add bytes; waits when the thread is four pieces behind."""
        self._pieces.put(data)

    def hexdigest(self) -> str:
        """Return the digest of everything; nothing can be added afterwards."""
        self._end()
        return self._hash.hexdigest()

    def _end(self) -> None:
        if self._thread.is_alive():
            self._pieces.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (data := self._pieces.get()) is not None:
            self._hash.update(data)


class Joined:
    """Gives chunks as a stream, for a reader that asks for small pieces."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = memoryview(b"")

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes (with -1 the next chunk), none at the end."""
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._rest = memoryview(chunk)
        piece = self._rest if size < 0 else self._rest[:size]
        self._rest = self._rest[len(piece) :]
        return bytes(piece)


class Pieces:
    """A sink that keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes, /) -> None:
        """Keep bytes."""
        self._pieces.append(data)

    def take(self) -> list[bytes]:
        """Return what was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return pieces
