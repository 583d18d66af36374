"""One change that is made or left: a tick, what changes, and the digit that switches it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import theme
from desktop.ui.widgets import paint
from desktop.ui.widgets.choice_row import ChoiceRow


class TickRow(ChoiceRow):
    """Like a `ChoiceRow`, but each is on or off by itself.

    Args:
        text: what changes.
        detail: from what to what.
        key: the digit printed on it.
        on: whether the change is made.
    """

    def __init__(
        self, text: str, *, detail: str, key: str, on: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, detail=detail, key=key, parent=parent)
        self.setAutoExclusive(False)
        self.setChecked(on)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a box with a tick where an answer has its circle."""
        super().paintEvent(event)
        painter = QPainter(self)
        colours, on = theme.current().palette, self.isChecked()
        middle = self.rect().center()
        ground = colours.tint if on or self.underMouse() else colours.surface
        painter.fillRect(QRectF(10, middle.y() - 12, 24, 24), QColor(ground))
        spot = QRectF(13, middle.y() - 9, 18, 18)
        paint.box(painter, spot, colours.action if on else None, colours.line2, 3)
        if on:
            theme.paint_icon(painter, spot.adjusted(2, 2, -2, -2), "check", colours.on_action, 3.0)
        painter.end()
