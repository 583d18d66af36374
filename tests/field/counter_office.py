"""An office with two counters on a real server that can be gone; founded once, then copied."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from desktop import wiring
from desktop.common.clock import FixedClock
from desktop.field.copies.bringing import Bringing
from desktop.field.copies.keeping import kept, open_copy
from desktop.field.copies.making import CopyMaker
from desktop.models import Application
from desktop.security.keystore import MemoryKeyring
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter, open_office
from desktop.security.operators.service import OperatorsService
from desktop.security.setup import open_store
from desktop.security.views import Role
from desktop.storage.address import read_address
from desktop.storage.profile import Profile
from desktop.wiring import Adapters
from tests import factories
from tests.postgres import PostgresServer

CHIEF, CHIEF_PIN = "Lò Thị Hương", "258036"


@cache
def _founded(server: PostgresServer) -> tuple[str, Path, MemoryKeyring]:
    """Found the office: two counters, one person who works there, a list."""
    name, folder = server.empty_database(), Path(tempfile.mkdtemp(prefix="qtn-counters-"))
    address, password = read_address(server.address(name))
    keyring, clock = MemoryKeyring(), FixedClock(datetime.now(UTC))

    def make(code: str, joins_with: str | None = None, furnish: Any = None) -> str:
        made = create_counter(
            Profile(folder / code),
            NewCounter("03862", "xã Mường Thử", code, OfficeServer(address, password, joins_with)),
            keystore=keyring,
            clock=clock,
            recovery_file=None if joins_with else folder / f"{code}.txt",
            furnish=furnish,
        )
        return made.recovery_code

    def first_person(store: Any) -> None:
        OperatorsService(store, clock).add_first(CHIEF, CHIEF_PIN, actor="setup")

    make("MT03", joins_with=make("MT02", furnish=first_person))
    services = wiring.open_services(folder / "MT02", adapters=Adapters(keyring, clock))
    services.imports.import_list(factories.list_file(folder), actor=CHIEF)
    services.close()
    return name, folder, keyring


class CounterOffice:
    """The office of one test.

    Attributes:
        folder: the profiles of its counters lie in it.
        gone: a block in which the server is gone for everybody.
    """

    def __init__(self, server: PostgresServer, database: str, folder: Path) -> None:
        source, base, self.keyring = _founded(server)
        self.clock, self.folder, self.gone = FixedClock(datetime.now(UTC)), folder, server.gone
        self._opened: list[Any] = []
        for code in ("MT02", "MT03"):
            shutil.copytree(base / code, folder / code)
            info = folder / code / "profile.json"
            info.write_text(info.read_text().replace(source, database))

    def start(self, code: str = "MT02") -> Any:
        """Open a counter as somebody who may do everything."""
        adapters = Adapters(self.keyring, self.clock)
        services = wiring.open_services(self.folder / code, adapters=adapters)
        self._opened.append(services)
        services.login.seat.take(Role.ADMINISTRATOR, CHIEF)
        return services

    def passes(self, minutes: int) -> None:
        """Let time pass."""
        self.clock.advance(timedelta(minutes=minutes))

    def brings_back(self, dying_at: str) -> None:
        """Bring everything back; this process is killed before a store commits."""
        profile = Profile(self.folder / "MT02")
        own = open_store(profile, self.keyring, None, self.clock)
        server = open_office(own, profile.read_info(), self.clock)
        copy = open_copy(profile.folder, kept(own), self.clock)
        dies_at_commit({"server": server, "copy": copy, "own": own}[dying_at], 1)
        Bringing(server, copy, self.clock).bring(actor=CHIEF)
        CopyMaker(own, server, profile.folder, self.clock).make_anew(kept(own))

    def close(self) -> None:
        """Close every counter."""
        for one in self._opened:
            one.close()


@contextmanager
def counter_office(server: PostgresServer, folder: Path) -> Iterator[CounterOffice]:
    """Give an office with two counters and a list of people."""
    database = server.copy_of(_founded(server)[0])
    office = CounterOffice(server, database, folder)
    try:
        yield office
    finally:
        office.close()
        server.drop(database)


def begin(counter: Any, name: str) -> Any:
    """Open somebody; return the draft's key."""
    person = counter.roster.search(name).rows[0].member_id
    return counter.intake.open(person, actor=CHIEF).application_id


def finish(counter: Any, key: Any) -> str:
    """Take a draft up to the receipt; return its number."""
    counter.intake.accept_photo(key, factories.jpeg(), report={}, actor=CHIEF)
    counter.intake.accept_signature(key, factories.signature_png(), actor=CHIEF)
    number: str = counter.reception.receive(key, actor=CHIEF).receipt_number
    return number


def rows_of(counter: Any, model: Any = Application) -> dict[Any, Any]:
    """Return the rows of a table by key."""
    with counter.store.read() as session:
        return {row.id: row for row in session.scalars(select(model))}


def killed(work: Any) -> None:
    """Run some work in a process of its own that ends by SIGKILL in the middle of it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(3)  # it came through, or failed otherwise
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status), f"the work was not killed: {os.waitstatus_to_exitcode(status)}"
    assert os.WTERMSIG(status) == signal.SIGKILL


def dies_at_commit(store: Any, number: int) -> None:
    """Let this process be killed when a store is about to commit for the n-th time."""
    left = count(number - 1, -1)

    def die(_connection: Any) -> None:
        if next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "commit", die)
