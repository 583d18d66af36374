"""A picture of a card's QR code, chosen or dropped, instead of a scanner."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.i18n import tr
from desktop.identity.card import CardReading

_ENDINGS = ("jpg", "jpeg", "png", "bmp", "webp")


def ask_for_picture(parent: QWidget) -> Path | None:
    """Let the clerk choose a picture; None when nothing was chosen."""
    pattern = " ".join(f"*.{ending}" for ending in _ENDINGS)
    name, _ = QFileDialog.getOpenFileName(
        parent,
        tr("Chọn ảnh mã QR trên thẻ"),
        "",
        tr("Ảnh ({pattern})").format(pattern=pattern),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    return Path(name) if name else None


def picture_of(data: QMimeData) -> Path | None:
    """Return the one local picture that is being dropped, or None."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    file = Path(urls[0].toLocalFile())
    return file if file.suffix.lower().lstrip(".") in _ENDINGS else None


def read_picture(file: Path) -> CardReading:
    """Read the card in a picture; call off the GUI thread.

    Raises:
        UserFacingError: it is no picture, or no card's QR code can be read in it.
    """
    # OpenCV and zxing take a moment to load; most counters have a scanner and never come here.
    from desktop.identity.qr_image import read_card_file  # noqa: PLC0415

    return read_card_file(file)
