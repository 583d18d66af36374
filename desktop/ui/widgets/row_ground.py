"""The ground of a grid of rows: a sunk head, pale rows where something differs, lines between."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui import theme


class RowGround(QWidget):
    """A grid of four columns of which the middle two share the width; rows grow with their text.

    Attributes:
        grid: where the cells go; row 0 is the head.
        marked: rows in which something differs.
        count: rows in use, the head among them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(0)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.marked: set[int] = set()
        self.count = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the rows in use."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        for number in range(self.count):
            # cellRect() knows no heights where rows grow with their text; the items do.
            item = self.grid.itemAtPosition(number, 1)
            if item is None:
                continue
            cell = item.geometry()
            area = QRect(0, cell.top(), self.width(), cell.height())
            if number == 0:
                painter.fillRect(area, QColor(colours.sunk))
            elif number in self.marked:
                painter.fillRect(area, QColor(colours.mark_row))
            painter.fillRect(0, area.bottom(), self.width(), 1, QColor(colours.line))
        painter.end()


def top_of(ground: QWidget) -> QWidget:
    """Return a widget in which a ground stays at the top, however high the frame is."""
    inner = QWidget()
    holder = QGridLayout(inner)
    holder.setContentsMargins(0, 0, 0, 0)
    holder.addWidget(ground, 0, 0)
    holder.setRowStretch(1, 1)
    return inner
