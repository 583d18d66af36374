"""What the window remembers outside the store: its look, its place, where the clerk was.

These few values must be known before the store is open, or right after a power cut. They are
identifiers and sizes, never names or numbers of people.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

from desktop.common.i18n import LANGUAGES
from desktop.ui.theme import SCALES, Mode

if TYPE_CHECKING:
    from uuid import UUID

FILE = "window.ini"


class WindowMemory:
    """Reads and writes `window.ini` in the profile folder; unfit values count as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._values = QSettings(str(folder / FILE), QSettings.Format.IniFormat)

    def _put(self, name: str, value: object) -> None:
        # The folder must not come into being before its profile does.
        if self._folder.is_dir() and self._values.value(name) != value:
            self._values.setValue(name, value)
            self._values.sync()

    def _text(self, name: str) -> str:
        return str(self._values.value(name, ""))

    def _id(self, name: str) -> UUID | None:
        from uuid import UUID  # noqa: PLC0415 - asked for only after the first paint

        try:
            return UUID(self._text(name))
        except ValueError:
            return None

    @property
    def language(self) -> str:
        """The language of the last time, or ""."""
        found = self._text("language")
        return found if found in LANGUAGES else ""

    @property
    def mode(self) -> Mode:
        """The palette of the last time."""
        return "night" if self._text("mode") == "night" else "day"

    @property
    def scale(self) -> float:
        """The text size of the last time."""
        found = self._text("scale")
        return float(found) if found in {str(scale) for scale in SCALES} else 1.0

    def keep_look(self, language: str, mode: str, scale: float) -> None:
        """Remember the look, so that the first picture of the next start is right."""
        self._put("language", language)
        self._put("mode", mode)
        self._put("scale", str(scale))

    @property
    def operator(self) -> UUID | None:
        """Who logged in last."""
        return self._id("operator")

    @operator.setter
    def operator(self, operator_id: UUID) -> None:
        self._put("operator", str(operator_id))

    @property
    def open_file(self) -> UUID | None:
        """What was open: an application, the member it is of, or the form of a new person."""
        return self._id("open_file")

    @open_file.setter
    def open_file(self, some_id: UUID | None) -> None:
        self._put("open_file", str(some_id) if some_id else "")

    @property
    def morning(self) -> str:
        """The day of the last check of the morning, ISO, or ""."""
        return self._text("morning")

    @morning.setter
    def morning(self, day: str) -> None:
        self._put("morning", day)

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window; empty the first time."""
        found = self._values.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._put("geometry", value)
