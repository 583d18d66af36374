"""The parts of the header: tabs with counts, quiet buttons, the seal, the initials."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Role, Typeset, number_font
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


def given_name(name: str) -> str:
    """Return the name one is called by, the last word: `Lò Thị Hương` gives `Hương`."""
    return name.rpartition(" ")[2]


class PracticePill(PlainLabel):
    """`THỰC HÀNH` in a box of its own, which moves with the word and is never left behind."""

    def __init__(self, text: str, role: Role, color: str) -> None:
        super().__init__(text, role, color)
        self.setContentsMargins(10, 3, 10, 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)  # never shortened

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the word on it."""
        painter = QPainter(self)
        colours = theme.current().palette
        spot = QRectF(self.rect())
        paint.box(painter, spot, colours.mark, colours.focus, theme.RADIUS_SMALL)
        painter.end()
        super().paintEvent(event)


class HeaderTab(QAbstractButton):
    """One tab; the open one has ink and a red line."""

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = tab
        self._count = 0
        self._shows_count = True
        self._most = 14
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

    def show_count(self, *, shown: bool) -> None:
        """Draw the number or leave it out where there is no room; it is always spoken."""
        if shown != self._shows_count:
            self._shows_count = shown
            self.updateGeometry()
            self.update()

    def set_side(self, most: int) -> None:
        """Stand closer to the neighbours: at most so many px at each side of the word."""
        if most != self._most:
            self._most = most
            self.updateGeometry()
            self.update()

    def _side(self) -> int:
        return min(self._most, theme.current().fixed(14, 10))

    @staticmethod
    def _badge_font() -> QFont:
        font = number_font(theme.current().font("label"))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _badge(self) -> int:
        if not self._count or not self._shows_count:
            return 0
        return math.ceil(theme.text_width(str(self._count), self._badge_font())) + 14

    def sizeHint(self) -> QSize:
        """Return the room of word and number."""
        look = theme.current()
        width = 2 * self._side()
        width += math.ceil(theme.text_width(self.tab.text, look.font("table_strong")))
        width += 8 + self._badge() if self._badge() else 0
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
        left = float(self._side())
        block = Typeset(self.tab.text, look.font("table_strong" if here else "table"))
        ink = colours.ink if here else colours.ink2
        block.draw(painter, QPointF(left, (self.height() - block.height) / 2), ink)
        left += block.width + 8
        if self._badge():
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


class Mark(QWidget):
    """The red square with the seal."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the side of the square."""
        side = theme.current().fixed(32, 28)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the seal on red."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, colours.brand, None)
        theme.paint_icon(painter, area.adjusted(6, 6, -6, -6), "mark", colours.on_brand)
        painter.end()


class Avatar(QWidget):
    """Initials in a circle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the circle."""
        return QSize(32, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the initials."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, colours.tint, None, 16)
        block = Typeset(initials(self.name), theme.current().font("tag"))
        at = QPointF(area.center().x() - block.width / 2, area.center().y() - block.height / 2)
        block.draw(painter, at, colours.info.text)
        painter.end()
