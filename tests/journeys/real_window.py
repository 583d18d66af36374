"""The real window in the test's own process, on the counter of `counter.py`, devices to be chosen.

Use it with the strict fixtures of tests/ui/conftest.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import Engine, event

from desktop.common.i18n import set_language
from desktop.documents.printers import FolderPrinter
from desktop.photo.ports import CameraPort
from desktop.security.keystore import MemoryKeyring
from desktop.ui.i18n import install_translations
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.start import make_session
from desktop.wiring import Adapters, open_services
from tests.journeys.counter import CLERK, Counter
from tests.ui.shell.office import Office

_ENDLESS = 4294967294  # SQLite's own upper limit of pages


@contextmanager
def open_window(
    counter: Counter, camera: Callable[[], CameraPort | None] = lambda: None
) -> Iterator[Office]:
    """Open the window with the clerk at the counter, and close it afterwards."""
    outside = Adapters(
        keystore=MemoryKeyring(),
        camera=camera,
        printer=lambda _name: FolderPrinter(counter.folder / "papers"),
    )
    launch = Launch(
        folder=counter.profile,
        open=lambda: open_services(counter.profile, counter.unlock, outside),
        create=lambda _station: None,
        actor=CLERK,
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window, session = make_session(app, launch)
    office = Office(window, session, app, counter.profile)
    window.resize(1366, 768)
    window.show()
    try:
        office.wait(lambda: session.navigation.current is not None, 20000)
        office.idle()
        yield office
    finally:
        office.wait(window.close, 20000)
        window.toasts.dismiss()
        window.deleteLater()
        session.tasks.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        set_language("vi")
        install_translations(app, "vi")


class Disk:
    """The disk below a store; while it is full, the store's file cannot grow.

    SQLite answers a write beyond `max_page_count` exactly as one on a full disk.
    """

    def __init__(self, engine: Engine) -> None:
        self.is_full = False
        event.listen(engine, "checkout", self._limit)

    def _limit(self, connection: Any, _record: object, _proxy: object) -> None:
        # Fewer pages than there are means: not one more.
        wanted = 1 if self.is_full else _ENDLESS
        connection.cursor().execute(f"PRAGMA max_page_count = {wanted}")
