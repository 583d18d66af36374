"""F1 in the window of a provincial desk: the key card of the page it was called from."""

from __future__ import annotations

from desktop import __version__
from desktop.common.i18n import tr
from desktop.province.registry.keys import ProvinceKeys
from desktop.ui.context import PageName
from desktop.ui.province.context import ProvinceContext
from desktop.ui.shell import province_help_texts as texts
from desktop.ui.shell.key_cards import KeyCardsPage


class ProvinceHelpPage(KeyCardsPage):
    """What this page is for, its keys, the keys of every page, and what to read out by phone."""

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(texts.everywhere())
        self._context = context
        self.action_bar.add_back(context.navigator.back)
        self.action_bar.set_primary(tr("Làm tiếp"), context.navigator.back)

    def enter(self, about: PageName = PageName.PROVINCE) -> None:
        """Show the card of a page."""
        super().enter()
        self.show_card(*texts.about(about))
        self.show_pictures(self._context.navigator.made(about))
        self.show_phone("")
        self._context.tasks.query(self._context.desk.keys.keys, self._show_name)

    def _show_name(self, keys: ProvinceKeys) -> None:
        words = tr("Khi gọi hỗ trợ, đọc: {province}, phiên bản {version}.")
        self.show_phone(words.format(province=keys.name, version=__version__))
