"""Passwords, given secrets, keys that choose, and the way back with the recovery code."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.security.views import Role, SecretKind
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, open_office, recovery_text

ALT = Qt.KeyboardModifier.AltModifier
MY, MY_PASSWORD = "Sùng Thị Mỷ", "Ban lang 2025!"


def _login(office):
    page = office.wait_for("LoginPage")
    office.wait(lambda: bool(page.tiles))
    office.idle()
    return page


def test_alt_and_a_digit_choose_a_name(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        names = [tile.operator.full_name for tile in page.tiles]
        assert [tile.key for tile in page.tiles] == ["Alt+1", "Alt+2"]
        office.press(Qt.Key.Key_2, ALT)
        assert page.chosen.full_name == names[1]
        assert page.pin.hasFocus()
        office.press(Qt.Key.Key_1, ALT)
        assert page.chosen.full_name == names[0]
        office.press(Qt.Key.Key_9, ALT)  # nobody has that number
        assert page.chosen.full_name == names[0]


def test_somebody_with_a_password_types_letters(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        office.services.operators.add(MY, MY_PASSWORD, Role.CLERK, actor=HUONG)
        page.enter()
        office.wait(lambda: len(page.tiles) == 3)
        office.idle()
        page.tiles[2].setChecked(True)
        assert page.pin_entry.label.text() == f"Mật khẩu của {MY}"
        office.press(Qt.Key.Key_Return)
        office.press(Qt.Key.Key_Return)
        assert page.pin_entry.error == "Gõ mật khẩu rồi bấm Enter."
        office.type("sai bet")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.pin_entry.error.startswith("Mật khẩu chưa đúng.")
        office.type(MY_PASSWORD)
        assert set(page.pin.displayText()) == {page.pin.displayText()[0]}
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        assert office.session.desk.operator.full_name == MY


def test_a_given_secret_is_changed_before_one_comes_in(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        toi = next(tile for tile in page.tiles if tile.operator.full_name == TOI)
        office.services.operators.reset_secret(toi.operator.id, "918273", actor=HUONG)
        toi.setChecked(True)
        page.pin.set_value("918273")
        office.press(Qt.Key.Key_Return)
        office.wait(page.own.isVisible)
        assert type(office.page).__name__ == "LoginPage"
        assert not page.people.isVisible()
        fields = page.own.fields
        for pin, again, entry, words in (
            ("11", "11", fields.pin_entry, "4 đến 12 chữ số"),
            ("8642", "8643", fields.again_entry, "chưa giống nhau"),
            ("918273", "918273", fields.pin_entry, "trùng với mã đang dùng"),
        ):
            fields.pin.set_value(pin)
            fields.again.set_value(again)
            office.press(Qt.Key.Key_Return)
            office.idle()
            assert words in entry.error
        fields.other_kind.click()
        assert fields.kind is SecretKind.PASSWORD
        fields.pin.set_value(MY_PASSWORD)
        fields.again.set_value(MY_PASSWORD)
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        found = {one.full_name: one for one in office.services.login.active()}
        assert (found[TOI].secret, found[TOI].must_change) == (SecretKind.PASSWORD, False)


def test_the_recovery_code_opens_the_way_for_the_administrator(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        office.press(Qt.Key.Key_F6)
        bar = next(bar for bar in page.bars.bars if bar.message.action)
        assert bar.message.action == "Có mã khôi phục"
        bar._act()
        rescue = office.wait_for("RescuePage")
        office.idle()
        assert [rescue.who.itemText(i) for i in range(rescue.who.count())] == [HUONG]
        office.press(Qt.Key.Key_Return)
        assert rescue.code_entry.error == "Gõ mã khôi phục, hoặc mở tệp chứa mã."
        rescue.code.set_value("SAI-MA")
        rescue.secret.pin.set_value("8642")
        rescue.secret.again.set_value("8642")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert "Mã khôi phục chưa đủ." in rescue.code_entry.error
        file = tmp_path / "ma.txt"
        file.write_text(recovery_text(), "utf-8")
        rescue.use_file(file)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        assert office.session.desk.operator.full_name == HUONG
        assert office.services.login.vouch(office.session.desk.operator.id, "8642")


def test_one_can_leave_the_rescue_and_log_in_as_usual(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        page.rescue_wanted.emit()
        office.wait_for("RescuePage")
        office.press(Qt.Key.Key_F7)
        office.log_in(TOI_PIN, TOI)
        assert type(office.page).__name__ == "FindPage"


def _people(office):
    from desktop.ui.context import PageName

    page = office.show(PageName.SETTINGS, part="operators")
    office.wait(lambda: bool(page.operators.buttons))
    office.idle()
    return page.operators


def test_an_administrator_resets_a_pin_that_is_shown_once(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(HUONG_PIN, HUONG)
        panel = _people(office)
        panel.buttons[TOI].click()
        assert panel.face.isVisible()
        assert not panel.form.isVisible()
        panel.face.reset.click()
        office.idle()
        words = panel.face.note.text()
        pin = next(word.rstrip(".") for word in words.split() if word.rstrip(".").isdigit())
        assert len(pin) == 6
        panel.face.closed.click()
        assert panel.form.isVisible()
        panel.buttons[TOI].click()
        assert panel.face.note.text() == ""
        people = {one.full_name: one for one in office.services.login.active()}
        assert office.services.login.log_in(people[TOI].id, pin).must_change


def test_the_last_administrator_is_told_why_they_stay(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(HUONG_PIN, HUONG)
        panel = _people(office)
        panel.buttons[HUONG].click()
        panel.face.role.set_value("clerk")
        panel.face.keep.click()
        office.idle()
        assert "người kỹ thuật duy nhất" in panel.face._role_entry.error
        assert panel.face.role.value() == "administrator"
        panel.face.end.click()
        office.idle()
        assert "người kỹ thuật duy nhất" in panel.face._role_entry.error


def test_other_work_leaving_and_coming_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(HUONG_PIN, HUONG)
        panel = _people(office)
        panel.buttons[TOI].click()
        panel.face.role.set_value("inspector")
        panel.face.role.setFocus()
        office.press(Qt.Key.Key_Return)
        office.idle()
        roles = {one.full_name: one.role for one in office.services.login.active()}
        assert roles[TOI] is Role.INSPECTOR
        panel.face.end.click()
        office.idle()
        assert [one.full_name for one in office.services.login.active()] == [HUONG]
        assert panel.face.back.isVisible()
        assert not panel.face.reset.isVisible()
        panel.face.back.click()
        office.idle()
        assert len(office.services.login.active()) == 2
        assert panel.face.end.isVisible()
