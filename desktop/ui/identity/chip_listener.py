"""The chip folder for the window: readings arrive as signals on the GUI thread."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from desktop.identity.card import CardReading
from desktop.identity.chip_folder import ChipFolder

_log = logging.getLogger(__name__)


class ChipListener(QObject):
    """Watches one folder at a time.

    Args:
        every: seconds between two looks.

    Signals:
        read (CardReading): what another program read from a chip.
        refused (CardTextError): a file that is not in the format.
    """

    read = Signal(object)
    refused = Signal(object)
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, every: float = 0.5) -> None:
        super().__init__(parent)
        self._every = every
        self._place = ""
        self._folder: ChipFolder | None = None
        self._last: ChipFolder | None = None
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def follow(self, place: str) -> None:
        """Watch a folder; an empty path watches none."""
        if place == self._place:
            return
        self.stop()
        self._place = place
        if not place:
            return
        folder = ChipFolder(
            Path(place),
            on_card=lambda card: self._send(folder, card),
            on_refused=lambda error: self._send(folder, error),
            every=self._every,
        )
        self._folder = folder
        folder.start()

    def stop(self) -> None:
        """Watch no more."""
        if self._folder is not None:
            self._folder.stop(wait=0)
            self._last, self._folder = self._folder, None
        self._place = ""

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait for the watcher to end after `stop`; return whether it did."""
        return self._last is None or self._last.stop(seconds)

    def _send(self, folder: ChipFolder, content: object) -> None:
        try:
            self._arrived.emit(folder, content)
        except RuntimeError:  # the window went first
            _log.debug("a chip reading after the end")

    def _deliver(self, folder: ChipFolder, content: object) -> None:
        if folder is not self._folder:
            return
        if isinstance(content, CardReading):
            self.read.emit(content)
        else:
            self.refused.emit(content)
