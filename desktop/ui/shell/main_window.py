"""The one window: header, step strip, the open page, toasts. It knows no use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme

if TYPE_CHECKING:
    # The first picture is drawn without any of these; see `furnish`.
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from desktop.ui.context import PageName
    from desktop.ui.feedback import Feedback
    from desktop.ui.shell.furniture import Furniture
    from desktop.ui.shell.opening_page import OpeningPage
    from desktop.ui.widgets.header import Header
    from desktop.ui.widgets.page import Page
    from desktop.ui.widgets.step_strip import StepStrip
    from desktop.ui.widgets.toast import ToastArea

SMALLEST = (880, 480)
"""Logical px: 1366×768 at 150 % is 911×512, less the frame of the window and the taskbar."""


class MainWindow(QWidget):
    """Shows one page at a time and speaks for it.

    Args:
        feedback: what is to be said to the person.

    Signals:
        painted: the first picture is on the screen.
        tab_chosen (PageName): a tab was pressed.
        find_requested: F3 or F2 was pressed where no page wanted it.
        settings_requested: `Cài đặt` was pressed.
        lock_requested: `Khóa` was pressed.
        help_requested: `Trợ giúp` was pressed.
    """

    painted = Signal()
    tab_chosen = Signal(object)
    find_requested = Signal()
    settings_requested = Signal()
    lock_requested = Signal()
    help_requested = Signal()

    def __init__(self, feedback: Feedback) -> None:
        super().__init__()
        self.may_close: Callable[[], bool] = lambda: True
        self._feedback = feedback
        self._was_painted = False
        self._page: Page | OpeningPage | None = None
        self._furniture: Furniture | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._stack = QStackedWidget()
        self._layout.addWidget(self._stack, 1)
        self.setWindowTitle(tr("Quầy Tiếp Nhận"))
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)

    # ------------------------------------------------------------ furniture

    def furnish(self) -> Furniture:
        """Return what stands around the page; it is made with its first use.

        The first picture needs none of it, and its imports would double the time to that picture.
        """
        if self._furniture is None:
            from desktop.ui.shell.furniture import Furniture  # noqa: PLC0415 - the reason is above

            self.setProperty("surface", "bg")
            self.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground)
            made = Furniture(self, self._layout, self._feedback, self._open_page)
            made.tab_chosen.connect(self.tab_chosen)
            made.settings_requested.connect(self.settings_requested)
            made.lock_requested.connect(self.lock_requested)
            made.help_requested.connect(self.help_requested)
            self._furniture = made
        return self._furniture

    def _open_page(self) -> Page | OpeningPage | None:
        return self._page

    @property
    def is_furnished(self) -> bool:
        """Whether header, strip and ribbon are there."""
        return self._furniture is not None

    @property
    def header(self) -> Header:
        """Name, tabs and person, above the page."""
        return self.furnish().header

    @property
    def strip(self) -> StepStrip:
        """The five steps of an application."""
        return self.furnish().strip

    @property
    def toasts(self) -> ToastArea:
        """Where toasts are shown."""
        return self.furnish().toasts

    def translate(self) -> None:
        """Make header, strip and title again, after a change of language."""
        self.furnish().translate()

    def set_station(self, place: str, *, practice: bool) -> None:
        """Show where this is; in practice the whole window says so."""
        self.furnish().set_station(place, practice=practice)

    def set_person(self, name: str) -> None:
        """Show who works here."""
        self.furnish().set_person(name)

    def set_counts(self, counts: Mapping[PageName, int]) -> None:
        """Show the numbers beside the tabs."""
        self.furnish().set_counts(counts)

    # ------------------------------------------------------------ pages

    @property
    def page(self) -> Page | OpeningPage | None:
        """The page on the screen."""
        return self._page

    def display(
        self,
        page: Page | OpeningPage,
        *,
        name: PageName | None = None,
        step: int | None = None,
    ) -> None:
        """Bring a page to the screen.

        Args:
            page: the page.
            name: its name; None for pages without header, such as the log-in.
            step: place on the step strip; None hides the strip.
        """
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._page = page
        self._stack.setCurrentWidget(page)
        if self._furniture is not None:
            self._furniture.stand_around(name, step)
        page.setFocus()
        if self._furniture is not None:
            self._furniture.ring.place()

    def show_person(self, step: int, person: str, detail: str) -> None:
        """Say on the strip who the file is about."""
        self.strip.set_step(step, person, detail)

    def drop(self, page: Page | OpeningPage) -> None:
        """Let go of a page that is not shown any more."""
        if page is self._page:
            self._page = None
        self._stack.removeWidget(page)
        page.hide()
        page.deleteLater()

    def to_front(self) -> None:
        """Come to the front, because the program was started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on what reached the window: keys of the page, then the keys of every page."""
        page = self._page
        focus = QGuiApplication.focusObject()
        inside = isinstance(focus, QWidget) and page is not None and page.isAncestorOf(focus)
        if page is not None and not inside and page.handle_key(event):
            return
        find = {QtCore.Qt.Key.Key_F2, QtCore.Qt.Key.Key_F3}
        if event.key() in find and self.header.isVisible():
            self.find_requested.emit()
            return
        from desktop.ui.shell.second_keys import (  # noqa: PLC0415 - after the first picture
            function_key_of,
            press_function_key,
        )

        if number := function_key_of(event):
            press_function_key(self, number)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the small-screen sizes where they are needed."""
        super().resizeEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.fit_to_width(app, self.width())
        if self._furniture is not None:
            self._furniture.toasts.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the first picture is there."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close only when everything is written."""
        if self.may_close():
            event.accept()
        else:
            event.ignore()
