"""The top of every page: mark, tabs with counts, station, clock, person, Khóa, Trợ giúp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.common.clock import Clock, SystemClock, show_time
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets.header_parts import (
    Avatar,
    HeaderTab,
    Mark,
    PracticePill,
    QuietButton,
    Tab,
    given_name,
    initials,
)
from desktop.ui.widgets.plain_label import PlainLabel

__all__ = ["Header", "HeaderTab", "Tab", "initials"]

_LEVELS = 13


class Header(QWidget):
    """The bar on top of the window.

    Args:
        name: product name.
        tabs: the pages this person may open.
        station: `Quầy 2 · Mường Thử`; the part before the dot is dropped where room is short.
        person: who works here; empty before logging in hides person and lock.
        practice: shows that nothing here is real.
        tools: whether settings and lock are offered; help always is.

    Signals:
        tab_chosen (str): key of the tab that was pressed.
        settings_requested: `Cài đặt` was pressed.
        lock_requested: `Khóa` was pressed.
        help_requested: `Trợ giúp` was pressed.
    """

    tab_chosen = Signal(str)
    settings_requested = Signal()
    lock_requested = Signal()
    help_requested = Signal()

    def __init__(
        self,
        name: str,
        tabs: Sequence[Tab] = (),
        *,
        station: str = "",
        person: str = "",
        practice: bool = False,
        tools: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._practice, self._tools = practice, tools
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tabs: dict[str, HeaderTab] = {}
        self._name = PlainLabel(name, "strong")
        self._ribbon = PracticePill(tr("THỰC HÀNH"), "strong", "ink")
        if not practice:  # showing it here, without a parent yet, would flash a window
            self._ribbon.hide()
        self._place, self._who = station, person
        self._station = PlainLabel(station, "label", "ink2")
        self._clock = PlainLabel("", "strong")
        self._avatar = Avatar()
        self._person = PlainLabel("", "label", "ink2")
        self._settings = QuietButton(tr("Cài đặt"), key="Ctrl+,", icon="sliders")
        self._settings.clicked.connect(self.settings_requested)
        self._lock = QuietButton(tr("Khóa"), key="Ctrl+L", icon="lock")
        self._help = QuietButton(tr("Trợ giúp"), key="F1", icon="help")
        self._lock.clicked.connect(self.lock_requested)
        self._help.clicked.connect(self.help_requested)
        self._layout = QHBoxLayout(self)
        self._build()
        self.set_tabs(tabs)
        self.set_person(person)
        self._tick = QTimer(self)
        self._tick.setInterval(5000)
        self._tick.timeout.connect(self._show_time)
        self._time: Clock = SystemClock()
        self._show_time()
        theme.on_change(self.refresh_theme)

    def _build(self) -> None:
        self._layout.setSpacing(10)
        self._layout.addWidget(Mark())
        self._layout.addWidget(self._name)
        self._layout.addWidget(self._ribbon)
        self._tab_row = QHBoxLayout()
        self._tab_row.setSpacing(theme.SPACE_1)
        self._layout.addSpacing(theme.SPACE_2)
        self._layout.addLayout(self._tab_row)
        self._layout.addStretch(1)
        self._line = QFrame()
        self._line.setProperty("rule", "true")
        self._line.setFixedSize(1, 24)
        for part in (self._station, self._clock, self._line, self._avatar, self._person):
            self._layout.addWidget(part)
        for tool in (self._settings, self._lock, self._help):
            self._layout.addWidget(tool)
            if not self._tools and tool is not self._help:
                tool.hide()

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other tabs, such as those of another role."""
        for old in self.tabs.values():
            self._tab_row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.tabs = {}
        for tab in tabs:
            button = HeaderTab(tab)
            button.clicked.connect(self._pressed)
            self.tabs[tab.key] = button
            self._tab_row.addWidget(button)

    def set_current(self, key: str) -> None:
        """Show which page is open; an unknown key leaves all tabs closed."""
        for name, button in self.tabs.items():
            button.setAutoExclusive(False)
            button.setChecked(name == key)
            button.setAutoExclusive(True)
            button.update()

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Show numbers beside tabs; those not named keep theirs."""
        for key, count in counts.items():
            if key in self.tabs:
                self.tabs[key].set_count(count)
        self._shed()

    def set_person(self, name: str) -> None:
        """Show who works here; "" before anyone has logged in."""
        self._who = name
        self._avatar.name = name
        self._avatar.update()
        for part in (self._line, self._avatar, self._person):
            part.setVisible(bool(name))
        self._lock.setVisible(bool(name) and self._tools)
        self._shed()

    def set_station(self, text: str) -> None:
        """Show the counter and commune."""
        self._place = text
        self._shed()

    def set_clock(self, clock: Clock) -> None:
        """Show the time of the clock that the counter works by; until then it is the machine's."""
        self._time = clock
        self._show_time()

    def _show_time(self) -> None:
        # Vietnam's time whatever the computer is set to, as on the papers.
        now = show_time(self._time.now())
        if now != self._clock.text():
            self._clock.setText(now)
            self._shed()

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, HeaderTab):
            self.tab_chosen.emit(button.tab.key)

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clock."""
        self._show_time()
        self._tick.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clock nobody sees."""
        self._tick.stop()
        super().hideEvent(event)

    def refresh_theme(self) -> None:
        """Follow the look in force; small screens drop the words at the end."""
        look = theme.current()
        self._layout.setContentsMargins(look.fixed(16, 12), 0, look.fixed(24, 14), 0)
        self._shed()
        self.updateGeometry()
        self.update()

    def _shed(self) -> None:
        """Drop what is least needed until the rest fits uncut; the station goes late.

        First the words of the buttons, then the name of the program, room between the tabs, the
        longer forms of the names, the keys; who works here stays longer than where. Clock and
        numbers go last, tabs and ribbon stay in any case.
        """
        for level in range(_LEVELS):
            self._show_level(level)
            if self._wanted() <= self.width():
                break
        self._layout.activate()  # at once: nobody sees tabs squeezed for what went away

    def _show_level(self, level: int) -> None:
        """Show everything (0) or ever less."""
        compact = theme.current().compact
        words = level < 2 and not compact
        self._lock.shows_key = words
        self._settings.shows_key = False  # the help page names it; the bar has no room to spare
        self._help.shows_key = level < 6
        for button, word, from_level in (
            (self._settings, tr("Cài đặt"), 1),
            (self._lock, tr("Khóa"), 2),
            (self._help, tr("Trợ giúp"), 2),
        ):
            spoken = level < from_level and not compact
            button.setText(word if spoken else "")
            button.setAccessibleName(word)
            button.setToolTip("" if spoken else word)
        self._name.setVisible(level < 3)
        self._station.setText(self._place if level < 5 else self._place.rpartition(" · ")[2])
        self._station.setToolTip("" if level < 5 else self._place)
        self._station.setVisible(bool(self._place) and level < 8)
        self._person.setText(self._who if level < 7 else given_name(self._who))
        self._person.setToolTip("" if level < 7 else self._who)
        self._person.setVisible(bool(self._who) and level < 9)
        self._layout.setSpacing(10 if level < 7 else 6)
        for part in (self._line, self._avatar):
            part.setVisible(bool(self._who) and level < 10)
        for tab in self.tabs.values():
            tab.set_side(14 if level < 4 else 8 if level < 9 else 6)
            tab.show_count(shown=level < 12)
        self._clock.setVisible(level < 11)

    def _wanted(self) -> int:
        """Return the width in px at which nothing is cut."""
        self._tab_row.invalidate()  # it keeps the width the tabs had before their numbers
        self._layout.invalidate()
        return self._layout.sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._shed()

    def sizeHint(self) -> QSize:
        """Return the fixed height of the header."""
        return QSize(super().sizeHint().width(), theme.current().pick(52, 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar; practice has a turmeric line and a ribbon one cannot overlook."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        painter.fillRect(self.rect(), QColor(colours.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(colours.line))
        if self._practice:
            painter.fillRect(0, 0, self.width(), 4, QColor(colours.focus))
        painter.end()
