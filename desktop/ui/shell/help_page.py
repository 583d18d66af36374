"""F1: the key card of the page it was called from."""

from __future__ import annotations

from desktop import __version__
from desktop.common.i18n import tr
from desktop.ui.context import PageName, UiContext
from desktop.ui.shell import help_texts
from desktop.ui.shell.key_cards import KeyCardsPage
from desktop.ui.widgets.buttons import OutlineButton


class HelpPage(KeyCardsPage):
    """What this page is for, its keys, the keys of every page, and what to read out by phone."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(help_texts.everywhere())
        self._context = context
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
        self.show_card(help_texts.page_words(about), words, keys)
        self.show_pictures(self._context.navigator.made(about))
        info = self._context.services.info
        self.show_phone(
            tr("Khi gọi hỗ trợ, đọc: quầy {station}, xã {commune}, phiên bản {version}.").format(
                station=info.station_code, commune=info.commune_code, version=__version__
            )
        )

    def _doctor(self) -> None:
        self._context.navigator.show(PageName.DOCTOR)
