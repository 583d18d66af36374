"""Work that goes on beside its like but not beside something else, marked for every program.

Beside an embedded store the mark is a lock that the operating system holds on an empty file; on a
server it is an advisory lock of one session. Both are given back when the program ends in whatever
way, so a killed one keeps nobody waiting, and neither names a person.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, exc, text

from desktop.storage.unit_of_work import Store, explained

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}
"""What the systems answer when somebody else has a lock."""
_STEP = 0.02
_SHARERS = 1024
"""Bytes to choose from on Windows; two who choose the same one choose again."""
_CHOICES = 16
"""So often, before somebody is believed to hold them all."""
_KEEP_ALIVE = (
    "tcp_keepalives_idle = 20",
    "tcp_keepalives_interval = 5",
    "tcp_keepalives_count = 3",
)
"""A machine that lost its power says no goodbye: the server asks after it, for half a minute."""


@contextmanager
def shared(store: Store, name: str, patience: float = 0.0) -> Iterator[bool]:
    """Mark work for the length of a block; others may do the same work, in whatever program.

    Args:
        store: the store that the programs share.
        name: of the work; lowercase letters and hyphens.
        patience: seconds to wait while somebody keeps it to themselves.

    Yields:
        Whether it is marked; False while somebody holds it `alone`.

    Raises:
        StoreError: the mark cannot be made.
    """
    with _mark(store, name, patience, is_shared=True) as is_ours:
        yield is_ours


@contextmanager
def alone(store: Store, name: str) -> Iterator[bool]:
    """Keep some work from being done for the length of a block, by whatever program.

    Args:
        store: the store that the programs share.
        name: of the work, as in `shared`.

    Yields:
        Whether nobody does it, and nobody will; False while somebody does.

    Raises:
        StoreError: the mark cannot be made.
    """
    with _mark(store, name, 0.0, is_shared=False) as is_ours:
        yield is_ours


@contextmanager
def alone_at(path: Path) -> Iterator[bool]:
    """Keep some work that no store stands for to one program, for the length of a block.

    Args:
        path: an empty file for the mark; made when missing.

    Yields:
        Whether nobody else does it; False while somebody does.

    Raises:
        StoreError: the mark cannot be made.
    """
    with _file_lock(path, 0.0, is_shared=False) as is_ours:
        yield is_ours


def _mark(
    store: Store, name: str, patience: float, *, is_shared: bool
) -> AbstractContextManager[bool]:
    path = _store_file(store.engine)
    if path is None:
        return _session_lock(store.engine, name, patience, is_shared=is_shared)
    return _file_lock(path.with_name(f"{name}.lock"), patience, is_shared=is_shared)


def _store_file(engine: Engine) -> Path | None:
    """Return the file of an embedded store, None on a server."""
    if engine.dialect.name != "sqlite":
        return None
    lent = engine.raw_connection()
    try:
        cursor = lent.cursor()
        cursor.execute("PRAGMA database_list")
        return Path(next(row[2] for row in cursor.fetchall() if row[1] == "main"))
    finally:
        lent.close()


@contextmanager
def _file_lock(path: Path, patience: float, *, is_shared: bool) -> Iterator[bool]:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        words = "database or disk is full" if full else "unable to open database file"
        raise explained(words, error) from error
    held: list[tuple[int, int]] = []

    def take() -> bool:
        try:
            found = _locked(handle, is_shared=is_shared)
        except OSError as error:
            raise explained("unable to open database file", error) from error
        held.extend(() if found is None else (found,))
        return found is not None

    try:
        yield _in_time(patience, take)
    finally:
        for start, count in held:
            _let_go(handle, start, count)
        os.close(handle)  # and with it the lock, where it was not given back


def _in_time(patience: float, take: Callable[[], bool]) -> bool:
    """Try until it is taken or the time is over."""
    end = time.monotonic() + patience
    while not (is_ours := take()) and time.monotonic() < end:
        time.sleep(_STEP)
    return is_ours


def lock_by_ranges(take: Callable[[int, int], bool], *, is_shared: bool) -> tuple[int, int] | None:
    """Lock as Windows can, which knows no shared locks here but ranges that do not overlap.

    Who shares takes any one byte, who does not takes all; the file is empty and stays so, for a
    range may lie beyond its end.

    Args:
        take: locks (first byte, how many); False when another handle has one of them.
        is_shared: whether others may share.

    Returns:
        What was locked; None when somebody is in the way.
    """
    if not is_shared:
        return (0, _SHARERS) if take(0, _SHARERS) else None
    tries = secrets.SystemRandom().sample(range(_SHARERS), _CHOICES)
    return next(((start, 1) for start in tries if take(start, 1)), None)


if sys.platform == "win32":

    def _locked(handle: int, *, is_shared: bool) -> tuple[int, int] | None:
        """Lock an opened file; return the bytes that are locked, None when somebody has them."""
        return lock_by_ranges(partial(_lock_bytes, handle), is_shared=is_shared)

    def _lock_bytes(handle: int, start: int, count: int) -> bool:
        try:
            os.lseek(handle, start, os.SEEK_SET)  # a range begins where the file stands
            msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

    def _let_go(handle: int, start: int, count: int) -> None:
        """Give a lock back before the file is closed; what is left Windows frees in its time."""
        os.lseek(handle, start, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, count)

else:

    def _locked(handle: int, *, is_shared: bool) -> tuple[int, int] | None:
        """Lock an opened file, which is all of it; None when somebody is in the way."""
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return None
            raise
        return 0, 0

    def _let_go(handle: int, start: int, count: int) -> None:
        """Give a lock back before the file is closed."""
        del start, count
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def _session_lock(engine: Engine, name: str, patience: float, *, is_shared: bool) -> Iterator[bool]:
    kind, key = "_shared" if is_shared else "", {"key": zlib.crc32(name.encode())}
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for setting in _KEEP_ALIVE:
                connection.execute(text(f"SET {setting}"))
            take = text(f"SELECT pg_try_advisory_lock{kind}(:key)")
            is_ours = _in_time(patience, lambda: bool(connection.scalar(take, key)))
            try:
                yield is_ours
            finally:
                if is_ours:
                    _give_back(connection, f"SELECT pg_advisory_unlock{kind}(:key)", key)
    except exc.DBAPIError as error:
        raise explained(str(error.orig), error) from error


def _give_back(connection: Connection, statement: str, key: dict[str, int]) -> None:
    """Give a mark back; a connection that cannot is closed, and the server takes it back."""
    try:
        connection.execute(text(statement), key)
    except exc.DBAPIError:
        connection.invalidate()
