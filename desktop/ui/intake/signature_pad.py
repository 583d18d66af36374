"""The pad: mouse, finger and pen draw on paper that stays white by night.

Strokes are kept as points, so they survive another window size, and are turned into a picture
only when they are accepted.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint

Stroke: TypeAlias = list[QPointF]

INK = "#16265C"
PAPER, PAPER_TEXT, PAPER_LINE = "#FFFFFF", "#6B6256", "#857B6D"
EXPORT_WIDTH, EXPORT_HEIGHT = 600, 300  # px; the picture fits into this box
_PEN = 4.0  # px on the pad
_MARGIN = 10.0  # px around the ink in the picture
_LEAST_STEP = 1.5  # px; closer points only make the line tremble
_LEAST_LENGTH = 60.0  # px of ink; a dot or a slip is shorter
_LEAST_SPREAD = 24.0  # px; the larger side of what is drawn
_LINE_AT = 0.74  # the line to sign on, as a share of the height


def stroke_path(stroke: Sequence[QPointF]) -> QPainterPath:
    """Return a smooth path: curves through the middles between points."""
    path = QPainterPath(stroke[0])
    if len(stroke) == 1:
        path.lineTo(stroke[0] + QPointF(0.1, 0))
        return path
    for before, point in itertools.pairwise(stroke[1:]):
        path.quadTo(before, (before + point) * 0.5)
    path.lineTo(stroke[-1])
    return path


def ink_length(strokes: Sequence[Stroke]) -> float:
    """Return the length of all lines in px."""
    total = 0.0
    for stroke in strokes:
        for one, other in itertools.pairwise(stroke):
            total += math.hypot(other.x() - one.x(), other.y() - one.y())
    return total


def ink_box(strokes: Sequence[Stroke]) -> QRectF:
    """Return the box around all points."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return QRectF()
    left, right = min(p.x() for p in points), max(p.x() for p in points)
    top, bottom = min(p.y() for p in points), max(p.y() for p in points)
    return QRectF(left, top, right - left, bottom - top)


def is_signature(strokes: Sequence[Stroke]) -> bool:
    """Whether there is more than a dot or a slip of the hand."""
    box = ink_box(strokes)
    spread = max(box.width(), box.height())
    return ink_length(strokes) >= _LEAST_LENGTH and spread >= _LEAST_SPREAD


def signature_png(strokes: Sequence[Stroke]) -> bytes:
    """Return a trimmed PNG on a transparent ground, at most 600 x 300 px.

    Raises:
        ValueError: there are no strokes.
    """
    if not strokes:
        raise ValueError("no strokes")
    box = ink_box(strokes).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
    scale = min(EXPORT_WIDTH / box.width(), EXPORT_HEIGHT / box.height())
    size = QSize(max(1, round(box.width() * scale)), max(1, round(box.height() * scale)))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-box.topLeft())
    draw_strokes(painter, strokes)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())


def draw_strokes(painter: QPainter, strokes: Sequence[Stroke]) -> None:
    """Draw ink."""
    pen = QPen(QColor(INK), _PEN)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        painter.drawPath(stroke_path(stroke))


def _carrier(old: QSizeF, new: QSizeF) -> Callable[[QPointF], QPointF]:
    """Return the way of a point from one paper to the middle of another, shapes kept."""
    if old.isEmpty():
        return QPointF
    scale = min(new.width() / old.width(), new.height() / old.height())
    spare = (new.width() - old.width() * scale, new.height() - old.height() * scale)
    shift = QPointF(spare[0] / 2, spare[1] / 2)

    def carry(point: QPointF) -> QPointF:
        return point * scale + shift

    return carry


