"""Choosing a name, typing a PIN, being refused, being the first."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.models import Operator
from desktop.security.views import Role
from tests.ui.shell.office import HUONG, TOI, open_office


def _login(office):
    page = office.wait_for("LoginPage")
    office.wait(lambda: bool(page.tiles))
    office.idle()
    return page


def _try(office, page, digits: str) -> None:
    page.pin.set_value(digits)
    office.press(Qt.Key.Key_Return)
    office.idle()


def test_a_wrong_pin_says_how_many_tries_are_left(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        _try(office, page, "999999")
        assert page.pin_entry.error == "Mã PIN chưa đúng. Gõ lại; còn 4 lần trước khi phải chờ."
        assert page.pin.value() == ""
        assert page.pin.hasFocus()
        _try(office, page, "999999")
        assert "còn 3 lần" in page.pin_entry.error


def test_five_wrong_pins_lock_for_a_while_and_say_until_when(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        for _ in range(5):
            _try(office, page, "999999")
        assert "Đã sai mã PIN nhiều lần." in page.pin_entry.error
        assert "07:16" in page.pin_entry.error  # the clock stands at 07:15
        right = {HUONG: "246810", TOI: "135790"}[page.chosen.full_name]
        _try(office, page, right)
        assert "Đã sai" in page.pin_entry.error
        assert type(office.page).__name__ == "LoginPage"


def test_who_types_before_the_names_are_there_is_heard(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        right = {HUONG: "246810", TOI: "135790"}[page.chosen.full_name]
        page.enter()  # the names are on their way again
        office.type(right)
        office.press(Qt.Key.Key_Return)
        assert not page._knows_people
        office.wait(lambda: type(office.page).__name__ != "LoginPage")
        office.idle()


def test_an_empty_pin_is_asked_for(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        office.press(Qt.Key.Key_Return)
        assert page.pin_entry.error == "Gõ mã PIN rồi bấm Enter."


def test_arrows_choose_a_name_while_the_pin_has_the_focus(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        first = page.chosen
        office.press(Qt.Key.Key_Down)
        assert page.chosen.id != first.id
        assert page.pin.hasFocus()
        assert page.chosen.full_name in page.pin.accessibleName()
        office.press(Qt.Key.Key_Up)
        assert page.chosen.id == first.id


def test_letters_do_not_come_into_a_pin_and_it_is_hidden(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        office.type("12ab34")
        assert page.pin.value() == "1234"
        assert set(page.pin.displayText()) == {page.pin.displayText()[0]}
        assert not page.pin.inputMethodQuery(Qt.InputMethodQuery.ImEnabled)


def test_a_forgotten_pin_is_explained(tmp_path):
    with open_office(tmp_path / "p") as office:
        _login(office)
        office.press(Qt.Key.Key_F6)
        assert any("Mã PIN không đọc lại được." in text for text in office.bars())


def test_a_station_without_operators_asks_for_the_first_one(tmp_path):
    with open_office(tmp_path / "p") as office:
        page = _login(office)
        with office.services.store.write() as session:
            session.query(Operator).delete()
        page.enter()
        office.wait(page.new.isVisible)
        office.idle()
        assert not page.pin.isVisible()
        page.new.name.set_value("Sùng Thị Mỷ")
        page.new.pin.set_value("1111")
        page.new.again.set_value("1111")
        office.press(Qt.Key.Key_Return)
        assert "không lặp" in page.new.pin_entry.error
        page.new.pin.set_value("1357")
        page.new.again.set_value("1358")
        office.press(Qt.Key.Key_Return)
        assert "chưa giống nhau" in page.new.again_entry.error
        page.new.again.set_value("1357")
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        assert office.session.desk.operator is not None
        assert office.session.desk.operator.full_name == "Sùng Thị Mỷ"
        assert office.session.desk.operator.role is Role.ADMINISTRATOR
