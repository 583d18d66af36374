"""Shows how a signature was drawn: stroke after stroke, as fast as the hand was."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.intake.pen import PenStrokes, box, drawn_until, duration
from desktop.ui import theme
from desktop.ui.widgets import paint
from desktop.ui.widgets.signature_ink import draw_strokes
from desktop.ui.widgets.signature_pad import PAPER

_TICK = 16  # ms, one picture of a usual screen
_STAYS = 700  # ms the finished signature stays
_SPACE = 24.0  # px around the ink


class SignatureReplay(QWidget):
    """Plays strokes once.

    Signals:
        ended: all was drawn, or somebody clicked.
    """

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Xem lại nét ký"))
        self._strokes: PenStrokes = ()
        self._moment = 0
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Whether the hand moves."""
        return self._timer.isActive()

    @property
    def drawn(self) -> PenStrokes:
        """What is on the paper now."""
        return drawn_until(self._strokes, self._moment)

    def play(self, strokes: PenStrokes) -> None:
        """Begin with clean paper."""
        self._strokes, self._moment = strokes, 0
        self._clock.start()
        self._timer.start()
        self.update()

    def stop(self) -> None:
        """Stop and tell, if it plays."""
        if self._timer.isActive():
            self._timer.stop()
            self.ended.emit()

    def show_moment(self, moment: int) -> None:
        """Show the paper as it was `moment` ms after the hand began."""
        self._moment = moment
        self.update()

    def _tick(self) -> None:
        passed = self._clock.elapsed()
        self.show_moment(passed)
        if passed > duration(self._strokes) + _STAYS:
            self.stop()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Give the pad back at once."""
        event.accept()
        self.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw paper and ink in the middle, as large as it was or smaller."""
        del event
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.box(painter, area, PAPER, theme.colour("action"))
        left, top, width, height = box(self._strokes)
        room = area.adjusted(_SPACE, _SPACE, -_SPACE, -_SPACE)
        scale = min(1.0, room.width() / max(1.0, width), room.height() / max(1.0, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(area.center())
        painter.scale(scale, scale)
        painter.translate(-left - width / 2, -top - height / 2)
        draw_strokes(painter, self.drawn)
        painter.end()
