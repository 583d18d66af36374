"""The pad: mouse, finger and pen draw on paper that stays white by night.

Strokes are kept as points with their times and pressures, so they survive another window size,
and are turned into a picture and a drawing only when they are accepted.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.intake.pen import PenPoint, PenStrokes
from desktop.ui import theme
from desktop.ui.theme import Typeset
from desktop.ui.widgets import paint
from desktop.ui.widgets.signature_ink import draw_strokes

PAPER, PAPER_TEXT, PAPER_LINE = "#FFFFFF", "#6B6256", "#857B6D"
_LEAST_STEP = 1.5  # px; closer points only make the line tremble
_LINE_AT = 0.74  # the line to sign on, as a share of the height


def _carrier(old: QSizeF, new: QSizeF) -> Callable[[PenPoint], PenPoint]:
    """Return the way of a point from one paper to the middle of another, shapes kept."""
    if old.isEmpty():
        return lambda point: point
    scale = min(new.width() / old.width(), new.height() / old.height())
    right = (new.width() - old.width() * scale) / 2
    down = (new.height() - old.height() * scale) / 2

    def carry(point: PenPoint) -> PenPoint:
        return point._replace(x=point.x * scale + right, y=point.y * scale + down)

    return carry


class _Clock:
    """Gives each point its time: the driver's where it tells one, else ours.

    The driver's time is when the hand moved; on a busy machine events arrive later, in bunches.
    """

    def __init__(self) -> None:
        self._zero: int | None = None
        self._last = 0

    def begin(self, last: int = 0) -> None:
        """Begin a new signature, or go on after `last` ms of an older one."""
        self._zero, self._last = None, last

    def at(self, timestamp: int) -> int:
        """Return ms since the signature began; never less than before."""
        now = timestamp or time.monotonic_ns() // 1_000_000
        if self._zero is None:
            self._zero = now - self._last
        self._last = max(self._last, now - self._zero)
        return self._last


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
        self._strokes: list[list[PenPoint]] = []
        self._open: list[PenPoint] | None = None
        self._clock = _Clock()
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
    def strokes(self) -> tuple[list[QPointF], ...]:
        """Where the ink of the ended strokes lies, px."""
        return tuple([QPointF(point.x, point.y) for point in one] for one in self._strokes)

    @property
    def pen_strokes(self) -> PenStrokes:
        """The ended strokes with times and pressures."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    @property
    def is_drawing(self) -> bool:
        """Whether a stroke is being drawn."""
        return self._open is not None

    def wipe(self) -> None:
        """Begin again on clean paper."""
        self._strokes, self._open, self._by = [], None, ""
        self._clock.begin()
        self.update()
        self.changed.emit()

    def restore(self, strokes: PenStrokes, paper: QSizeF) -> None:
        """Draw what was drawn before, beneath what is on the paper now.

        Args:
            strokes: as `pen_strokes` gave them.
            paper: the size of the pad then; the strokes keep their shape.
        """
        carry = _carrier(paper, QSizeF(self.size()))
        if not self._strokes and strokes:
            self._clock.begin(strokes[-1][-1].at)
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

    def _begin(self, point: PenPoint, device: str) -> None:
        self._open, self._by = [point], device
        self.setFocus()
        self.update()

    def _move(self, point: PenPoint) -> None:
        if self._open is None:
            return
        before = self._open[-1]
        if math.hypot(point.x - before.x, point.y - before.y) >= _LEAST_STEP:
            self._open.append(point)
            self.update()

    def _end(self, point: PenPoint | None) -> None:
        if self._open is None:
            return
        if point is not None:
            self._move(point)
        self._strokes.append(self._open)
        self._open, self._by = None, ""
        self.update()
        self.changed.emit()
        self.drawn.emit()

    def _point(self, place: QPointF, timestamp: int, pressure: float | None = None) -> PenPoint:
        return PenPoint(place.x(), place.y(), self._clock.at(timestamp), pressure)

    @property
    def _felt(self) -> float | None:
        """The last pressure: a pen that is lifted feels none, and its line ends as it was."""
        return self._open[-1].pressure if self._open else None

    # ------------------------------------------------------------ devices

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke with the left button."""
        if event.button() is Qt.MouseButton.LeftButton and not self._by:
            self._begin(self._point(event.position(), event.timestamp()), "mouse")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the stroke."""
        if self._by == "mouse":
            self._move(self._point(event.position(), event.timestamp()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the stroke."""
        if self._by == "mouse":
            self._end(self._point(event.position(), event.timestamp()))

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen; accepting the event keeps Qt from sending a mouse event as well."""
        kind = event.type()
        point = partial(self._point, event.position(), event.timestamp())
        if kind is QEvent.Type.TabletPress and not self._by:
            self._begin(point(event.pressure()), "pen")
        elif kind is QEvent.Type.TabletMove and self._by == "pen":
            self._move(point(event.pressure()))
        elif kind is QEvent.Type.TabletRelease and self._by == "pen":
            self._end(point(self._felt))
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
        for finger in event.points():
            state = finger.state()
            point = partial(self._point, finger.position(), event.timestamp())
            if state is QEventPoint.State.Pressed and not self._by:
                self._finger = finger.id()
                self._begin(point(finger.pressure()), "touch")
            elif self._by != "touch" or finger.id() != self._finger:
                continue  # the ball of the hand, or a second finger
            elif state is QEventPoint.State.Released:
                self._end(point(self._felt))
            else:
                self._move(point(finger.pressure()))

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
        draw_strokes(painter, self.pen_strokes)
        if self._open:
            draw_strokes(painter, (tuple(self._open),))
        painter.end()
