"""How long work reports what it did and learns that nobody wants it any more."""

from __future__ import annotations

import threading
from collections.abc import Callable


class CancelledError(Exception):
    """The person who started the work asked to stop it; nothing is left half done."""


class Work:
    """Handed to long work; thread safe.

    Args:
        on_progress: called with (done, total, text) from the working thread.
    """

    def __init__(self, on_progress: Callable[[int, int, str], None] | None = None) -> None:
        self._on_progress = on_progress
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is, and stop here if that was asked.

        Raises:
            CancelledError: the work was cancelled.
        """
        if self._cancelled.is_set():
            raise CancelledError
        if self._on_progress is not None:
            self._on_progress(done, total, text)
