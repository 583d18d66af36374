"""Connections to the encrypted store, and to a server that several counters share.

SQLCipher with a raw 256-bit key (no key derivation at open), WAL, `synchronous=FULL`: a commit
that returned is on the disk. Temporary tables and sorts stay in memory, so nothing readable is
written anywhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from desktop.storage.prepared import run_straight

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

KEY_BYTES = 32
_PRAGMAS = (
    "cipher_log_level = NONE",  # silence; `cipher_log = NONE` would write a file of that name
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "secure_delete = ON",
    # KiB a connection may keep decrypted, taken only as the store is large: a page of the list
    # is read from all over the store, and with the usual 8 MiB hardly one was at hand.
    f"cache_size = -{32 * 1024}",
)


def open_connection(path: Path, key: bytes) -> Any:
    """Open one raw connection.

    Args:
        path: the database file; it is made when missing.
        key: 32 random bytes.

    Raises:
        ValueError: the key has another length.
        sqlcipher3.dbapi2.DatabaseError: the key does not open the file ("file is not a database").
    """
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - first paint must not wait for it

    if len(key) != KEY_BYTES:
        raise ValueError("the store key has 32 bytes")
    connection = driver.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=5.0
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on the encrypted file; transactions are begun by us (see `begin_mode`)."""
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - first paint must not wait for it

    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: open_connection(path, key),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
        # Each connection has a page cache of its own, which a commit on another one empties:
        # taking turns would decrypt every page anew, so the one used last is used next.
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A writer takes its lock at once: waiting here is safe, failing half way is not.
        mode = connection.get_execution_options().get("begin_mode", "DEFERRED")
        run_straight(connection, f"BEGIN {mode}")

    return engine


def make_copy_engine(path: Path, key: bytes) -> Engine:
    """Return an engine on a copy that nobody writes to: read only, no lock, no file beside it.

    Args:
        path: the copy.
        key: the key of the store it was copied from.
    """
    import sqlcipher3.dbapi2 as driver  # noqa: PLC0415 - first paint must not wait for it

    def connect() -> Any:
        connection = driver.connect(
            f"{path.absolute().as_uri()}?mode=ro&immutable=1",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute("PRAGMA temp_store = MEMORY")
        return connection

    return create_engine("sqlite://", module=driver, creator=connect, poolclass=NullPool)


def make_server_engine(url: str) -> Engine:
    """Return an engine on a PostgreSQL database, 15 or newer, with the same tables.

    Args:
        url: `postgresql+psycopg://user@host/database`.
    """
    return create_engine(url, pool_size=4, max_overflow=8, pool_pre_ping=True)
