"""Which copy a counter has: a row in its own small encrypted store, which also holds the key.

A copy's file is never written over. A fresh one is a new file with a new key; the row changes in
one transaction, and only then the old file goes. Whatever ends the program in between, the row
names a file that is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from desktop.common.clock import Clock
from desktop.common.errors import StoreError
from desktop.field.copies.errors import CopyLostError
from desktop.security.store import drop_setting, put_setting, stored_value
from desktop.storage.copy_guard import install_copy_guard
from desktop.storage.engine import make_copy_engine, make_engine
from desktop.storage.migrate import upgrade
from desktop.storage.turns import alone_at
from desktop.storage.unit_of_work import Session, Store

_NOTE: Final = "office_copy"
FOLDER: Final = "copy"


@dataclass(frozen=True)
class Kept:
    """The copy of a counter.

    Attributes:
        file: its name in the folder `copy` of the profile.
        key: 32 bytes.
        code: its own station code.
        made_at: when it was made from the server.
        people: how many people are on the list in it.
        as_of: what the server was like then, see `store.as_of`.
        since: when the counter went on with it without the server; None: nothing was taken in it.
    """

    file: str
    key: bytes
    code: str
    made_at: datetime
    people: int = 0
    as_of: str = ""
    since: datetime | None = None

    def __repr__(self) -> str:
        """Never show the key in a log."""
        return f"Kept({self.file!r})"


def kept(own: Store) -> Kept | None:
    """Return the copy that the counter has."""
    with own.read() as session:
        return kept_in(session)


def kept_in(session: Session) -> Kept | None:
    """Return the copy that the counter has, in the caller's transaction on its own store."""
    found: dict[str, Any] | None = stored_value(session, _NOTE)
    if found is None:
        return None
    since = found["since"]
    return Kept(
        file=found["file"],
        key=bytes.fromhex(found["key"]),
        code=found["code"],
        made_at=datetime.fromisoformat(found["made_at"]),
        people=found["people"],
        as_of=found["as_of"],
        since=datetime.fromisoformat(since) if since else None,
    )


def keep(session: Session, one: Kept, *, at: datetime) -> None:
    """Let this be the counter's copy, in the caller's transaction on its own store."""
    values = {
        "file": one.file,
        "key": one.key.hex(),
        "code": one.code,
        "made_at": one.made_at.isoformat(),
        "people": one.people,
        "as_of": one.as_of,
        "since": one.since.isoformat() if one.since else "",
    }
    put_setting(session, _NOTE, values, at=at)


def take(own: Store, at: datetime, file: str) -> Kept:
    """Note that the counter goes on with its copy from now on, and return it.

    From here on no fresh copy takes its place before everything in it is on the server.

    Raises:
        LookupError: the copy is not the one of this file any more.
    """
    with own.write() as session:
        found = kept_in(session)
        if found is None or found.file != file:
            raise LookupError(file)
        if found.since is None:
            found = replace(found, since=at)
            keep(session, found, at=at)
        return found


def give_up(own: Store) -> None:
    """Let the counter have no copy; the next one is made from the server under a new code."""
    with own.write() as session:
        drop_setting(session, _NOTE)


def is_lost(folder: Path, one: Kept) -> bool:
    """Whether the file of a copy is not there any more."""
    return not (folder / FOLDER / one.file).is_file()


def open_copy(folder: Path, one: Kept, clock: Clock) -> Store:
    """Open a copy, closed to all that would not go back to the server.

    Args:
        folder: of the profile.
        one: the copy.
        clock: where the time comes from.

    Raises:
        CopyLostError: the file is gone or does not open with its key.
        StoreError: it cannot be read or written.
    """
    store = look_into(folder, one)
    try:
        upgrade(store.engine, folder / FOLDER / one.file, now=clock.now())
        with store.write() as session:
            install_copy_guard(session.connection())
    except StoreError as error:
        store.close()
        raise CopyLostError from error
    except BaseException:
        store.close()
        raise
    return store


def look_into(folder: Path, one: Kept) -> Store:
    """Open a copy only to read in it.

    Raises:
        CopyLostError: the file is gone.
    """
    if is_lost(folder, one):
        raise CopyLostError
    engine = make_engine(folder / FOLDER / one.file, one.key)
    return Store(engine, partial(make_copy_engine, key=one.key), key=one.key)


@contextmanager
def making(folder: Path) -> Iterator[Path | None]:
    """Give the folder of copies to one program at a time; None while another one makes a copy."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    with alone_at(place / "making.lock") as is_ours:
        yield place if is_ours else None


def forget_others(place: Path, one: Kept | None) -> None:
    """Delete the files of copies that no row names; a file in use goes the next time."""
    for path in place.glob("*.db*"):
        if one is None or not path.name.startswith(one.file):
            with suppress(OSError):
                path.unlink()
