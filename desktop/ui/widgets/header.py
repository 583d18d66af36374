"""The top of every page: mark, tabs with counts, station, clock, person, Khóa, Trợ giúp."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from desktop.common.clock import SystemClock, show_time
from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Typeset, number_font
from desktop.ui.widgets import paint
from desktop.ui.widgets.buttons import KeyButton, _Skin
from desktop.ui.widgets.plain_label import PlainLabel


@dataclass(frozen=True)
class Tab:
    """One page of the header: its key, its word."""

    key: str
    text: str


def initials(name: str) -> str:
    """Return the first and last initial of a name: `Lò Thị Hương` gives `LH`."""
    words = name.split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


class HeaderTab(QAbstractButton):
    """One tab; the open one has ink and a red line."""

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = tab
        self._count = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setText(tab.text.replace("&", "&&"))
        self.setAccessibleName(tab.text)

    def set_count(self, count: int) -> None:
        """Show a number beside the word; 0 shows none."""
        self._count = count
        self.setAccessibleName(f"{self.tab.text} {count}" if count else self.tab.text)
        self.updateGeometry()
        self.update()

    @staticmethod
    def _badge_font() -> QFont:
        font = number_font(theme.current().font("label"))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _badge(self) -> int:
        if not self._count:
            return 0
        return math.ceil(theme.text_width(str(self._count), self._badge_font())) + 14

    def sizeHint(self) -> QSize:
        """Return the room of word and number."""
        look = theme.current()
        width = 2 * look.fixed(14, 10)
        width += math.ceil(theme.text_width(self.tab.text, look.font("table_strong")))
        width += 8 + self._badge() if self._count else 0
        return QSize(width, look.pick(52, 44))

    def minimumSizeHint(self) -> QSize:
        """A tab is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tab."""
        del event
        painter = QPainter(self)
        look, colours = theme.current(), theme.current().palette
        here = self.isChecked()
        if self.underMouse() and not here:
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), QColor(colours.sunk))
        left = float(look.fixed(14, 10))
        block = Typeset(self.tab.text, look.font("table_strong" if here else "table"))
        ink = colours.ink if here else colours.ink2
        block.draw(painter, QPointF(left, (self.height() - block.height) / 2), ink)
        left += block.width + 8
        if self._count:
            spot = QRectF(left, self.height() / 2 - 10, self._badge(), 20)
            paint.box(painter, spot, colours.sunk, None, 10)
            number = Typeset(str(self._count), self._badge_font())
            at = QPointF(spot.center().x() - number.width / 2, spot.center().y())
            number.draw(painter, at - QPointF(0, number.height / 2), colours.ink2)
        if here:
            painter.fillRect(0, self.height() - 3, self.width(), 3, QColor(colours.brand))
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Repaint for hover."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Repaint after hover."""
        self.update()
        super().leaveEvent(event)


class QuietButton(KeyButton):
    """A header button without a line; on small screens lock and help keep only the icon."""

    def _skin(self) -> _Skin:
        colours = theme.current().palette
        fill = colours.sunk if self.isDown() or self.underMouse() else None
        return _Skin(fill, None, colours.ink2, colours.ink2, colours.line2)

    def _pad(self) -> int:
        return 8


class _Mark(QWidget):
    """The red square with the seal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.current().fixed(32, 28)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, colours.brand, None)
        theme.paint_icon(painter, area.adjusted(6, 6, -6, -6), "mark", colours.on_brand)
        painter.end()


class _Avatar(QWidget):
    """Initials in a circle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, colours.tint, None, 16)
        block = Typeset(initials(self.name), theme.current().font("tag"))
        at = QPointF(area.center().x() - block.width / 2, area.center().y() - block.height / 2)
        block.draw(painter, at, colours.info.text)
        painter.end()


class Header(QWidget):
    """The bar on top of the window.

    Args:
        name: product name.
        tabs: the pages this person may open.
        station: `Quầy 2 · Mường Thử`.
        person: who works here; empty before logging in hides person and lock.
        practice: shows that nothing here is real.

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._practice = practice
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.tabs: dict[str, HeaderTab] = {}
        self._name = PlainLabel(name, "strong")
        self._ribbon = PlainLabel(tr("THỰC HÀNH"), "strong", "ink")
        self._ribbon.setContentsMargins(10, 0, 10, 0)
        if not practice:  # showing it here, without a parent yet, would flash a window
            self._ribbon.hide()
        self._station = PlainLabel(station, "label", "ink2")
        self._clock = PlainLabel("", "strong")
        self._avatar = _Avatar()
        self._person = PlainLabel("", "label", "ink2")
        self._settings = QuietButton(tr("Cài đặt"), icon="sliders")
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
        self._fixed_time = ""
        self._show_time()
        theme.on_change(self.refresh_theme)

    def _build(self) -> None:
        self._layout.setSpacing(10)
        self._layout.addWidget(_Mark())
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
        self._layout.addWidget(self._settings)
        self._layout.addWidget(self._lock)
        self._layout.addWidget(self._help)

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
        self._person.setText(name)
        self._avatar.name = name
        self._avatar.update()
        for part in (self._line, self._avatar, self._person, self._lock):
            part.setVisible(bool(name))
        self._shed()

    def set_station(self, text: str) -> None:
        """Show the counter and commune."""
        self._station.setText(text)
        self._shed()

    def set_time(self, text: str) -> None:
        """Show a fixed time instead of the clock (for pictures); "" goes back to the clock."""
        self._fixed_time = text
        self._show_time()

    def _show_time(self) -> None:
        # Vietnam's time whatever the computer is set to, as on the papers.
        now = self._fixed_time or show_time(SystemClock().now())
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
        """Follow the look in force; small screens drop station and the words at the end."""
        look = theme.current()
        self._layout.setContentsMargins(look.fixed(16, 12), 0, look.fixed(24, 14), 0)
        self._shed()
        self.updateGeometry()
        self.update()

    def _shed(self) -> None:
        """Drop what is least needed until the rest fits uncut: station, words, then names."""
        compact = theme.current().compact
        person = bool(self._person.text())
        for level in range(1 if compact else 0, 5):
            self._station.setVisible(bool(self._station.text()) and level < 1)
            words = level < 2 and not compact
            self._lock.shows_key = words
            for button, word in (
                (self._settings, tr("Cài đặt")),
                (self._lock, tr("Khóa")),
                (self._help, tr("Trợ giúp")),
            ):
                button.setText(word if words else "")
                button.setAccessibleName(word)
                button.setToolTip("" if words else word)
            self._person.setVisible(person and level < 3)
            self._name.setVisible(level < 4)
            if self._wanted() <= self.width():
                break

    def _wanted(self) -> int:
        """Return the width in px at which nothing is cut."""
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
            spot = QRectF(self._ribbon.geometry()).adjusted(0, -3, 0, 3)
            paint.box(painter, spot, colours.mark, colours.focus, theme.RADIUS_SMALL)
        painter.end()
