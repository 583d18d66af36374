"""The threads that read a card before the camera: the preview, and beside it the reader.

The reader takes the newest frame only, so it never falls behind; the GUI thread waits for neither.
"""

from __future__ import annotations

import threading
import time

from PySide6.QtCore import Signal

from desktop.identity.aiming import Aim
from desktop.identity.card import CardReading, CardSource, parse_card_text
from desktop.identity.errors import CardTextError
from desktop.photo.camera_service import CameraService
from desktop.ui.photo.preview import CameraPreview, Mailbox, PreviewRun

_PAUSE = 0.015
_SAME_CODE = 2.0  # seconds until a code that is no card is complained of again


class _Run(PreviewRun):
    """One visit: shows, reads, and ends by itself when a card was read."""

    def __init__(self, owner: CardCamera, before: threading.Thread | None) -> None:
        super().__init__(owner, before)
        self.aims: Mailbox[Aim] = Mailbox()
        self._refused = ("", float("-inf"))

    def beside(self, camera: CameraService) -> threading.Thread | None:
        return threading.Thread(target=self._read, args=(camera,), name="card-reader", daemon=True)

    def _read(self, camera: CameraService) -> None:
        # OpenCV and zxing take a moment to load; here nobody waits for them.
        from desktop.identity.qr_image import look  # noqa: PLC0415 - see above

        seen = 0
        while not self.stop.is_set():
            latest = camera.latest()
            if latest is None or latest[1] == seen:
                self.stop.wait(_PAUSE)
                continue
            frame, seen = latest
            began = time.monotonic()
            found = look(frame)
            if found.text is not None and self._is_over(found.text):
                return
            if found.aim is not None and self.aims.put(found.aim):
                self.tell("aim")
            # Half of the time is left to an old PC's other work.
            self.stop.wait(max(_PAUSE, time.monotonic() - began))

    def _is_over(self, text: str) -> bool:
        """Take a card, or complain of another code."""
        try:
            card = parse_card_text(text, source=CardSource.QR)
        except CardTextError as error:
            now = time.monotonic()
            if (text, True) != (self._refused[0], now - self._refused[1] < _SAME_CODE):
                self._refused = (text, now)
                self.tell("refused", error)
            return False
        self.stop.set()
        self.tell("card", card)
        return True


class CardCamera(CameraPreview):
    """Shows what the camera sees and reads the card in it.

    Signals:
        card_read (CardReading): a card was read; the camera is being let go.
        aimed (Aim): what to change so that it can be read.
        refused (CardTextError): a code was read that is not that of a card.
    """

    card_read = Signal(object)
    aimed = Signal(object)
    refused = Signal(object)

    def new_run(self, before: threading.Thread | None) -> PreviewRun:
        """Return threads that show and read."""
        return _Run(self, before)

    def deliver(self, run: PreviewRun, kind: str, content: object) -> None:
        """Pass on a word of the present run, on the GUI thread."""
        if kind == "card" and isinstance(content, CardReading):
            self.stop()
            self.card_read.emit(content)
        elif kind == "refused":
            self.refused.emit(content)
        elif kind == "aim" and isinstance(run, _Run):
            aim = run.aims.take()
            if aim is not None:
                self.aimed.emit(aim)
        else:
            super().deliver(run, kind, content)
