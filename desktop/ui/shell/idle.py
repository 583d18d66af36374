"""Notices that nobody touches keyboard, mouse, pen or screen any more."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_LOOK_EVERY_MS = 2000
_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Tells once when nothing was touched for a while; counts only between `start` and `stop`.

    The time is counted by a clock that goes on while the computer sleeps where the system has
    one, so a laptop that was closed over noon wakes up locked.

    Args:
        app: the application whose events are seen.

    Signals:
        idle: nobody is there.
    """

    idle = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._seconds = 0.0
        self._touched_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_counting(self) -> bool:
        """Whether the time is being counted."""
        return self._timer.isActive()

    def start(self, seconds: float) -> None:
        """Count from now; 0 never tells."""
        self.stop()
        self._seconds, self._touched_at = seconds, _now()
        if seconds > 0:
            self._app.installEventFilter(self)
            self._timer.setInterval(min(_LOOK_EVERY_MS, max(10, round(seconds * 250))))
            self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()
        self._app.removeEventFilter(self)

    def look(self) -> None:
        """Tell if the time is over."""
        if self.is_counting and _now() - self._touched_at >= self._seconds:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch; nothing is taken away."""
        del watched
        if event.type() in _TOUCHED:
            self._touched_at = _now()
        return False


def _now() -> float:
    """Return seconds that also pass while the computer sleeps, where the system counts them."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()  # on Windows it counts sleep, too
