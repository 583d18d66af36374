"""What every F1 page shows: what a page is for, its keys, three pictures, the keys everywhere."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.shell.help_pictures import HelpPicture, pictures_of
from desktop.ui.shell.picture_cards import LargePicture, PictureColumn
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

Keys = tuple[tuple[str, str], ...]
"""A key as it is printed, and what it does."""


class KeyCardsPage(Page):
    """Two cards of keys and three pictures, a sentence above, a line for the phone below.

    Args:
        everywhere: the keys that hold on every page.

    Attributes:
        pictures: those shown; empty where the page was never seen.
    """

    _PICTURE_KEYS: ClassVar[dict[int, int]] = {
        Qt.Key.Key_1: 1,
        Qt.Key.Key_2: 2,
        Qt.Key.Key_3: 3,
    }

    def __init__(self, everywhere: Keys) -> None:
        super().__init__(tr("Trợ giúp"))
        self._lead = PlainLabel("", "body", "ink", wrap=True)
        self.content.addWidget(self._lead)
        self._here = Panel(tr("Phím của trang này"))
        self._everywhere = Panel(tr("Phím ở mọi trang"))
        self._everywhere.body.addWidget(key_card(everywhere))
        self._everywhere.body.addStretch(1)
        self._cards: QWidget | None = None
        self.pictures: tuple[HelpPicture, ...] = ()
        self.column = PictureColumn()
        self.column.asked.connect(self.enlarge)
        self.large = LargePicture()
        self.large.hide()
        self._small = QWidget()
        columns = QHBoxLayout(self._small)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(theme.current().fixed(16, 12))
        columns.addWidget(self._here, 1)
        columns.addWidget(self._everywhere, 1)
        columns.addWidget(self.column)
        self.content.addWidget(self._small, 1)
        self.content.addWidget(self.large, 1)
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

    def show_pictures(self, page: QWidget | None) -> None:
        """Take and show the pictures of a page that was left; without one there are none."""
        self.pictures = pictures_of(page) if isinstance(page, Page) else ()
        self.column.show_pictures(self.pictures)
        self._back_to_keys()

    def leave(self) -> None:
        """Let the pictures go: they show people."""
        self.pictures = ()
        self.column.show_pictures(())
        self._back_to_keys()

    def enlarge(self, number: int) -> None:
        """Show one picture large."""
        if number <= len(self.pictures):
            self.large.show_picture(number, self.pictures[number - 1])
            self._small.hide()
            self.large.show()
            self.setFocus()

    def _back_to_keys(self) -> None:
        self.large.hide()
        self._small.show()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Show pictures large with their numbers; Esc goes back to the keys."""
        number = self._PICTURE_KEYS.get(event.key())
        if number is not None and self._is_plain(event):
            self.enlarge(number)
            return True
        if event.key() == Qt.Key.Key_Escape and self.large.isVisibleTo(self):
            self._back_to_keys()
            return True
        return super().handle_key(event)

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
