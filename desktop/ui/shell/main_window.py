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
    from desktop.ui.feedback import Feedback, Message
    from desktop.ui.shell.opening_page import OpeningPage
    from desktop.ui.widgets.focus_ring import FocusRing
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
        practice: nothing here is real, and it says so on every page.

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

    def __init__(self, feedback: Feedback, *, practice: bool = False) -> None:
        super().__init__()
        self.setProperty("surface", "bg")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.may_close: Callable[[], bool] = lambda: True
        self._practice = practice
        self._was_painted = False
        self._place = ""
        self._person = ""
        self._counts: dict[str, int] = {}
        self._page: Page | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._stack = QStackedWidget()
        self._layout.addWidget(self._stack, 1)
        self._ribbon: PracticeRibbon
        self.header: Header
        self.strip: StepStrip
        self._furnish()
        self._toasts = ToastArea(self)
        self._toasts.follow(feedback)
        feedback.bar_requested.connect(self._show_bar)
        feedback.bars_cleared.connect(self._clear_bars)
        self._ring = FocusRing(self)
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)

    # ------------------------------------------------------------ furniture

    def _furnish(self) -> None:
        """Make header and strip in the language in force."""
        tabs = [Tab(name.value, words) for name, words in tab_words().items()]
        self.header = Header(
            tr("Quầy Tiếp Nhận"),
            tabs,
            station=self._place,
            person=self._person,
            practice=self._practice,
        )
        self.header.tab_chosen.connect(self._tab)
        self.header.settings_requested.connect(self.settings_requested)
        self.header.lock_requested.connect(self.lock_requested)
        self.header.help_requested.connect(self.help_requested)
        self.strip = StepStrip(step_words())
        self._ribbon = PracticeRibbon()
        for place, part in enumerate((self._ribbon, self.header, self.strip)):
            self._layout.insertWidget(place, part)
        self.header.set_counts(self._counts)
        self.header.hide()
        self.strip.hide()
        self._ribbon.setVisible(self._practice)
        self._name_window()

    def translate(self) -> None:
        """Make header, strip and title again, after a change of language."""
        for old in (self._ribbon, self.header, self.strip):
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._furnish()

    def set_station(self, place: str, *, practice: bool) -> None:
        """Show where this is; in practice the whole window says so."""
        self._place = place
        if practice != self._practice:
            self._practice = practice
            self.translate()
        self.header.set_station(place)
        self.header.refresh_theme()
        self._name_window()

    def set_person(self, name: str) -> None:
        """Show who works here."""
        self._person = name
        self.header.set_person(name)

    def set_counts(self, counts: Mapping[PageName, int]) -> None:
        """Show the numbers beside the tabs."""
        self._counts.update({name.value: count for name, count in counts.items()})
        self.header.set_counts(self._counts)

    def _name_window(self) -> None:
        parts = [tr("Quầy Tiếp Nhận")]
        if self._place:
            parts.append(self._place)
        if self._practice:
            parts.insert(0, tr("THỰC HÀNH"))
        self.setWindowTitle(" – ".join(parts))

    def _tab(self, key: str) -> None:
        # The pressed tab lights up by itself; only an opened page may light one.
        self.tab_chosen.emit(PageName(key))

    # ------------------------------------------------------------ pages

    @property
    def page(self) -> Page | None:
        """The page on the screen."""
        return self._page

    def display(self, page: Page, *, name: PageName | None = None, step: int | None = None) -> None:
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
        self.header.setVisible(name is not None)
        self._ribbon.setVisible(self._practice and name is None)
        self.strip.setVisible(step is not None)
        if name is not None:
            tab = TAB_OF.get(name)
            self.header.set_current(tab.value if tab else "")
        if step is not None:
            self.strip.set_step(step)
        page.setFocus()
        self._ring.place()

    def show_person(self, step: int, person: str, detail: str) -> None:
        """Say on the strip who the file is about."""
        self.strip.set_step(step, person, detail)

    def drop(self, page: Page) -> None:
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

    # ------------------------------------------------------------ feedback

    def _show_bar(self, message: Message) -> None:
        if self._page is not None:
            self._page.bars.show_message(message)

    def _clear_bars(self, key: str) -> None:
        if self._page is not None:
            self._page.bars.clear(key)

    @property
    def toasts(self) -> ToastArea:
        """Where toasts are shown."""
        return self._toasts

    # ------------------------------------------------------------ Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on what reached the window: keys of the page, then the keys of every page."""
        page = self._page
        focus = QGuiApplication.focusObject()
        inside = isinstance(focus, QWidget) and page is not None and page.isAncestorOf(focus)
        if page is not None and not inside and page.handle_key(event):
            return
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_F3} and self.header.isVisible():
            self.find_requested.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the small-screen sizes where they are needed."""
        super().resizeEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.fit_to_width(app, self.width())
        self._toasts.place()

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
