"""Streams that are pulled, and hashing beside the main work.

Hashing releases the interpreter, so it may run on another core, in large blocks. Reading the
store or sealing on a thread of its own does not pay: both need the interpreter every few
kilobytes and wait for each other (measured, see docs/batch-format.md).
"""

from __future__ import annotations

import hashlib
import queue
import threading
import zlib
from collections.abc import Iterator

_BLOCK = 4 << 20


class SideHash:
    """SHA-256 and CRC-32 of what it is given, computed on a thread of its own.

    Two blocks of about 4 MiB wait at most. Close it in any case; the thread ends with it.
    """

    def __init__(self, *, with_crc: bool = False) -> None:
        self.crc = 0
        self._with_crc = with_crc
        self._hash = hashlib.sha256()
        self._block: list[bytes] = []
        self._held = 0
        self._blocks: queue.Queue[list[bytes] | None] = queue.Queue(maxsize=2)
        self._thread = threading.Thread(target=self._run, name="side-hash", daemon=True)
        self._thread.start()

    def update(self, data: bytes) -> None:
        """Add bytes; waits when the thread is behind."""
        self._block.append(data)
        self._held += len(data)
        if self._held >= _BLOCK:
            self._push()

    def hexdigest(self) -> str:
        """Return the digest of everything; `crc` is complete then, and nothing can be added."""
        self.close()
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread; may be called twice."""
        if self._thread.is_alive():
            self._push()
            self._blocks.put(None)
            self._thread.join()

    def _push(self) -> None:
        self._blocks.put(self._block)
        self._block, self._held = [], 0

    def _run(self) -> None:
        while (block := self._blocks.get()) is not None:
            data = b"".join(block)
            self._hash.update(data)
            if self._with_crc:
                self.crc = zlib.crc32(data, self.crc)


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
