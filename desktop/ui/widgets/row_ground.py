"""The ground of a grid of rows: a sunk head, pale rows where something differs, lines between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import scrolling


class Row(Protocol):
    """The widgets of one row; showing them is the matter of whoever fills the row."""

    def hide(self) -> None:
        """Take no room."""


R = TypeVar("R", bound=Row)
V = TypeVar("V")


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


class GroundRows(Generic[R]):
    """Rows on a ground that scrolls; their widgets are made once and filled for every record.

    Args:
        make: makes the widgets of a row in the grid; the first row is number 1.

    Attributes:
        rows: made so far; those that are not in use are hidden.
        frame: the ground, scrolling.
    """

    def __init__(self, make: Callable[[QGridLayout, int], R]) -> None:
        self._make = make
        self.ground = RowGround()
        self.rows: list[R] = []
        self.frame = scrolling(top_of(self.ground))

    @property
    def grid(self) -> QGridLayout:
        """Where the cells go; row 0 is the head."""
        return self.ground.grid

    def put_titles(self, texts: Sequence[str]) -> None:
        """Put titles over the columns."""
        for column, text in enumerate(texts):
            box = QWidget()
            layout = QHBoxLayout(box)
            layout.setContentsMargins(12, 4, 8, 4)
            layout.addWidget(PlainLabel(text, "label", "ink2"))
            self.grid.addWidget(box, 0, column)

    def fill(self, values: Sequence[V], show: Callable[[R, V], bool], *, height: int) -> None:
        """Show a row for each value.

        Args:
            values: in their order.
            show: fills and shows a row; returns whether something differs, which marks it.
            height: the least of a row, px.
        """
        while len(self.rows) < len(values):
            self.rows.append(self._make(self.grid, len(self.rows) + 1))
        self.ground.marked = set()
        for number, row in enumerate(self.rows, start=1):
            used = number <= len(values)
            self.grid.setRowMinimumHeight(number, height if used else 0)
            if not used:
                row.hide()
            elif show(row, values[number - 1]):
                self.ground.marked.add(number)
        self.ground.count = len(values) + 1
        self.ground.update()

    def to_top(self) -> None:
        """Scroll to the first row."""
        self.frame.verticalScrollBar().setValue(0)

    def scroll_by(self, pages: int) -> None:
        """Scroll by pages."""
        bar = self.frame.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def use_key(self, key: int) -> bool:
        """Scroll by a page, when the key is one of these."""
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key))
        if pages is not None:
            self.scroll_by(pages)
        return pages is not None
