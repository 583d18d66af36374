"""The one ear for cards: scanners that type, scanners that send, programs that read chips."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.ui.identity.chip_listener import ChipListener
from desktop.ui.identity.ear_choice import EarChoice
from desktop.ui.identity.scan_filter import ScanFilter
from desktop.ui.identity.serial_listener import SerialListener


class CardEar(QObject):
    """Hears every scanner of this computer.

    Args:
        app: the application.
        serial: the listener at the serial port; made when not given.
        chips: the listener at the folder of chip readings; made when not given.

    Signals:
        scanned (str): the text of a card, as it came.
        lost_changed (bool): the serial scanner is away; it is back.
        chip_read (CardReading): another program read a chip.
        chip_refused (CardTextError): another program left something else.
    """

    scanned = Signal(str)
    lost_changed = Signal(bool)
    chip_read = Signal(object)
    chip_refused = Signal(object)

    def __init__(
        self,
        app: QApplication,
        *,
        serial: SerialListener | None = None,
        chips: ChipListener | None = None,
    ) -> None:
        super().__init__(app)
        self.keys = ScanFilter(app)
        self.keys.scanned.connect(self.scanned)
        self.serial = serial or SerialListener(self)
        self.serial.scanned.connect(self.scanned)
        self.serial.lost_changed.connect(self.lost_changed)
        self.chips = chips or ChipListener(self)
        self.chips.read.connect(self.chip_read)
        self.chips.refused.connect(self.chip_refused)

    def install(self) -> None:
        """Start listening to keys; the serial port is chosen with `follow`."""
        self.keys.install()

    def follow(self, choice: EarChoice) -> None:
        """Listen at the chosen port and folder; does nothing for what stays the same."""
        self.serial.follow((choice.port, choice.baud))
        self.chips.follow(choice.chip_folder)

    def remove(self) -> None:
        """Stop listening."""
        self.keys.remove()
        self.serial.stop()
        self.chips.stop()

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait for the threads to end after `remove`; return whether they did."""
        return self.serial.wait(seconds) and self.chips.wait(seconds)
