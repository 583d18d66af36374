"""F1: the key card of the page it was called from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop import __version__
from desktop.common.i18n import tr
from desktop.ui.context import PageName, UiContext
from desktop.ui.shell import help_texts
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class HelpPage(Page):
    """What this page is for, its keys, the keys of every page, and what to read out by phone."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Trợ giúp"))
        self._context = context
        self._lead = PlainLabel("", "body", "ink", wrap=True)
        self.content.addWidget(self._lead)
        self._here = Panel(tr("Phím của trang này"))
        self._everywhere = Panel(tr("Phím ở mọi trang"))
        self._everywhere.body.addWidget(key_card(help_texts.everywhere()))
        self._everywhere.body.addStretch(1)
        self._cards: QWidget | None = None
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self._here, 1)
        columns.addWidget(self._everywhere, 1)
        self.content.addLayout(columns, 1)
        self._phone = PlainLabel("", "hint", "ink2", wrap=True)
        self.content.addWidget(self._phone)
        self.action_bar.add_back(context.navigator.back)
        check = self.action_bar.add_right(
            OutlineButton(tr("Kiểm tra máy"), key="Ctrl+K", icon="monitor")
        )
        check.clicked.connect(self._doctor)
        self.action_bar.set_primary(tr("Làm tiếp"), context.navigator.back)

    def enter(self, about: PageName = PageName.FIND) -> None:
        """Show the card of a page."""
        super().enter()
        words, keys = help_texts.about(about)
        self.title = tr("Trợ giúp: {page}").format(page=help_texts.page_words(about))
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
        info = self._context.services.info
        self._phone.setText(
            tr("Khi gọi hỗ trợ, đọc: quầy {station}, xã {commune}, phiên bản {version}.").format(
                station=info.station_code, commune=info.commune_code, version=__version__
            )
        )

    def _doctor(self) -> None:
        self._context.navigator.show(PageName.DOCTOR)


def key_card(keys: help_texts.Keys) -> QWidget:
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
