"""One's own PIN: two keys to the page, the old one first, wrong ones counted as at the log-in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.security.views import Role
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

CTRL = Qt.KeyboardModifier.ControlModifier


def open_by_keys(office):
    """Two keys from wherever one is."""
    office.press(Qt.Key.Key_Comma, CTRL)
    office.wait(lambda: office.here is PageName.SETTINGS)
    office.idle()
    office.press(Qt.Key.Key_I, CTRL)
    office.wait(lambda: office.here is PageName.OWN_PIN)
    office.idle()
    return office.page


def type_all(office, old: str, new: str, again: str) -> None:
    """Fill the three fields with the keyboard and press Enter."""
    page = office.page
    page.old.setFocus()
    office.type(old)
    office.press(Qt.Key.Key_Tab)
    office.type(new)
    office.press(Qt.Key.Key_Tab)
    office.type(again)
    office.press(Qt.Key.Key_Return)
    office.idle()


def who(office, name: str = TOI):
    """The row of somebody who works here."""
    return next(
        one for one in office.services.operators.everybody() if one.operator.full_name == name
    )


@pytest.mark.parametrize("role", [Role.CLERK, Role.INSPECTOR])
def test_anybody_changes_their_own_pin_with_two_keys(tmp_path, role):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        toi = who(office).operator
        office.services.operators.change_role(toi.id, role, actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = open_by_keys(office)
        assert page.old.hasFocus()
        type_all(office, TOI_PIN, "864209", "864209")
        assert office.here is PageName.SETTINGS
        assert office.toast().startswith("Đã đổi mã PIN")
        assert page.old.text() == page.new.pin.text() == page.new.again.text() == ""
        office.session.lock()
        office.log_in("864209", TOI)
        with pytest.raises(Exception, match="Mã PIN chưa đúng"):
            office.services.login.vouch(toi.id, TOI_PIN)


def test_what_is_wrong_is_said_at_its_field_and_the_new_pin_stays(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = open_by_keys(office)
        office.press(Qt.Key.Key_Return)
        assert page.old_entry.error == "Gõ mã PIN đang dùng."
        assert page.old.hasFocus()
        type_all(office, "000111", "864209", "864209")
        assert page.old_entry.error.startswith("Mã PIN chưa đúng. Gõ lại; còn 4 lần")
        assert page.new.pin.value() == "864209"
        assert page.old.hasFocus()
        type_all(office, TOI_PIN, "", "1")  # the new one stands from before; the second differs
        assert "chưa giống nhau" in page.new.again_entry.error
        page.new.clear()
        page.old.clear()
        type_all(office, TOI_PIN, TOI_PIN, TOI_PIN)
        assert page.new.pin_entry.error.startswith("Mã mới trùng với mã đang dùng.")
        assert who(office).locked_until is None


def test_five_wrong_ones_lock_as_at_the_log_in_and_nothing_is_changed(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = open_by_keys(office)
        type_all(office, "000111", "864209", "864209")
        for _ in range(4):
            office.type("000111")
            office.press(Qt.Key.Key_Return)
            office.idle()
        assert page.old_entry.error.startswith("Đã sai mã PIN nhiều lần. Chờ đến")
        assert who(office).locked_until is not None
        office.session.lock()
        office.log_in()
        office.services.operators.unlock(who(office).operator.id, actor=HUONG)
        office.services.login.vouch(who(office).operator.id, TOI_PIN)


def test_nothing_typed_is_left_and_practice_says_why_not(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = open_by_keys(office)
        office.type("1234")
        office.press(Qt.Key.Key_F7)
        assert office.here is PageName.SETTINGS
        assert page.old.text() == ""
    with open_office(tmp_path / "q", actor="Người thử") as office:
        office.wait(lambda: office.here is PageName.FIND)
        page = office.show(PageName.OWN_PIN)
        assert not page.action_bar.primary.isEnabled()
        assert "thực hành" in page.action_bar._reason.text()
