"""The real window on a real encrypted store; profile and list are made once and copied."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.batch.drives import no_drives
from desktop.common.i18n import set_language
from desktop.documents.printers import FolderPrinter
from desktop.intake.views import Received
from desktop.security.keystore import MemoryKeyring
from desktop.security.views import Role
from desktop.services import Services
from desktop.ui.context import PageName
from desktop.ui.i18n import install_translations
from desktop.ui.shell.launch import Launch, NewStation
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.session import Session
from desktop.ui.shell.start import make_session
from desktop.wiring import (
    Adapters,
    create_station,
    machine_plan,
    open_services,
    prepared_station,
    restore_station,
)
from tests import factories

STEPS = (
    PageName.FIND,
    PageName.CARD,
    PageName.NOT_LISTED,
    PageName.ALREADY_DONE,
    PageName.COMPARE,
    PageName.PHOTO,
    PageName.SIGN,
    PageName.PAPERS,
    PageName.CHECK,
    PageName.DONE,
)
"""The pages one goes through at the counter."""

HUONG, HUONG_PIN = "Lò Thị Hương", "246810"
TOI, TOI_PIN = "Đinh Văn Tới", "135790"
SIZES = ((1366, 768), (1093, 614), (911, 512))


@cache
def _template() -> tuple[Path, MemoryKeyring, str]:
    """Make one profile with two operators and a list; every test gets a copy."""
    base = Path(tempfile.mkdtemp(prefix="qtn-office-"))
    keyring = MemoryKeyring()
    outside = Adapters(keystore=keyring, clock=factories.clock())
    recovery = base / "ma.txt"
    station = NewStation("06982", "Mường Thử", "TN01", recovery, HUONG, HUONG_PIN)
    create_station(base / "profile", station, outside)
    services = open_services(base / "profile", None, outside)
    services.operators.add(TOI, TOI_PIN, Role.CLERK, actor=HUONG)
    services.imports.import_list(factories.list_file(base), actor=HUONG)
    services.shifts.desk.open(actor=HUONG)
    services.close()
    return base / "profile", keyring, recovery.read_text("utf-8-sig")


def recovery_text() -> str:
    """The recovery file of the template profile."""
    return _template()[2]


@dataclass
class Office:
    """The window and what a person does with it."""

    window: MainWindow
    session: Session
    app: QApplication
    folder: Path

    @property
    def services(self) -> Services:
        assert self.session.services is not None
        return self.session.services

    @property
    def page(self) -> Any:
        return self.window.page

    @property
    def here(self) -> PageName | None:
        return self.session.navigation.current

    def wait(self, condition: Any, milliseconds: int = 8000) -> None:
        end = time.monotonic() + milliseconds / 1000
        while not condition():
            assert time.monotonic() < end, "it did not come"
            QTest.qWait(5)

    def idle(self) -> None:
        """Until nothing is under way: pools empty and results delivered."""
        tasks = self.session.tasks
        for _ in range(3):
            self.wait(
                lambda: (
                    tasks._pool.activeThreadCount() == 0
                    and tasks._writer.activeThreadCount() == 0
                    and tasks.pending_changes == 0
                ),
                20000,
            )
            QTest.qWait(10)

    def wait_for(self, kind: str) -> Any:
        self.wait(lambda: type(self.page).__name__ == kind, 15000)
        self.page._opened = 0.0  # no test waits for the guard, but the one about it
        return self.page

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        if self.page is not None:
            self.page._opened = 0.0
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def log_in(self, pin: str = HUONG_PIN, name: str = HUONG) -> None:
        page = self.wait_for("LoginPage")
        self.wait(lambda: bool(page.tiles))
        tile = next(tile for tile in page.tiles if tile.operator.full_name == name)
        tile.setChecked(True)
        page.pin.set_value(pin)
        self.press(Qt.Key.Key_Return)
        self.wait(lambda: type(self.page).__name__ != "LoginPage", 15000)
        self.idle()

    def show(self, page: PageName, **payload: Any) -> Any:
        self.session.navigation.show(page, **payload)
        self.idle()
        self.page._opened = 0.0
        return self.page

    def bars(self) -> list[str]:
        return [f"{bar.message.title} {bar.message.text}".strip() for bar in self.page.bars.bars]

    def toast(self) -> str:
        toast = self.window.toasts.toast
        return toast.notice.text if toast is not None else ""

    def member(self, name: str = "giang a pao") -> UUID:
        return self.services.roster.search(name).rows[0].member_id

    def draft(self, name: str = "giang a pao") -> UUID:
        return self.services.intake.open(self.member(name), actor=HUONG).application_id

    def receive(self, name: str = "giang a pao") -> Received:
        intake, application = self.services.intake, self.draft(name)
        intake.accept_photo(application, factories.jpeg(), report={}, actor=HUONG)
        intake.accept_signature(application, factories.signature_png(), actor=HUONG)
        received = self.services.reception.receive(application, actor=HUONG)
        printer = self.services.printer()
        self.services.printing.print_job(received.print_job, printer, actor=HUONG)
        return received

    def close(self) -> None:
        """Close the window and let Qt forget it."""
        self.wait(self.window.close, 20000)
        self.window.toasts.dismiss()
        self.window.deleteLater()
        self.session.tasks.deleteLater()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(root: QWidget, kind: type[Any]) -> list[Any]:
    """Return the visible widgets of a kind below a widget."""
    return [widget for widget in root.findChildren(kind) if widget.isVisible()]


@contextmanager
def open_office(
    folder: Path,
    *,
    fresh: bool = True,
    keyring: MemoryKeyring | None = None,
    actor: str = "",
    language: str | None = None,
    clock: Any = None,
    camera: Any = None,
    drives: Any = no_drives,
    morning: bool = False,
) -> Iterator[Office]:
    """Open the window on a copy of the template, and close it afterwards.

    Args:
        folder: where the profile lies or will lie.
        fresh: copy the template there first.
        keyring: another keyring than the one that has the key.
        actor: log in as this person at once.
        language: as on the command line.
        clock: another clock than the standing one.
        camera: gives the camera; there is none without it.
        drives: lists the sticks that are plugged in.
        morning: the first log-in of a day sees the check of the morning.
    """
    source, kept, _ = _template()
    if fresh:
        shutil.copytree(source, folder)
    outside = Adapters(
        keystore=keyring or kept,
        clock=clock or factories.clock(),
        camera=camera or (lambda: None),
        printer=lambda _: FolderPrinter(folder.parent / "papers"),
        drives=drives,
    )
    launch = Launch(
        folder=folder,
        open=lambda: open_services(folder, None, outside),
        create=lambda station: create_station(folder, station, outside, machine_plan()),
        prepared=prepared_station,
        unlock=lambda code: open_services(folder, code, outside),
        restore=lambda *answers: restore_station(folder, *answers, outside),
        language=language,
        actor=actor,
        morning=morning,
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window, session = make_session(app, launch)
    office = Office(window, session, app, folder)
    window.show()
    try:
        yield office
    finally:
        office.close()
        set_language("vi")
        install_translations(app, "vi")
