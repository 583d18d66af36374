"""What every F1 page shows: what a page is for, its keys, and the keys of every page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

Keys = tuple[tuple[str, str], ...]
"""A key as it is printed, and what it does."""


class KeyCardsPage(Page):
    """Two cards of keys side by side, a sentence above, a line for the phone below.

    Args:
        everywhere: the keys that hold on every page.
    """

    def __init__(self, everywhere: Keys) -> None:
        super().__init__(tr("Trợ giúp"))
        self._lead = PlainLabel("", "body", "ink", wrap=True)
        self.content.addWidget(self._lead)
        self._here = Panel(tr("Phím của trang này"))
        self._everywhere = Panel(tr("Phím ở mọi trang"))
        self._everywhere.body.addWidget(key_card(everywhere))
        self._everywhere.body.addStretch(1)
        self._cards: QWidget | None = None
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._here, 1)
        columns.addWidget(self._everywhere, 1)
        self.content.addLayout(columns, 1)
        self._phone = PlainLabel("", "hint", "ink2", wrap=True)
        self.content.addWidget(self._phone)

    def show_card(self, page: str, words: str, keys: Keys) -> None:
        """Show what a page is for, and its keys."""
        self.title = tr("Trợ giúp: {page}").format(page=page)
        self._lead.setText(words)
        if self._cards is not None:
            self._here.body.removeWidget(self._cards)
            self._cards.hide()
            self._cards.deleteLater()
        else:
            self._here.body.addStretch(1)
        self._cards = key_card(keys)
        self._here.body.insertWidget(0, self._cards)
        self._here.setVisible(bool(keys))

    def show_phone(self, words: str) -> None:
        """Show what somebody who calls for help reads out."""
        self._phone.setText(words)


def key_card(keys: Keys) -> QWidget:
    """Return rows of a key cap and what it does."""
    card = QWidget()
    grid = QGridLayout(card)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, (key, words) in enumerate(keys):
        grid.addWidget(KeyCap(key), number, 0, top | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(PlainLabel(words, "body", wrap=True), number, 1)
    return card
