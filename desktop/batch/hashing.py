"""A SHA-256 computed beside the main work: hashing releases the interpreter, so both cores work."""

from __future__ import annotations

import hashlib
import queue
import threading


class SideHash:
    """Hashes what it is given on a thread of its own; at most a few blocks wait.

    Close it in any case; the thread ends with it.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._blocks: queue.Queue[bytes | None] = queue.Queue(maxsize=4)
        self._thread = threading.Thread(target=self._run, name="side-hash", daemon=True)
        self._thread.start()

    def update(self, data: bytes) -> None:
        """Add bytes; waits when the thread is behind."""
        if data:
            self._blocks.put(data)

    def hexdigest(self) -> str:
        """Return the digest of everything; nothing can be added afterwards."""
        self.close()
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread; may be called twice."""
        if self._thread.is_alive():
            self._blocks.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (data := self._blocks.get()) is not None:
            self._hash.update(data)
