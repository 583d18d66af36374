"""Two real windows of one office on one real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desktop.documents.printers import FolderPrinter
from desktop.security.keystore import MemoryKeyring
from desktop.security.office.setup import NewCounter, OfficeServer, create_counter
from desktop.security.operators.service import OperatorsService
from desktop.security.views import Role
from desktop.storage.address import read_address
from desktop.storage.profile import Profile
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.start import make_session
from desktop.wiring import Adapters, create_station, open_services
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, Office

COUNTERS = (("MT02", HUONG), ("MT03", TOI))


@contextmanager
def open_counters(postgres_server, folder: Path, clock) -> Iterator[tuple[Office, Office]]:
    """Found an office with two people, join it with a second counter, open both windows.

    Args:
        postgres_server: the server of the session.
        folder: where the profiles go.
        clock: of both counters; near the server's own.
    """
    database = postgres_server.empty_database()
    address, password = read_address(postgres_server.address(database))
    keyring, code = MemoryKeyring(), None

    def people(store):
        operators = OperatorsService(store, clock)
        operators.add_first(HUONG, HUONG_PIN, actor="setup")
        operators.add(TOI, TOI_PIN, Role.CLERK, actor=HUONG)

    for station, _ in COUNTERS:
        made = create_counter(
            Profile(folder / station),
            NewCounter("03862", "xã Mường Thử", station, OfficeServer(address, password, code)),
            keystore=keyring,
            clock=clock,
            recovery_file=None if code else folder / "ma.txt",
            furnish=None if code else people,
        )
        code = code or made.recovery_code
    with ExitStack() as stack:
        yield tuple(
            stack.enter_context(_window(folder / station, keyring, clock, actor))
            for station, actor in COUNTERS
        )
    postgres_server.drop(database)


@contextmanager
def _window(folder: Path, keyring: MemoryKeyring, clock, actor: str) -> Iterator[Office]:
    outside = Adapters(
        keystore=keyring,
        clock=clock,
        camera=lambda: None,
        printer=lambda _: FolderPrinter(folder.parent / "papers"),
    )
    launch = Launch(
        folder=folder,
        open=lambda: open_services(folder, None, outside),
        create=lambda station: create_station(folder, station, outside),
        actor=actor,
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window, session = make_session(app, launch)
    office = Office(window, session, app, folder)
    window.show()
    office.wait_for("FindPage")
    office.idle()
    try:
        yield office
    finally:
        office.wait(window.close, 20000)
        window.deleteLater()
        session.tasks.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
