"""Files on their way in: looked at, decrypted and judged by threads while others are written.

The long steps need no interpreter (SHA-256, age, zlib, libjpeg), so threads use every core, on
every system, and what is readable never leaves this process. How much waits is bounded: so many
handfuls and so many bytes of a file, and one file ahead of the one that is written.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from desktop.batch.reading import RawRecord
from desktop.province.receiving.judging import Judged, judge
from desktop.province.receiving.outside import Verified
from desktop.province.views import Taken

RECORDS_AT_ONCE = 32
BYTES_AT_ONCE = 4 << 20
"""A handful ends with the record that brings it to either; one record is at most
`reading.LARGEST_RECORD`."""

HANDFULS_AHEAD = 6
BYTES_AHEAD = 24 << 20
FILES_AHEAD = 1
JUDGES = max(1, min(4, os.cpu_count() or 1))

Look = Callable[[Path], Verified | Taken]
"""Believe the outside of a file, say that it was taken in before, or refuse it."""

Read = Callable[[Verified], Generator[RawRecord, None, None]]
"""Decrypt the records of a file that was believed."""


class _Room:
    """So many bytes may wait; one handful may, however large it is."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._used = 0
        self._is_open = True
        self._changed = threading.Condition()

    def take(self, size: int) -> None:
        """Wait until there is room, or nobody needs it any more."""
        with self._changed:
            self._changed.wait_for(
                lambda: not (self._is_open and self._used) or self._used + size <= self._size
            )
            self._used += size

    def give(self, size: int) -> None:
        """Give room back."""
        with self._changed:
            self._used -= size
            self._changed.notify_all()

    def close(self) -> None:
        """Let nobody wait."""
        with self._changed:
            self._is_open = False
            self._changed.notify_all()


class Arrival:
    """One file on its way; from its making on, a thread of its own reads ahead. Close it.

    Args:
        path: the file.
        look: see `Look`; called on the thread.
        read: see `Read`; called and drawn from on the thread.
        judges: who checks what was read.
    """

    def __init__(self, path: Path, look: Look, read: Read, judges: Executor) -> None:
        self.path = path
        self._read = read
        self._judges = judges
        self._handfuls: Generator[Sequence[RawRecord], None, None] | None = None
        self._room = _Room(BYTES_AHEAD)
        self._pool = ThreadPoolExecutor(1, "arrival")
        self._looked = self._pool.submit(self._open, look)
        self._coming = deque(self._pool.submit(self._next) for _ in range(HANDFULS_AHEAD))

    def seen(self) -> Verified | Taken:
        """Return what the outside says, waiting for it.

        Raises:
            BatchRefusedError: the file is not to be taken in.
            StoreError: the store cannot be read.
        """
        return self._looked.result()

    def judged(self) -> Iterator[list[Judged]]:
        """Yield the records in the order of the file, some at once; each is yielded once.

        Raises:
            BatchRefusedError: the inside is not what the station signed: keep nothing.
        """
        while (coming := self._coming.popleft().result()) is not None:
            some, size = coming
            self._coming.append(self._pool.submit(self._next))
            yield some.result()
            self._room.give(size)

    def close(self) -> None:
        """End the thread, whatever it was about to do."""
        self._room.close()
        self._pool.shutdown(cancel_futures=True)
        if self._handfuls is not None:
            self._handfuls.close()

    # ------------------------------------------------------------ on the thread

    def _open(self, look: Look) -> Verified | Taken:
        seen = look(self.path)
        if isinstance(seen, Verified):
            self._verified = seen
            self._handfuls = handfuls(self._read(seen))
        return seen

    def _next(self) -> tuple[Future[list[Judged]], int] | None:
        """Read a handful and hand it to the judges; None when there are no more."""
        some = next(self._handfuls, None) if self._handfuls is not None else None
        if some is None:
            return None
        size = sum(raw.size for raw in some)
        self._room.take(size)
        return self._judges.submit(self._judge, some), size

    def _judge(self, some: Sequence[RawRecord]) -> list[Judged]:
        seen = self._verified
        return [judge(raw, seen.sender, now=seen.at, measured_of=seen.measured_of) for raw in some]


def arrivals(files: Sequence[Path], look: Look, read: Read) -> Generator[Arrival, None, None]:
    """Yield the files one after the other while the next one is already read. Close it.

    Args:
        files: in the order in which they are taken in.
        look: see `Look`.
        read: see `Read`.
    """
    waiting: deque[Arrival] = deque()
    rest = iter(files)
    with ThreadPoolExecutor(JUDGES, "judge") as judges:
        try:
            while True:
                while len(waiting) <= FILES_AHEAD and (path := next(rest, None)) is not None:
                    waiting.append(Arrival(path, look, read, judges))
                if not waiting:
                    return
                yield waiting[0]
                waiting.popleft().close()
        finally:
            for one in waiting:
                one.close()


def handfuls(
    records: Generator[RawRecord, None, None],
) -> Generator[Sequence[RawRecord], None, None]:
    """Yield the records some at once, few where they are large."""
    with closing(records):
        some: list[RawRecord] = []
        size = 0
        for raw in records:
            some.append(raw)
            size += raw.size
            if len(some) == RECORDS_AT_ONCE or size >= BYTES_AT_ONCE:
                yield some
                some, size = [], 0
        if some:
            yield some
