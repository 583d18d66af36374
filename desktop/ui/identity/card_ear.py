"""The one ear for cards: scanners that type and scanners that send, with one signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui.identity.scan_filter import ScanFilter
from desktop.ui.identity.serial_listener import SerialListener


class CardEar(QObject):
    """Hears every scanner of this computer.

    Args:
        app: the application.
        serial: the listener at the serial port; made when not given.

    Signals:
        scanned (str): the text of a card, as it came.
        lost_changed (bool): the serial scanner is away; it is back.
    """

    scanned = Signal(str)
    lost_changed = Signal(bool)

    def __init__(self, app: QApplication, *, serial: SerialListener | None = None) -> None:
        super().__init__(app)
        self.keys = ScanFilter(app)
        self.keys.scanned.connect(self.scanned)
        self.serial = serial or SerialListener(self)
        self.serial.scanned.connect(self.scanned)
        self.serial.lost_changed.connect(self.lost_changed)

    def install(self) -> None:
        """Start listening to keys; the serial port is chosen with `follow`."""
        self.keys.install()

    def follow(self, choice: tuple[str, int]) -> None:
        """Listen at (port id, baud rate)."""
        self.serial.follow(choice)

    def remove(self) -> None:
        """Stop listening."""
        self.keys.remove()
        self.serial.stop()
