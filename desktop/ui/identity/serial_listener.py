"""A serial scanner for the window: its texts and its state arrive as signals on the GUI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.identity.serial_scanner import ScannerState, SerialScanner, open_port

_log = logging.getLogger(__name__)
_PATIENCE_MS = 3000
"""A scanner that comes back so soon was only pushed; nobody needs to read about it."""


class SerialListener(QObject):
    """Listens at one port at a time.

    Args:
        open_: opens a port; tests give their own.
        retry: seconds between two attempts.
        patience: milliseconds of absence before it is told.

    Signals:
        scanned (str): the text of a card.
        lost_changed (bool): the scanner is away; it is back.
    """

    scanned = Signal(str)
    lost_changed = Signal(bool)
    _arrived = Signal(object, object)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        open_: Callable[[str, int], Any] = open_port,
        retry: float = 1.0,
        patience: int = _PATIENCE_MS,
    ) -> None:
        super().__init__(parent)
        self._open, self._retry = open_, retry
        self._choice: tuple[str, int] = ("", 0)
        self._scanner: SerialScanner | None = None
        self._last: SerialScanner | None = None
        self._is_lost = False
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(patience)
        self._away.timeout.connect(self._tell_lost)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_listening(self) -> bool:
        """Whether the port is open."""
        return self._scanner is not None and self._scanner.state is ScannerState.LISTENING

    def follow(self, choice: tuple[str, int]) -> None:
        """Listen at (port id, baud rate); an empty id lets the port go."""
        if choice == self._choice:
            return
        self.stop()
        self._choice = choice
        port, baud = choice
        if not port:
            return
        scanner = SerialScanner(
            port,
            baud,
            on_scan=lambda text: self._send(scanner, text),
            on_state=lambda state: self._send(scanner, state),
            open_=self._open,
            retry=self._retry,
        )
        self._scanner = scanner
        scanner.start()

    def stop(self) -> None:
        """Let the port go; the thread ends within a tenth of a second, by itself."""
        if self._scanner is not None:
            self._scanner.stop(wait=0)
            self._last, self._scanner = self._scanner, None
        self._choice = ("", 0)
        self._away.stop()
        if self._is_lost:
            self._is_lost = False
            self.lost_changed.emit(False)

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait for the reader to end after `stop`; return whether it did."""
        return self._last is None or self._last.stop(seconds)

    def _send(self, scanner: SerialScanner, content: object) -> None:
        """Pass on a word from the reader thread."""
        try:
            self._arrived.emit(scanner, content)
        except RuntimeError:  # the window went first
            _log.debug("word from the serial scanner after the end")

    def _deliver(self, scanner: SerialScanner, content: object) -> None:
        if scanner is not self._scanner:
            return
        if not isinstance(content, ScannerState):
            self.scanned.emit(content)
        elif content is ScannerState.WAITING:
            self._away.start()
        elif content is ScannerState.LISTENING:
            self._away.stop()
            if self._is_lost:
                self._is_lost = False
                self.lost_changed.emit(False)

    def _tell_lost(self) -> None:
        self._is_lost = True
        self.lost_changed.emit(True)
