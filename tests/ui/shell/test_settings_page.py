"""Settings hold at once; the language reaches every word; recipients and people are kept."""

from __future__ import annotations

import pyrage
from PySide6.QtCore import Qt

from desktop.common.settings import (
    HAND_OVER_AT,
    LANGUAGE,
    PRINTER,
    RECEIPT_COPIES,
    SETTINGS,
    TEXT_SCALE,
    THEME,
)
from desktop.ui import theme
from desktop.ui.context import PageName
from tests.ui.shell.office import TOI, TOI_PIN, open_office


def _settings(office, **payload):
    office.show(PageName.SETTINGS, **payload)
    office.wait(lambda: bool(office.page.fields), 8000)
    office.idle()
    return office.page


def _choose(page, definition, value: str) -> None:
    edit = page.fields[definition.name]._edit
    edit.setCurrentIndex(edit.findData(value))


def test_every_declared_setting_has_a_field(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        assert set(_settings(office).fields) == set(SETTINGS)
        office.press(Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        assert office.here is PageName.UPDATE


def test_english_and_back_rebuilds_every_word(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = _settings(office)
        assert page.title == "Cài đặt"
        _choose(page, LANGUAGE, "en")
        office.wait(lambda: office.page is not page)
        office.idle()
        assert office.page.title == "Settings"
        assert office.here is PageName.SETTINGS
        assert office.window.header.tabs["find"].tab.text == "Counter"
        assert office.services.preferences.text(LANGUAGE) == "en"
        office.show(PageName.ROSTER)
        assert "Danh sách" not in office.page.title
        page = _settings(office)
        _choose(page, LANGUAGE, "vi")
        office.wait(lambda: office.page is not page)
        office.idle()
        assert office.page.title == "Cài đặt"
        assert office.window.header.tabs["find"].tab.text == "Quầy"


def test_the_look_of_the_last_time_is_there_from_the_first_paint(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = _settings(office)
        _choose(page, THEME, "night")
        _choose(page, TEXT_SCALE, "1.15")
        office.idle()
        assert (theme.current().mode, theme.current().scale) == ("night", 1.15)
    theme.apply_theme(office.app, compact=False)
    with open_office(tmp_path / "p", fresh=False) as office:
        assert type(office.page).__name__ == "OpeningPage"
        assert (theme.current().mode, theme.current().scale) == ("night", 1.15)


def test_numbers_and_texts_are_kept_in_their_own_type(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = _settings(office)
        _choose(page, RECEIPT_COPIES, "3")
        page.fields[HAND_OVER_AT.name]._edit.set_value("Trụ sở Đảng ủy xã")
        office.press(Qt.Key.Key_F7)  # what is still resting is kept on leaving
        office.idle()
        assert office.services.preferences.get(RECEIPT_COPIES) == 3
        assert office.services.preferences.get(HAND_OVER_AT) == "Trụ sở Đảng ủy xã"


def test_devices_are_listed_and_the_default_printer_is_offered(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = _settings(office)
        edit = page.fields[PRINTER.name]._edit
        assert edit.itemText(0) == "Máy in mặc định"


def test_a_clerk_chooses_look_and_devices_and_reads_the_rules(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = _settings(office)
        assert list(page.parts.rows) == ["look", "devices", "eligibility"]
        assert not page.recipients.isVisible()


def test_a_public_key_is_added_removed_and_brought_back(tmp_path):
    key = str(pyrage.x25519.Identity.generate().to_public())
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = _settings(office, part="recipients")
        page.show_part("recipients")
        page.recipients.name.set_value("Tỉnh ủy Sơn La")
        page.recipients.key.set_value("age1sai")
        page.recipients.key.setFocus()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.recipients._key_entry.error
        page.recipients.key.set_value(key)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert [one.public_key for one in office.services.security.recipients()] == [key]
        next(iter(page.recipients._shown)).click()
        office.idle()
        assert office.services.security.recipients() == ()
        toast = office.window.toasts.toast
        assert toast is not None
        assert toast.button is not None
        toast.button.click()
        office.idle()
        assert [one.name for one in office.services.security.recipients()] == ["Tỉnh ủy Sơn La"]


def test_a_person_added_here_can_log_in(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = _settings(office, part="operators")
        page.show_part("operators")
        page.operators.fields.name.set_value("Sùng Thị Mỷ")
        page.operators.fields.pin.set_value("8642")
        page.operators.fields.again.set_value("8642")
        page.operators.fields.again.setFocus()
        office.press(Qt.Key.Key_Return)
        office.idle()
        office.session.lock()
        office.log_in("8642", "Sùng Thị Mỷ")
        assert office.session._actor == "Sùng Thị Mỷ"
