"""A picture of a card's QR code, chosen or dropped, instead of a scanner."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.identity.card import CardReading
from desktop.ui.widgets.dropped_file import ask_for_picture


def ask_for_card(parent: QWidget) -> Path | None:
    """Let the clerk choose a picture of a card; None when nothing was chosen."""
    return ask_for_picture(parent, tr("Chọn ảnh mã QR trên thẻ"))


def read_picture(file: Path) -> CardReading:
    """Read the card in a picture; call off the GUI thread.

    Raises:
        UserFacingError: it is no picture, or no card's QR code can be read in it.
    """
    # OpenCV and zxing take a moment to load; most counters have a scanner and never come here.
    from desktop.identity.qr_image import read_card_file  # noqa: PLC0415

    return read_card_file(file)
