"""Hears a card scanner wherever the focus is, and keeps its keys out of fields and buttons.

A scanner types. What it types arrives as key presses or, with an input method on, as commits;
both are fed to `desktop.identity.scan`, which decides. At the first sign of a burst the focused
editor is remembered; once the burst proves to be a card the editor is put back, the rest of the
burst and its Enter are swallowed, and `scanned` is emitted. Typing of people passes untouched.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QInputEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.identity.scan import MAX_GAP, Fed, Scan, ScanBurst

_ENTER_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
# After the burst some scanners send a second Enter (CR and LF); it comes as quickly.
_TAIL = 0.15
# A burst without Enter is over after this silence (milliseconds).
_SILENCE_MS = 120
HEARS_RAW = "hears_raw"
"""Property of a widget that hears every key itself: the box in which a scanner is tried."""


class _Memory:
    """What an editor held before a burst, so that it can be put back."""

    def __init__(self, widget: QWidget | None) -> None:
        self._widget = widget
        self._text = ""
        self._cursor = 0
        self._selection = (-1, 0)
        self._index = -1
        if isinstance(widget, QLineEdit):
            self._text, self._cursor = widget.text(), widget.cursorPosition()
            self._selection = (widget.selectionStart(), len(widget.selectedText()))
        elif isinstance(widget, QPlainTextEdit):
            self._text, self._cursor = widget.toPlainText(), widget.textCursor().position()
        elif isinstance(widget, QComboBox):
            self._index = widget.currentIndex()

    def restore(self) -> None:
        """Put the editor back if it still exists and differs."""
        widget = self._widget
        if widget is None or not shiboken6.isValid(widget):
            return
        if isinstance(widget, QLineEdit):
            if widget.text() != self._text:
                widget.setText(self._text)
                widget.setCursorPosition(self._cursor)
                if self._selection[0] >= 0:
                    widget.setSelection(*self._selection)
        elif isinstance(widget, QPlainTextEdit):
            if widget.toPlainText() != self._text:
                widget.setPlainText(self._text)
                cursor = widget.textCursor()
                cursor.setPosition(self._cursor)
                widget.setTextCursor(cursor)
        elif isinstance(widget, QComboBox):
            widget.setCurrentIndex(self._index)


class ScanFilter(QObject):
    """An application-wide event filter; one per application.

    Args:
        app: the application to listen to; `install` starts it.
        now: monotonic seconds; tests give their own.

    Signals:
        scanned (str): the text of a card, as the scanner sent it, without its Enter.
    """

    scanned = Signal(str)

    def __init__(self, app: QApplication, *, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(app)
        self._app = app
        self._now = now
        self._burst = ScanBurst()
        self._memory: _Memory | None = None
        self._in_scan = False
        self._last = float("-inf")
        self._stamp = 0  # the window system's milliseconds of that same event
        self._tail_until = float("-inf")
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_SILENCE_MS)
        self._silence.timeout.connect(self._maybe_over)

    def install(self) -> None:
        """Start listening."""
        self._app.installEventFilter(self)

    def remove(self) -> None:
        """Stop listening and forget what was collected."""
        self._app.removeEventFilter(self)
        self._silence.stop()
        self._burst.reset()
        self._forget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at keys and commits on their way to the focused widget."""
        look = {
            QEvent.Type.KeyPress: self._key,
            QEvent.Type.InputMethod: self._composed,
            QEvent.Type.ShortcutOverride: self._before_shortcut,
        }.get(event.type())
        if look is None or not self._is_target(watched) or not look(event):
            return False
        # Accepted too, or Qt would offer the swallowed key to the parents of the widget.
        event.accept()
        return True

    @staticmethod
    def _is_target(watched: QObject) -> bool:
        """Whether an event is seen where it is delivered, and not at a window or a parent."""
        if not isinstance(watched, QWidget) or watched.property(HEARS_RAW):
            return False
        focus = QApplication.focusWidget()
        return watched is focus if focus is not None else watched.isWindow()

    def _key(self, event: QEvent) -> bool:
        assert isinstance(event, QKeyEvent)
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier
            | Qt.KeyboardModifier.KeypadModifier
            | Qt.KeyboardModifier.GroupSwitchModifier
        )
        if plain:
            return False
        if event.key() in _ENTER_KEYS:
            return self._enter(event)
        text = event.text()
        return bool(text) and text.isprintable() and self._take(text, event)

    def _composed(self, event: QEvent) -> bool:
        assert isinstance(event, QInputMethodEvent)
        # A composition that grows is activity too: it keeps the burst alive between commits.
        return self._take(event.commitString(), event)

    def _before_shortcut(self, event: QEvent) -> bool:
        """Digits of a scan must not choose answers: inside a burst no key is a shortcut."""
        assert isinstance(event, QKeyEvent)
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return self._in_burst(event) and not held

    def _in_burst(self, event: QEvent) -> bool:
        quick = self._moment(event) - self._last <= MAX_GAP
        return self._in_scan or (bool(self._burst.pending) and quick)

    def _moment(self, event: QEvent) -> float:
        """When an event happened: by the window system's stamps, not by when we got to it.

        A burst waits in the queue while the window is busy (a search, a picture); it must not be
        torn apart by that. Events without a stamp happen now.
        """
        now = self._now()
        stamp = event.timestamp() if isinstance(event, QInputEvent) else 0
        if not stamp or not self._stamp or stamp < self._stamp:
            return now
        return min(now, self._last + (stamp - self._stamp) / 1000)

    def _note(self, event: QEvent, moment: float) -> None:
        self._last = moment
        self._stamp = event.timestamp() if isinstance(event, QInputEvent) else 0

    def _enter(self, event: QEvent) -> bool:
        now = self._moment(event)
        if now <= self._tail_until:
            return True
        found = self._burst.feed("\r", now)
        self._note(event, now)
        if isinstance(found, Scan):
            self._finish(found)
            return True
        self._forget()
        return False

    def _take(self, text: str, event: QEvent) -> bool:
        """Feed text; return whether it belongs to a scan and must go no further."""
        now = self._moment(event)
        if now - self._last > MAX_GAP:
            # A pause ends whatever was collected; what comes may be the start of a burst.
            self._forget()
        if text:
            # Whatever is typed after a scan, its next Enter is a person's.
            self._tail_until = float("-inf")
        if self._memory is None:
            self._memory = _Memory(QApplication.focusWidget())
        self._note(event, now)
        found = self._burst.feed(text, now)
        if isinstance(found, Scan):
            self._finish(found)
            return True
        if found is not Fed.SCANNING:
            return False
        if not self._in_scan:
            self._in_scan = True
            self._put_back()
        self._silence.start()
        return True

    def _put_back(self) -> None:
        QGuiApplication.inputMethod().reset()
        if self._memory is not None:
            self._memory.restore()

    def _finish(self, scan: Scan) -> None:
        self._silence.stop()
        self._put_back()
        self._forget()
        self._tail_until = self._now() + _TAIL
        self.scanned.emit(scan.raw)

    def _forget(self) -> None:
        self._memory = None
        self._in_scan = False

    def _maybe_over(self) -> None:
        scan = self._burst.poll(self._now())
        if scan is not None:
            self._finish(scan)
        elif self._in_scan:
            self._silence.start()
