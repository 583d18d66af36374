"""A band below the header: as wide as the window, as high as it says, with a line below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.ui import theme


class Strip(QWidget):
    """The ground of a band; what stands on it is up to who derives from it.

    Args:
        wide: height in px in the wide look.
        compact: height in px in the compact look.
    """

    def __init__(self, wide: int, compact: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = wide, compact
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the fixed height of the strip."""
        return QSize(600, theme.current().pick(*self._heights))

    def minimumSizeHint(self) -> QSize:
        """The strip never widens the window."""
        return QSize(320, self.sizeHint().height())

    def draw_ground(self, painter: QPainter, ground: str) -> None:
        """Fill with a colour (`#RRGGBB`), and draw the line below."""
        painter.fillRect(self.rect(), QColor(ground))
        line = QColor(theme.current().palette.line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)


class LineStrip(Strip):
    """A calm line of words on a band of its own; who derives from it puts them into `row`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(32, 28, parent)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(6)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        side = theme.current().fixed(24, 16)
        self.row.setContentsMargins(side, 0, side, 1)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        del event
        painter = QPainter(self)
        self.draw_ground(painter, self.ground())
        painter.end()

    def ground(self) -> str:
        """Return the colour it stands on (`#RRGGBB`)."""
        return theme.current().palette.surface
