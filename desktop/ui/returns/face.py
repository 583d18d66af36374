"""What the three faces of the page have in common, and the words they share."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import ApplicationState, CardState
from desktop.returns.rules import undelivered_text
from desktop.returns.views import CardView
from desktop.ui.context import UiContext
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell

BAR = "cards"
"""Key of the bars that the page shows."""

TAG_WIDTH = 208
"""Width of the column of tags in px at scale 1: the longest reason is never cut."""

_TAGS: Final[dict[CardState, tuple[str, Kind]]] = {
    CardState.PRINTED: (mark("Chưa thấy"), "neutral"),
    CardState.COUNTED: (mark("Đã đếm"), "ok"),
    CardState.DAMAGED: (mark("Hỏng"), "bad"),
    CardState.MISSING: (mark("Thiếu"), "bad"),
    CardState.HANDED_OVER: (mark("Đã trao"), "ok"),
}


class CardsFace(QWidget):
    """One face of the page.

    Signals:
        moved: what Enter does, or may not do, became another.
        failed (UserFacingError): something could not be done.
    """

    moved = Signal()
    failed = Signal(object)

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.context = context

    def primary(self) -> tuple[str, str]:
        """Return the verb of Enter and why it cannot be pressed ("" when it can)."""
        return "", ""

    def go(self) -> None:
        """Do what Enter says."""

    def load(self) -> None:
        """Read anew what is shown."""

    def on_scan(self, text: str) -> None:
        """Take what a scanner read."""

    def fail(self, error: UserFacingError) -> None:
        """Tell why something could not be done, and show how things stand."""
        self.failed.emit(error)
        self.load()


def cell_name(cell: str) -> str:
    """Return the name of a cell, or the words for none."""
    return cell or tr("Chưa rõ chi bộ")


def card_tag(card: CardView) -> Cell:
    """Return what is known of a card as a tag."""
    if card.undelivered is not None:
        return Cell(undelivered_text(card.undelivered), tag="warn")
    if card.state is CardState.COUNTED and card.application_state is ApplicationState.RETURNED:
        return Cell(tr("Chờ trao"), tag="neutral")
    words, kind = _TAGS[card.state]
    return Cell(tr(words), tag=kind)
