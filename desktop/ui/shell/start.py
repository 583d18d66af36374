"""Starts the window: paint first, open the store behind the paint.

What this module imports, and what that imports, is the time to the first picture; see
`benchmarks/startup.py` before adding to it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.common.i18n import language
from desktop.ui import theme
from desktop.ui.feedback import Feedback, install_excepthook
from desktop.ui.i18n import install_translations
from desktop.ui.shell.crash import CrashLog, log_qt_messages
from desktop.ui.shell.front import is_province
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.memory import WindowMemory
from desktop.ui.shell.session import Session, choose_language
from desktop.ui.shell.single import SingleInstance

if TYPE_CHECKING:
    from desktop.ui.shell.launch import Launch
    from desktop.ui.shell.province_session import ProvinceSession


def make_session(app: QApplication, launch: Launch) -> tuple[MainWindow, Session]:
    """Make window and session; the caller shows the window, and the session begins by itself."""
    window, feedback, memory = _make_window(app, launch)
    session = Session(app, launch, window, feedback, memory)
    session.begin()
    window.painted.connect(session.open)
    return window, session


def make_province_session(app: QApplication, launch: Launch) -> tuple[MainWindow, ProvinceSession]:
    """Make the window of a provincial desk and its session; as `make_session`."""
    from desktop.ui.shell.province_session import ProvinceSession  # noqa: PLC0415 - desks only

    window, feedback, memory = _make_window(app, launch)
    session = ProvinceSession(app, launch, window, feedback, memory)
    session.begin()
    window.painted.connect(session.open)
    return window, session


def _make_window(app: QApplication, launch: Launch) -> tuple[MainWindow, Feedback, WindowMemory]:
    """Dress the application and make an empty window where the last one stood."""
    memory = WindowMemory(launch.folder)
    now = choose_language(launch.language or memory.language or language())
    install_translations(app, now)
    theme.apply_theme(app, memory.mode, memory.scale, compact=False)
    feedback = Feedback(app)
    window = MainWindow(feedback)
    if not memory.geometry.isEmpty():
        window.restoreGeometry(memory.geometry)
    return window, feedback, memory


def run_window(launch: Launch) -> int:
    """Show the window of a profile until it is closed; return the exit code."""
    QCoreApplication.setApplicationName("quay-tiep-nhan")
    QApplication.setDesktopFileName("quay-tiep-nhan")  # by which a desktop finds name and icon
    existing = QApplication.instance()
    # The style goes in as an argument: `setStyle` would return it, and PySide would wrap it first.
    program = [*sys.argv[:1], "-style", "fusion"]
    app = existing if isinstance(existing, QApplication) else QApplication(program)
    app.setProperty(theme.HAS_FUSION, existing is None)
    single = SingleInstance(launch.folder)
    # A window that is there and does not hear is hung or was never there: then this one starts.
    if not single.acquire(listen=False) and (single.call_other() or not single.take_over()):
        return 0
    log_qt_messages()
    log = CrashLog(_log_file(launch.folder))
    made: tuple[MainWindow, Session | ProvinceSession] = (
        make_province_session(app, launch)
        if is_province(launch.folder)
        else make_session(app, launch)
    )
    window, session = made
    window.painted.connect(single.listen)
    window.painted.connect(log.start)
    session.opened.connect(log.start)
    single.called.connect(window.to_front)
    restore = install_excepthook(session.feedback)
    try:
        window.show()
        return int(app.exec())
    finally:
        restore()
        log.stop()
        single.release()


def _log_file(folder: Path) -> Path:
    """As in storage/profile.py, which costs more imports than the first paint may have."""
    return folder / "log" / "qtn.log"
