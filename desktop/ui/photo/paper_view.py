"""The picture of a sheet: live with its edges, or still with four corners to move by hand."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.photo.paper_views import Corners
from desktop.ui import theme
from desktop.ui.photo.paper_watcher import Sighting
from desktop.ui.theme import Typeset
from desktop.ui.widgets.viewfinder import GROUND, READY, Viewfinder

_NEAR = 28.0  # px around a corner in which a press takes hold of it
_GRIP = 9.0  # px
_LOUPE, _ZOOM = 132.0, 3.0  # px of the magnifier, and how much it enlarges
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CORNER_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}


class PaperView(Viewfinder):
    """Shows the camera, a frame whose corners are being set, or a finished page.

    Signals:
        corners_moved: a hand moved a corner.
    """

    corners_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._corners: Corners | None = None
        self._still: QImage | None = None
        self._editing = False
        self._active = 0
        self._held = False
        self.setAccessibleName(tr("Hình tờ giấy"))

    # ------------------------------------------------------------ what is shown

    @property
    def is_editing(self) -> bool:
        """Whether corners are being set by hand."""
        return self._editing

    @property
    def is_live(self) -> bool:
        """Whether the camera's picture may be shown."""
        return self._still is None

    @property
    def corners(self) -> Corners | None:
        """The four corners in view, as shares of width and height."""
        return self._corners

    @property
    def active_corner(self) -> int:
        """Which corner the keys move: 0 top left, then clockwise."""
        return self._active

    def show_live(self) -> None:
        """Go back to what the camera sees."""
        self._still, self._editing, self._corners = None, False, None
        self._image = QImage()
        self.update()

    def show_frame(self, image: QImage) -> None:
        """Show the camera's newest picture, unless something else is in view."""
        if self._still is None:
            self.show_picture(image)

    def show_sighting(self, sighting: Sighting) -> None:
        """Show where the sheet lies now."""
        if self._still is None:
            self._corners = sighting.corners
            self.update()

    def show_page(self, image: QImage) -> None:
        """Show a finished page."""
        self._still, self._editing, self._corners = image, False, None
        self.show_picture(image)
        self.update()

    def edit_corners(self, image: QImage, corners: Corners) -> None:
        """Show a frame and let its corners be moved.

        Args:
            image: the whole frame.
            corners: shares of width and height.
        """
        self._still, self._editing = image, True
        self._corners, self._active = corners, 0
        self.show_picture(image)
        self.setFocus()
        self._tell()

    def end_editing(self) -> None:
        """Give the corners up; the frame stays until something else is shown."""
        self._editing, self._held, self._corners = False, False, None
        self.update()

    # ------------------------------------------------------------ moving corners

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a corner by its digit, move it by the arrows (Shift: far)."""
        key, held = event.key(), event.modifiers()
        plain = held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}
        plain = plain or held == Qt.KeyboardModifier.KeypadModifier
        if not self._editing or not plain:
            super().keyPressEvent(event)
        elif key in _CORNER_KEYS:
            self._active = _CORNER_KEYS[Qt.Key(key)]
            self._tell()
        elif key in _ARROWS:
            across, down = _ARROWS[Qt.Key(key)]
            far = bool(held & Qt.KeyboardModifier.ShiftModifier) or event.isAutoRepeat()
            step = 0.015 if far else 0.002
            shape = self._image.width() / max(1, self._image.height())
            self._move(self._active, across * step, down * step * shape)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the nearest corner."""
        if self._editing and self._corners and event.button() is Qt.MouseButton.LeftButton:
            places = self._places(self._picture_rect())
            gaps = [_gap(place, event.position()) for place in places]
            nearest = gaps.index(min(gaps))
            if gaps[nearest] <= _NEAR:
                self._active, self._held = nearest, True
                self._tell()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the corner that is held."""
        if self._held and self._corners:
            rect = self._picture_rect()
            x = (event.position().x() - rect.left()) / max(1.0, rect.width())
            y = (event.position().y() - rect.top()) / max(1.0, rect.height())
            before = self._corners[self._active]
            self._move(self._active, x - before[0], y - before[1])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the corner go."""
        self._held = False
        super().mouseReleaseEvent(event)

    def _move(self, number: int, across: float, down: float) -> None:
        if self._corners is None:
            return
        x, y = self._corners[number]
        moved = list(self._corners)
        moved[number] = (min(1.0, max(0.0, x + across)), min(1.0, max(0.0, y + down)))
        self._corners = (moved[0], moved[1], moved[2], moved[3])
        self._tell()
        self.corners_moved.emit()

    def _tell(self) -> None:
        names = (tr("trên trái"), tr("trên phải"), tr("dưới phải"), tr("dưới trái"))
        if self._corners is not None:
            x, y = self._corners[self._active]
            words = tr("Góc {name}: ngang {x} %, dọc {y} %").format(
                name=names[self._active], x=round(100 * x), y=round(100 * y)
            )
            self.setAccessibleDescription(words)
        self.update()

    # ------------------------------------------------------------ looks

    def _places(self, rect: QRectF) -> list[QPointF]:
        return [
            QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())
            for x, y in self._corners or ()
        ]

    def _paint_over(self, painter: QPainter, rect: QRectF) -> None:
        if self._corners is None:
            return
        places = self._places(rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outside = QPainterPath()
        outside.addRect(rect)
        outside.addPolygon(QPolygonF([*places, places[0]]))
        painter.fillPath(outside, QColor(0, 0, 0, 110))
        colour = QColor(theme.colour("camera_text") if self._editing else READY)
        painter.setPen(QPen(colour, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(places))
        if self._editing:
            self._paint_grips(painter, places, colour)
            self._paint_loupe(painter, rect, colour)

    def _paint_grips(self, painter: QPainter, places: list[QPointF], colour: QColor) -> None:
        dark, font = QColor(theme.colour("camera")), theme.current().font("label")
        for number, place in enumerate(places):
            is_active = number == self._active
            radius = _GRIP + (4 if is_active else 2)
            painter.setPen(QPen(dark if is_active else colour, 2))
            painter.setBrush(colour if is_active else dark)
            painter.drawEllipse(place, radius, radius)
            digit = Typeset(str(number + 1), font)
            at = place - QPointF(digit.width / 2, digit.height / 2)
            digit.draw(painter, at, dark.name() if is_active else colour.name())

    def _paint_loupe(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        """Show what lies under the active corner, enlarged, on the far side of the picture."""
        if self._corners is None:
            return
        x, y = self._corners[self._active]
        left = rect.right() - _LOUPE - 10 if x < 0.5 else rect.left() + 10
        spot = QRectF(left, rect.top() + 10, _LOUPE, _LOUPE)
        scale = rect.width() / max(1, self._image.width()) * _ZOOM
        side = _LOUPE / scale
        middle = QPointF(x * self._image.width(), y * self._image.height())
        source = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        painter.fillRect(spot, QColor(GROUND))
        painter.save()
        painter.setClipRect(spot)
        whole = QRectF(self._image.rect())
        seen = source.intersected(whole)
        target = QRectF(
            spot.left() + (seen.left() - source.left()) * scale,
            spot.top() + (seen.top() - source.top()) * scale,
            seen.width() * scale,
            seen.height() * scale,
        )
        painter.drawImage(target, self._image, seen)
        painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2))
        painter.drawRect(spot)
        centre = spot.center()
        painter.drawLine(centre - QPointF(12, 0), centre + QPointF(12, 0))
        painter.drawLine(centre - QPointF(0, 12), centre + QPointF(0, 12))


def _gap(one: QPointF, other: QPointF) -> float:
    return math.hypot(one.x() - other.x(), one.y() - other.y())
