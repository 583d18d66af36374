"""Two real windows of one office on one real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.common.clock import Clock
from desktop.documents.printers import FolderPrinter
from desktop.security.keystore import MemoryKeyring
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter
from desktop.security.operators.service import OperatorsService
from desktop.security.views import Role
from desktop.services import Services
from desktop.storage.address import read_address
from desktop.storage.profile import Profile
from desktop.ui.context import PageName
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.start import make_session
from desktop.wiring import Adapters, create_station, open_services
from tests.postgres import PostgresServer
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, Office


@dataclass(frozen=True)
class Counters:
    """The profiles of an office's counters, `folder/MT02` and `folder/MT03`."""

    folder: Path
    outside: Adapters

    def open(self, station: str) -> Services:
        """Open a counter without a window."""
        return open_services(self.folder / station, None, self.outside)


class Counter(Office):
    """The window of one counter."""

    def idle(self) -> None:
        """Until nothing is under way but the looks at what the other counter does."""
        looks = self.session.desk.office._timer
        is_looking = looks.isActive()
        looks.stop()
        super().idle()
        if is_looking:
            looks.start()


@contextmanager
def founded(server: PostgresServer, folder: Path, clock: Clock) -> Iterator[Counters]:
    """Found an office with two people and join it with a second counter.

    Args:
        server: the server of the session.
        folder: where the profiles go.
        clock: of both counters; near the server's own.
    """
    database = server.empty_database()
    address, password = read_address(server.address(database))
    keyring, code = MemoryKeyring(), None

    def people(store):
        operators = OperatorsService(store, clock)
        operators.add_first(HUONG, HUONG_PIN, actor="setup")
        operators.add(TOI, TOI_PIN, Role.CLERK, actor=HUONG)

    for station in ("MT02", "MT03"):
        made = create_counter(
            Profile(folder / station),
            NewCounter("03862", "xã Mường Thử", station, OfficeServer(address, password, code)),
            keystore=keyring,
            clock=clock,
            recovery_file=None if code else folder / "ma.txt",
            furnish=None if code else people,
        )
        code = code or made.recovery_code
    outside = Adapters(
        keystore=keyring,
        clock=clock,
        camera=lambda: None,
        printer=lambda _: FolderPrinter(folder / "papers"),
    )
    yield Counters(folder, outside)
    server.drop(database)


@contextmanager
def window(counters: Counters, station: str, actor: str) -> Iterator[Counter]:
    """Open the window of one counter with somebody at it, and close it afterwards."""
    folder = counters.folder / station
    launch = Launch(
        folder=folder,
        open=lambda: counters.open(station),
        create=lambda asked: create_station(folder, asked, counters.outside),
        actor=actor,
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made, session = make_session(app, launch)
    office = Counter(made, session, app, folder)
    made.show()
    try:
        office.wait(lambda: office.here is not None, 15000)
        office.show(PageName.FIND)  # the window came back to whatever was open in it
        yield office
    finally:
        office.close()
