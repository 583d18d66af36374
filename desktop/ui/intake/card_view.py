"""The camera's picture with a frame for the card's code and one instruction above it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui import theme
from desktop.ui.widgets.viewfinder import READY, Viewfinder

_FRAME = 0.42  # side of the guide by the height of the picture; a code in it has 130 px and more
_CORNER = 0.22  # length of its corners by its side


class CardView(Viewfinder):
    """A viewfinder for cards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_read = False
        self.from_file.hide()  # the ways beside the picture offer it

    def show_read(self, words: str) -> None:
        """Say that the card was read; the frame says so, too."""
        self._is_read = True
        self.say(words)
        self.update()

    def say(self, words: str) -> None:
        """Say one sentence in the band; other words than of a card that was read end that."""
        self._is_read = self._is_read and words == self.instruction
        super().say(words)

    def _paint_over(self, painter: QPainter, rect: QRectF) -> None:
        side = _FRAME * rect.height()
        frame = QRectF(0, 0, side, side)
        frame.moveCenter(rect.center())
        arm = _CORNER * side
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(READY if self._is_read else theme.colour("camera_text")), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for corner, right, down in (
            (frame.topLeft(), 1, 1),
            (frame.topRight(), -1, 1),
            (frame.bottomLeft(), 1, -1),
            (frame.bottomRight(), -1, -1),
        ):
            painter.drawLine(corner, QPointF(corner.x() + right * arm, corner.y()))
            painter.drawLine(corner, QPointF(corner.x(), corner.y() + down * arm))
