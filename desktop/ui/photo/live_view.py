"""The camera's picture with the guide on it and one instruction above it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.photo.views import Arrow, GuideOval
from desktop.ui import theme
from desktop.ui.photo.watcher import Look
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.viewfinder import READY, Viewfinder

_TURNS = {Arrow.RIGHT: 0.0, Arrow.DOWN: 90.0, Arrow.LEFT: 180.0, Arrow.UP: 270.0}


class LiveView(Viewfinder):
    """Paints what the watcher sends.

    Args:
        guide: gives the oval for a picture of some width and height.
    """

    def __init__(
        self, guide: Callable[[int, int], GuideOval], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._guide = guide
        self.mirrored = True
        self.automatic = True
        self._look: Look | None = None
        self._note = ""

    def show_look(self, look: Look | None) -> None:
        """Show the newest judgement."""
        self._look = look
        self.say(look.guidance.instruction if look else "")
        self.update()

    def show_note(self, text: str) -> None:
        """Say something in the pill instead of the count; "" gives it back."""
        self._note = text
        self.update()

    def show_trouble(self, title: str, text: str) -> None:
        """Say why there is no picture and what to do; nothing is judged any more."""
        self._look = None
        super().show_trouble(title, text)

    def _paint_over(self, painter: QPainter, rect: QRectF) -> None:
        self._paint_guide(painter, rect)
        self._paint_pill(painter)

    def _arrow(self) -> float | None:
        arrow = self._look.guidance.arrow if self._look else Arrow.NONE
        return _TURNS.get(arrow.on_screen(mirrored=self.mirrored))

    def _paint_guide(self, painter: QPainter, rect: QRectF) -> None:
        ready = self._look is not None and self._look.guidance.ready
        colour = QColor(READY if ready else theme.colour("camera_text"))
        guide = self._guide(self._image.width(), self._image.height())
        scale = rect.width() / self._image.width()
        oval = QRectF(0, 0, 2 * guide.half_width * scale, 2 * guide.half_height * scale)
        oval.moveCenter(QPointF(rect.left() + guide.x * scale, rect.top() + guide.y * scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour, 4)
        pen.setDashPattern([4, 2.5])
        painter.setPen(pen)
        painter.drawEllipse(oval)
        if self._look is not None and self._look.progress > 0:
            painter.setPen(QPen(QColor(READY), 6))
            painter.drawArc(oval, 90 * 16, round(-360 * 16 * self._look.progress))
        line = rect.top() + guide.eye_y * scale
        faint = QColor("#FFFFFF")
        faint.setAlphaF(0.7)
        pen = QPen(faint, 1.5)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        inset = oval.width() * 0.07
        painter.drawLine(QPointF(oval.left() + inset, line), QPointF(oval.right() - inset, line))

    def _pill_words(self) -> str:
        if self._note or self._look is None:
            return self._note
        passed, total = self._look.guidance.passed, len(self._look.guidance.checks)
        if self.automatic:
            return tr("Đạt {n}/{total}, đủ {total} thì tự chụp").format(n=passed, total=total)
        return tr("Đạt {n}/{total}, bấm Space để chụp").format(n=passed, total=total)

    def _paint_pill(self, painter: QPainter) -> None:
        words = self._pill_words()
        if not words:
            return
        font = theme.current().font("hint")
        block = Typeset(words, font)
        height = block.height + 12
        spot = QRectF(12, self.height() - 12 - height, block.width + 52, height)
        paint.box(painter, spot, theme.colour("camera"), None, theme.RADIUS_SMALL)
        light = theme.colour("toast_text")
        icon = QRectF(spot.left() + 12, spot.center().y() - 8, 16, 16)
        theme.paint_icon(painter, icon, "clock", light)
        block.draw(painter, QPointF(spot.left() + 38, spot.top() + 6), light)
