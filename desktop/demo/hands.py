"""The hands of the headless practice run: real key events into a real window, and pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.ui.context import PageName
from desktop.ui.shell.main_window import MainWindow
from desktop.ui.shell.province_session import ProvinceSession
from desktop.ui.shell.session import Session
from desktop.ui.widgets.page import Page

PATIENCE = 60.0
"""Seconds after which something that should have happened is called a failure."""

S = TypeVar("S", Session, ProvinceSession)
PageT = TypeVar("PageT", bound=Page)


class StuckError(RuntimeError):
    """The window did not come to where it should be."""


class Hands(Generic[S]):
    """Types, presses, waits and takes pictures, in the window of a counter or of a province.

    Args:
        window: the window.
        session: what runs in it.
        folder: where pictures go.
        pictures: taken before, by other hands; their numbers go on.

    Attributes:
        presses: how many keys a clerk would have pressed so far (scans count none).
        folder: where pictures go.
        pictures: every picture taken, in order.
    """

    def __init__(
        self,
        window: MainWindow,
        session: S,
        folder: Path,
        pictures: list[Path] | None = None,
    ) -> None:
        self.window = window
        self.session: S = session
        self.presses = 0
        self.pictures: list[Path] = [] if pictures is None else pictures
        self.folder = folder

    # ------------------------------------------------------------ waiting

    def settle(self, milliseconds: int = 60) -> None:
        """Let the window work for a moment."""
        QTest.qWait(milliseconds)

    def wait_for(self, what: str, ready: Callable[[], bool], patience: float = PATIENCE) -> None:
        """Let the window work until something is true.

        Raises:
            StuckError: it did not become true in time.
        """
        end = time.monotonic() + patience
        while not ready():
            if time.monotonic() > end:
                raise StuckError(self._where(what))
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QTest.qWait(10)

    def _where(self, what: str) -> str:
        """Tell what was waited for and what stands on the screen instead."""
        page, focus = self.window.page, QApplication.focusWidget()
        seen = [
            label.text()
            for label in self.window.findChildren(QLabel)
            if label.isVisible() and label.text()
        ]
        return (
            f"{what}; page {type(page).__name__}, focus {type(focus).__name__}, idle "
            f"{self.is_idle()}, picture {self.picture('stuck')}, words {seen}"
        )

    def wait_for_page(self, page: PageName) -> None:
        """Wait until a page is open."""
        self.wait_for(page.value, lambda: self.session.navigation.current is page)
        self.settle()

    def open(self, page: PageName, **payload: Any) -> None:
        """Go to a page, as its tab or its button does, and wait for what it shows."""
        self.session.navigation.show(page, **payload)
        self.wait_for_page(page)
        self.finish()

    def page_as(self, kind: type[PageT]) -> PageT:
        """Return the page on the screen.

        Raises:
            TypeError: it is another one.
        """
        page = self.window.page
        if not isinstance(page, kind):
            raise TypeError(type(page).__name__)
        return page

    def is_idle(self) -> bool:
        """Whether nothing that was asked for is still on its way."""
        return not self.session.tasks.is_busy

    def finish(self) -> None:
        """Wait until everything that was asked for has been shown."""
        self.settle(20)
        self.wait_for("the page's content", self.is_idle)
        self.settle()

    def wait_until_ready(self) -> None:
        """Wait until the primary action can be pressed, as a clerk looks before Enter.

        A page is deaf to Enter for a moment after it opens, so that no scanner confirms it.
        """

        def ready() -> bool:
            page = self.window.page
            if not isinstance(page, Page) or page.is_guarded:
                return False
            primary = page.action_bar.primary
            return primary is not None and primary.isEnabled() and self.is_idle()

        self.wait_for("a page that is ready", ready)

    # ------------------------------------------------------------ keys

    def come_forward(self, *others: QWidget) -> None:
        """Bring this window to the front; the others go away meanwhile."""
        for other in others:
            other.hide()
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window, 3000)

    def target(self) -> QWidget:
        """Return where keys go."""
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press one key as a clerk does."""
        self.presses += 1
        if modifier is None:
            QTest.keyClick(self.target(), key)
        else:
            QTest.keyClick(self.target(), key, modifier)
        self.settle(20)

    def enter(self) -> None:
        """Press Enter, once the page can take it."""
        self.wait_until_ready()
        self.press(Qt.Key.Key_Return)

    def write(self, text: str) -> None:
        """Type plain ASCII; each letter is a key press."""
        for letter in text:
            self.presses += 1
            QTest.keyClicks(self.target(), letter)
        self.settle()

    def scan(self, text: str) -> None:
        """Let the scanner type a card: one burst, then its Enter. Counts no key press."""
        begun = time.monotonic_ns() // 1_000_000
        # Keys go where the focus is; in a window that got none (another one is in front), to it.
        target = QApplication.focusWidget() or self.window
        for place, sign in enumerate((*text, "\r")):
            key = Qt.Key.Key_Return if sign == "\r" else Qt.Key.Key_unknown
            event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
            event.setTimestamp(begun + 5 * place)  # as the window system stamps a scanner's keys
            QApplication.sendEvent(target, event)
        self.settle()

    # ------------------------------------------------------------ pictures

    def picture(self, name: str) -> Path:
        """Take a picture of the window."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        self.window.grab().save(str(file))
        self.pictures.append(file)
        return file
