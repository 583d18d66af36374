"""The folder through which a program with a certified chip reader hands over what it read.

It writes `*.json` (see `chip.py` and docs/card-reading.md) under another name, then renames it.
The file is read, removed, and told. Nothing is verified here, and every reading says so.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from desktop.identity.card import CardReading
from desktop.identity.chip import read_chip_file
from desktop.identity.errors import CardTextError

_log = logging.getLogger(__name__)
_EVERY = 0.5
_MOST = 20  # files at a time; a folder full of others' files is not ours


class ChipFolder:
    """Watches one folder in its own thread.

    Args:
        folder: where the files appear; it may come and go.
        on_card: called in that thread with each reading.
        on_refused: called in that thread with what could not be read, once for each file.
        every: seconds between two looks.
    """

    def __init__(
        self,
        folder: Path,
        *,
        on_card: Callable[[CardReading], None],
        on_refused: Callable[[CardTextError], None],
        every: float = _EVERY,
    ) -> None:
        self._folder = folder
        self._on_card, self._on_refused = on_card, on_refused
        self._every = every
        self._refused: set[tuple[str, int]] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="chip-folder", daemon=True)

    def start(self) -> None:
        """Begin to watch; returns at once; once in a life."""
        self._thread.start()

    def stop(self, wait: float = 2.0) -> bool:
        """Watch no more; return whether the thread ended in time."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(wait)
        return not self._thread.is_alive()

    def look(self) -> None:
        """Take what lies there now."""
        try:
            files = sorted(self._folder.glob("*.json"))[:_MOST]
        except OSError:
            return  # a network drive that went away; it is asked again
        for file in files:
            self._take(file)

    def _take(self, file: Path) -> None:
        try:
            mark = (file.name, file.stat().st_mtime_ns)
        except OSError:
            return
        if mark in self._refused:
            return
        try:
            card = read_chip_file(file)
        except CardTextError as error:
            self._refused.add(mark)
            self._on_refused(error)
            return
        try:
            file.unlink()
        except OSError:
            # Read once all the same; it names a person, so somebody must remove it.
            _log.warning("a chip file could not be removed")
            self._refused.add(mark)
        self._on_card(card)

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            self.look()