class SignaturePad(QWidget):
    """Takes strokes.

    Signals:
        changed: a stroke ended or everything was wiped.
        drawn: a hand ended a stroke.
    """

    changed = Signal()
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: list[Stroke] = []
        self._open: Stroke | None = None
        self._by = ""  # which device draws now: mouse, pen or touch
        self._finger = -1
        self._size = QSize()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Khung ký"))
        self.setAccessibleDescription(tr("Ký bằng chuột, ngón tay hoặc bút"))
        theme.on_change(self.refresh_theme)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """The strokes that ended."""
        return tuple(self._strokes)

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is being drawn."""
        return self._open is not None

    def wipe(self) -> None:
        """Begin again on clean paper."""
        self._strokes, self._open, self._by = [], None, ""
        self.update()
        self.changed.emit()

    def restore(self, strokes: Iterable[Stroke], paper: QSizeF) -> None:
        """Draw what was drawn before, beneath what is on the paper now.

        Args:
            strokes: as `strokes` gave them.
            paper: the size of the pad then; the strokes keep their shape.
        """
        carry = _carrier(paper, QSizeF(self.size()))
        self._strokes[:0] = [[carry(point) for point in stroke] for stroke in strokes]
        self._size = self.size()
        self.update()
        self.changed.emit()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.update()

    def sizeHint(self) -> QSize:
        """Return a modest wish: the pad takes all room there is and never makes a page scroll."""
        return QSize(480, 200)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest pad a hand can sign on."""
        return QSize(320, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Carry the strokes over to the new size, keeping their shape."""
        super().resizeEvent(event)
        old, new = self._size, event.size()
        self._size = new
        if old.isEmpty() or not self._strokes:
            return
        carry = _carrier(QSizeF(old), QSizeF(new))
        self._strokes = [[carry(point) for point in stroke] for stroke in self._strokes]

    # ------------------------------------------------------------ strokes

    def _begin(self, point: QPointF, device: str) -> None:
        self._open, self._by = [point], device
        self.setFocus()
        self.update()

    def _move(self, point: QPointF) -> None:
        if self._open is None:
            return
        step = point - self._open[-1]
        if math.hypot(step.x(), step.y()) >= _LEAST_STEP:
            self._open.append(point)
            self.update()

    def _end(self, point: QPointF | None) -> None:
        if self._open is None:
            return
        if point is not None:
            self._move(point)
        self._strokes.append(self._open)
        self._open, self._by = None, ""
        self.update()
        self.changed.emit()
        self.drawn.emit()

    # ------------------------------------------------------------ devices

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke with the left button."""
        if event.button() is Qt.MouseButton.LeftButton and not self._by:
            self._begin(event.position(), "mouse")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._by == "mouse":
            self._move(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if self._by == "mouse":
            self._end(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen; accepting the event keeps Qt from sending a mouse event as well."""
        kind = event.type()
        if kind is QEvent.Type.TabletPress and not self._by:
            self._begin(event.position(), "pen")
        elif kind is QEvent.Type.TabletMove and self._by == "pen":
            self._move(event.position())
        elif kind is QEvent.Type.TabletRelease and self._by == "pen":
            self._end(event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take touches; everything else goes its usual way."""
        if isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        event.accept()
        if event.type() is QEvent.Type.TouchCancel:
            if self._by == "touch":
                self._end(None)
            return
        for point in event.points():
            state = point.state()
            if state is QEventPoint.State.Pressed and not self._by:
                self._finger = point.id()
                self._begin(point.position(), "touch")
            elif self._by != "touch" or point.id() != self._finger:
                continue  # the ball of the hand, or a second finger
            elif state is QEventPoint.State.Released:
                self._end(point.position())
            else:
                self._move(point.position())

    # ------------------------------------------------------------ looks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper, line and ink."""
        del event
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, PAPER, theme.colour("line2"))
        y, inset = area.height() * _LINE_AT, area.width() * 0.08
        pen = QPen(QColor(PAPER_LINE), 1)
        pen.setDashPattern([4, 6])
        painter.setPen(pen)
        painter.drawLine(QPointF(inset, y), QPointF(area.width() - inset, y))
        words = Typeset(tr("Ký phía trên đường này"), theme.current().font("section"))
        words.draw(painter, QPointF(inset, y + 10), PAPER_TEXT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_strokes(painter, [*self._strokes, *([self._open] if self._open else [])])
        painter.end()
