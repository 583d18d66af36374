"""F1 at a provincial desk: the keys of the page it was pressed on, and all of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.ui.context import PageName
from desktop.ui.shell import province_help_texts as texts
from desktop.ui.shell.province_routes import PROVINCE_ROUTES, province_tab_words
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.key_cap import KeyCap
from tests.ui.province.desk_window import NAME, open_province_window
from tests.ui.shell.test_every_page import cut

PAGES = [page for page in PROVINCE_ROUTES if page is not PageName.HELP]


def shown(page):
    return {cap.key for cap in page._here.findChildren(KeyCap)}


def test_f1_shows_the_keys_of_the_page_and_leads_back(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        made.press(Qt.Key.Key_F1)
        page = made.wait_for("ProvinceHelpPage")
        assert page.title == "Trợ giúp: Tiếp nhận"
        assert {"Ctrl+T", "Ctrl+O", "Ctrl+B"} <= shown(page)
        assert NAME in page._phone.text()
        made.press(Qt.Key.Key_F1)  # help of the help is the same page
        made.idle()
        assert made.page is page
        made.press(Qt.Key.Key_Return)
        made.wait_for("DeskPage")
        made.window.header.tabs["province_print"].click()
        made.wait_for("PrintPage")
        made.window.header._help.click()
        assert made.wait_for("ProvinceHelpPage").title == "Trợ giúp: In thẻ"
        assert "Ctrl+I" in shown(page)
        assert cut(page) == []


def test_every_key_on_a_page_is_on_its_card(tmp_path):
    with open_province_window(tmp_path) as made:
        made.wait_for("DeskPage")
        for name in PAGES:
            made.session.navigation.show(name)
            made.idle()
            _title, words, keys = texts.about(name)
            assert words
            listed = " ".join(key for key, _ in (*keys, *texts.everywhere()))
            buttons = made.page.findChildren(KeyButton)
            missing = {button.key for button in buttons if button.key not in listed}
            assert missing == set(), name


def test_a_page_with_a_tab_is_called_as_on_its_tab():
    called = {page: texts.about(page)[0] for page in province_tab_words()}
    assert called == province_tab_words()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_a_card_of_its_own(name):
    title, words, keys = texts.about(name)
    assert title != "Trợ giúp"
    assert len(keys) > 2
    assert words.endswith(".")
