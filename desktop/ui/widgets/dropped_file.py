"""Files that come by hand: dropped on a widget, or chosen in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.i18n import tr

PICTURES = ("jpg", "jpeg", "png", "bmp", "webp")


def ask_for_picture(parent: QWidget, title: str) -> Path | None:
    """Let the person choose a picture; None when nothing was chosen."""
    pattern = " ".join(f"*.{ending}" for ending in PICTURES)
    name, _ = QFileDialog.getOpenFileName(
        parent,
        title,
        "",
        tr("Ảnh ({pattern})").format(pattern=pattern),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    return Path(name) if name else None


def dropped_file(data: QMimeData, endings: Sequence[str] = ()) -> Path | None:
    """Return the one local file that is being dropped, or None.

    Args:
        data: what is dragged.
        endings: the endings that are taken, in small letters; empty takes any file.
    """
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if not endings or file.suffix.lower().lstrip(".") in endings else None


class TakesDroppedFile:
    """Mixed into a widget, before its Qt class, that takes one dropped file.

    Attributes:
        dropped_endings: see `dropped_file`.
    """

    dropped_endings: Sequence[str] = ()

    def use_file(self, file: Path) -> None:
        """Do with the file what the widget is for."""
        raise NotImplementedError

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if dropped_file(event.mimeData(), self.dropped_endings) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the file over."""
        file = dropped_file(event.mimeData(), self.dropped_endings)
        if file is not None:
            event.acceptProposedAction()
            self.use_file(file)
