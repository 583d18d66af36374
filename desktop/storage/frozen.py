"""The store as it is at one moment, copied while writers go on.

A copy through SQLite's backup interface decrypts and encrypts every page, and begins again when
another connection writes. Here bytes are copied as they lie, already encrypted, under the rules of
https://www.sqlite.org/walformat.html#locks:

1. the log is folded into the file (`wal_checkpoint(PASSIVE)`; writers go on);
2. for some milliseconds the write lock is held: what was added meanwhile is folded in, and a
   reader begins. As long as it is there, nothing is written over that belongs to its moment.
3. When the whole log could be folded in, the reader reads the file alone (lock 0), and no
   checkpoint may touch the file. When another reader prevented that, the newest pages are taken
   from the log, which cannot begin anew under this reader.

The reader stays until the next moment is taken. In between the log goes on by itself, or begins
anew once with exactly this moment; so its frames tell every page that changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.common.errors import StoreError
from desktop.common.i18n import tr
from desktop.storage.unit_of_work import Store, explained
from desktop.storage.wal import FRAME_HEADER, PAGE_SIZE, LogMark, LogReader, frame_offset, log_of

_READ = "SELECT count(*) FROM sqlite_schema"
ReadAt = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """The store's file at one moment; good until the next moment is taken.

    Attributes:
        size: bytes, whole pages.
        changed: pages (from 1) that may differ from the moment before; None when unknown.
        read_at: returns so many bytes from an offset; whole pages only.
        rows: runs one SELECT at this moment.
    """

    size: int
    changed: frozenset[int] | None
    read_at: ReadAt
    rows: Callable[[str], list[tuple[Any, ...]]]


class Standstill:
    """Takes moments of an open store, one after the other; one thread at a time.

    Args:
        store: the open store.
        path: its file.
    """

    def __init__(self, store: Store, path: Path) -> None:
        self._store = store
        self._path = path
        self._log = LogReader(log_of(path))
        self._holder: Any = None
        self._since: tuple[LogMark | None, int] | None = None

    def take(self) -> FrozenFile:
        """Take the present moment; the one before is given up.

        Raises:
            StoreError: another program keeps the store busy.
            OSError: the file or its log cannot be read.
        """
        holder = self._store.engine.raw_connection()
        try:
            with _lent(self._store, 3) as (helper, locker, guard):
                folded = self._hold(holder.driver_connection, helper, locker, guard)
                size = self._size(holder.driver_connection)
        except BaseException:
            holder.close()
            self.release()
            raise
        self._let_go()
        self._holder = holder
        changed = self._changed()
        self._since = (self._log.mark, self._log.committed)
        newest = {} if folded else self._log.newest()
        ask: Any = holder.driver_connection
        return FrozenFile(
            size,
            changed,
            _reader_of(self._path, newest),
            lambda text: list(ask.execute(text).fetchall()),
        )

    def release(self) -> None:
        """Let the store go; the next moment then knows nothing of what changed."""
        self._let_go()
        self._since = None

    def _let_go(self) -> None:
        if self._holder is not None:
            self._holder.close()  # the pool rolls back what is still open
            self._holder = None

    def _hold(self, holder: Any, helper: Any, locker: Any, guard: Any) -> bool:
        """Begin the reader, and return whether the file alone has everything."""
        # The guard keeps the log from beginning anew before its frames were read.
        guard.execute("BEGIN")
        guard.execute(_READ).fetchone()
        self._let_go()
        self._log.read_on()
        helper.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        locker.execute("BEGIN IMMEDIATE")
        try:
            guard.execute("ROLLBACK")
            self._log.read_on()
            busy, frames, folded = helper.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            holder.execute("BEGIN")
            holder.execute(_READ).fetchone()
        finally:
            locker.execute("ROLLBACK")
        return not busy and bool(frames == folded)

    def _changed(self) -> frozenset[int] | None:
        if self._since is None or self._since[0] is None or self._log.mark is None:
            return None
        mark, frames = self._since
        if mark == self._log.mark:
            return frozenset(self._log.pages[frames : self._log.committed])
        if mark is not None and mark.is_followed_by(self._log.mark):
            return frozenset(self._log.pages[: self._log.committed])
        return None

    @staticmethod
    def _size(holder: Any) -> int:
        (pages,) = holder.execute("PRAGMA page_count").fetchone()
        return int(pages) * PAGE_SIZE


@contextmanager
def frozen(store: Store, path: Path) -> Iterator[FrozenFile]:
    """Hold an open store still inside the block; writers do not wait.

    Raises:
        StoreError: another program keeps the store busy.
        OSError: the file or its log cannot be read.
    """
    standstill = Standstill(store, path)
    try:
        yield standstill.take()
    finally:
        standstill.release()


@contextmanager
def _lent(store: Store, count: int) -> Iterator[list[Any]]:
    """Lend connections of the driver itself; its errors become those that say what to do."""
    lent = [store.engine.raw_connection() for _ in range(count)]
    driver = store.engine.dialect.loaded_dbapi
    try:
        yield [one.driver_connection for one in lent]
    except driver.Error as error:
        known = explained(str(error), error)
        if isinstance(known, StoreError):
            raise known from error
        raise StoreError(
            tr("Chưa sao được kho dữ liệu: {reason}.").format(reason=error),
            tr("Kho vẫn nguyên. Chương trình sẽ tự thử lại."),
            code="QTN-108",
        ) from error
    finally:
        for one in lent:
            one.close()


_HELD: dict[tuple[int, int], int] = {}


def _reader_of(path: Path, newest: dict[int, int]) -> ReadAt:
    """Return what reads the file, with the pages that only the log has taken from there."""
    from_file = _windows_reader(path) if os.name == "nt" else _posix_reader(path)
    if not newest:
        return from_file
    log = log_of(path)

    def read_at(offset: int, size: int) -> bytes:
        data = bytearray(from_file(offset, size))
        data.extend(bytes(size - len(data)))  # the file may still be shorter than the store
        first = offset // PAGE_SIZE + 1
        inside = [
            (page, newest[page])
            for page in range(first, first + size // PAGE_SIZE)
            if page in newest
        ]
        if inside:
            with log.open("rb") as stream:
                for page, frame in inside:
                    stream.seek(frame_offset(frame) + FRAME_HEADER)
                    place = (page - first) * PAGE_SIZE
                    data[place : place + PAGE_SIZE] = stream.read(PAGE_SIZE)
        return bytes(data)

    return read_at


def _posix_reader(path: Path) -> ReadAt:
    """Return a reader on a descriptor that stays open until the program ends.

    A descriptor that is closed takes all locks of the process on that file with it, those of the
    open store too (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    found = path.stat()
    place = (found.st_dev, found.st_ino)
    if place not in _HELD:
        _HELD[place] = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    handle = _HELD[place]
    return lambda offset, size: os.pread(handle, size, offset)


def _windows_reader(path: Path) -> ReadAt:
    def read_at(offset: int, size: int) -> bytes:
        with path.open("rb") as stream:
            stream.seek(offset)
            return stream.read(size)

    return read_at


def page_runs(pages: Collection[int], longest: int) -> Iterator[tuple[int, int]]:
    """Yield (offset, size) in bytes of neighbouring pages, in order, none longer than `longest`."""
    start = end = 0
    for page in sorted(pages):
        if end and page == end and (end - start + 1) * PAGE_SIZE <= longest:
            end += 1
            continue
        if end:
            yield (start - 1) * PAGE_SIZE, (end - start) * PAGE_SIZE
        start, end = page, page + 1
    if end:
        yield (start - 1) * PAGE_SIZE, (end - start) * PAGE_SIZE
