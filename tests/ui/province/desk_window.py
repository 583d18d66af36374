"""The real window on a real provincial desk, with stations that share nothing but a folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.common.clock import FixedClock
from desktop.province.desk import Desk, create_desk
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from desktop.ui.shell.launch import Launch
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.province_session import ProvinceSession
from desktop.ui.shell.start import make_province_session
from desktop.wiring import Adapters, open_province
from tests import factories
from tests.province.conftest import Loop, LoopStation, station

NAME = "Công an tỉnh (thử)"


@dataclass
class DeskWindow:
    """The window and what a person at the province does with it."""

    window: MainWindow
    session: ProvinceSession
    folder: Path
    clock: FixedClock
    stations: list[LoopStation] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        assert self.session.desk is not None
        return self.session.desk

    @property
    def page(self) -> Any:
        return self.window.page

    @property
    def stick(self) -> Path:
        return self.folder / "usb"

    def wait(self, condition: Any) -> None:
        for _ in range(4000):
            if condition():
                return
            QTest.qWait(5)
        raise AssertionError("it did not come")

    def wait_for(self, kind: str) -> Any:
        self.wait(lambda: type(self.page).__name__ == kind)
        self.idle()
        self.page._opened = 0.0
        return self.page

    def idle(self) -> None:
        self.wait(lambda: not self.session.tasks.is_busy)

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key)

    def make_station(self, code: str = "MT02", commune: str = "03862") -> LoopStation:
        """Make a station, and enrol it here."""
        self.stick.mkdir(exist_ok=True)
        made = self.desk.keys.write_key_file(self.stick)
        loop = Loop(self.desk, self.stick, station, made.path, made.fingerprint)
        one = station(loop, self.folder, factories.clock(), code, commune)
        self.stations.append(one)
        return one


@contextmanager
def open_province_window(folder: Path, *, has_key: bool = True) -> Iterator[DeskWindow]:
    """Make a provincial desk and open the window on it; close both afterwards."""
    profile, keyring = Profile(folder / "province"), MemoryKeyring()
    code = create_desk(profile, province="14", name=NAME, keystore=keyring, clock=factories.clock())
    (folder / "code.txt").write_text(code, encoding="utf-8")
    clock = factories.clock()
    outside = Adapters(keystore=keyring if has_key else MemoryKeyring(), clock=clock)
    launch = Launch(
        folder=profile.folder,
        open=lambda: (_ for _ in ()).throw(AssertionError("opened as a counter")),
        create=lambda _: None,
        desk=lambda given: open_province(profile.folder, given, outside),
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window, session = make_province_session(app, launch)
    made = DeskWindow(window, session, folder, clock)
    window.show()
    try:
        yield made
    finally:
        for one in made.stations:
            one.store.close()
        made.wait(window.close)
        window.toasts.dismiss()
        window.deleteLater()
        session.tasks.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
