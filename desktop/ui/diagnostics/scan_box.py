"""A box that hears keys as they come: from a scanner or a hand, whole or through an input method.

Nothing of what arrives is kept beyond the next scan, and nothing goes anywhere else.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.identity.trial import BURST_GAP, Stroke, Way, read_trial
from desktop.ui import theme
from desktop.ui.identity.scan_filter import HEARS_RAW
from desktop.ui.widgets import paint

_SILENCE_MS = 700
"""After this nothing more belongs to what was scanned or typed."""
_ENDS = {Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter", Qt.Key.Key_Tab: "tab"}


class ScanBox(QWidget):
    """Waits for a scan while it has the focus.

    Args:
        now: monotonic seconds; tests give their own.

    Signals:
        tried (Trial): a scan, or a few letters typed by hand, is over.
    """

    tried = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.now = now
        self._stamp = 0  # the window system's milliseconds of the last stroke
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        self.setProperty(HEARS_RAW, True)
        self.setAccessibleName(tr("Thử máy quét: quét thẻ hoặc mã thử vào đây"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._strokes: list[Stroke] = []
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SILENCE_MS)
        self._silence.timeout.connect(self._over)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    # ------------------------------------------------------------ hearing

    def event(self, event: QEvent) -> bool:
        """Keep the keys of a scan from being shortcuts, and its Tab from moving the focus."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.ShortcutOverride:
            if self._is_ours(event):
                event.accept()
                return True
        elif (
            isinstance(event, QKeyEvent)
            and kind == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self._in_burst(event)
        ):
            self._end("tab")
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take signs, what takes them back, and what ends a scan; leave the rest to the page."""
        key = Qt.Key(event.key())
        if key in _ENDS and self._in_burst(event):
            self._end(_ENDS[key])
        elif key == Qt.Key.Key_Backspace and self._strokes:
            self._hear("", event, Way.ERASED)
        elif self._is_ours(event) and event.text().isprintable() and event.text():
            self._hear(event.text(), event, Way.KEY)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what an input method made of the keys."""
        if event.commitString():
            self._hear(event.commitString(), event, Way.COMPOSED)
        event.accept()

    def take_whole(self, text: str, way: Way) -> None:
        """Take what a serial scanner sent, or what was heard while the focus was elsewhere."""
        self._strokes = [Stroke(text, self.now(), way)]
        self._end("")

    @staticmethod
    def _is_ours(event: QKeyEvent) -> bool:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        return not event.modifiers() & held and bool(event.text()) and event.text().isprintable()

    def _moment(self, event: QEvent) -> float:
        """When a key was struck: by the window system's stamps, not by when we got to it."""
        now, stamp = self.now(), _stamp(event)
        if not self._strokes or not stamp or not self._stamp or stamp < self._stamp:
            return now
        return min(now, self._strokes[-1].at + (stamp - self._stamp) / 1000)

    def _in_burst(self, event: QEvent) -> bool:
        last = self._strokes[-1].at if self._strokes else float("-inf")
        return self._moment(event) - last <= 2 * BURST_GAP

    def _hear(self, text: str, event: QEvent, way: Way) -> None:
        self._strokes.append(Stroke(text, self._moment(event), way))
        self._stamp = _stamp(event)
        self._silence.start()
        self.update()

    def _end(self, ended_by: str) -> None:
        self._silence.stop()
        strokes, self._strokes = self._strokes, []
        self.update()
        self.tried.emit(read_trial(strokes, ended_by))

    def _over(self) -> None:
        if self._strokes:
            self._end("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget what was begun."""
        self._strokes.clear()
        self._silence.stop()
        super().focusOutEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that it waits."""
        super().focusInEvent(event)
        self.update()

    # ------------------------------------------------------------ looks

    def sizeHint(self) -> QSize:
        """Return the height of a big field."""
        return QSize(240, theme.current().pick(48, 44))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, and whether it waits."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        paint.box(painter, QRectF(self.rect()), colours.surface, colours.line2)
        text = tr("Bấm vào đây hoặc phím F6 rồi quét")
        if self._strokes:
            text = tr("Đang nhận… {n} phím").format(n=len(self._strokes))
        elif self.hasFocus():
            text = tr("Chờ mã… không lưu lại gì")
        room = QRectF(self.rect()).adjusted(16, 0, -16, 0)
        paint.text_in(painter, room, text, theme.current().font("body"), colours.ink2)
        painter.end()


def _stamp(event: QEvent) -> int:
    """Return the window system's milliseconds; 0 for what an input method composed."""
    return event.timestamp() if isinstance(event, QInputEvent) else 0
