"""A bar and its number."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets import paint
from desktop.ui.widgets.plain_label import PlainLabel


class _Bar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, 10)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        area = QRectF(self.rect())
        paint.box(painter, area, colours.sunk, colours.line2, theme.RADIUS_BAR)
        if self.part > 0:
            done = QRectF(area)
            done.setWidth(max(6.0, area.width() * min(1.0, self.part)))
            paint.box(painter, done, colours.action, None, theme.RADIUS_BAR)
        painter.end()


class Meter(QWidget):
    """How much of a whole is done, in a bar and in words.

    Args:
        text: what is measured; empty shows only bar and number.
        bare: only the bar; the number stands elsewhere.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, bare: bool = False
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._bar = _Bar()
        self._number = PlainLabel("", "table_strong")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if bare:
            self._number.setParent(self)
            self._number.hide()
        else:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(PlainLabel(text, "table"), 1)
            head.addWidget(self._number)
            layout.addLayout(head)
        layout.addWidget(self._bar)

    def set(self, done: int, total: int, text: str = "") -> None:
        """Show `done / total`, or other words for the number."""
        self._bar.part = done / total if total > 0 else 0.0
        words = text or f"{done:,} / {total:,}".replace(",", ".")
        self._number.setText(words)
        self.setAccessibleName(f"{self._text} {words}".strip())
        self._bar.update()
