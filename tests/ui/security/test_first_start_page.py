"""The first start makes a profile, shows the recovery code and goes on to the log-in."""

from __future__ import annotations

import json
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.machine_file import OVERRIDE
from desktop.security.keystore import MemoryKeyring
from desktop.storage.profile import Profile
from tests.ui.shell.office import SIZES, open_office
from tests.ui.shell.test_every_page import cut


def _fill(page, recovery):
    page.commune_code.set_value("06982")
    page.commune_name.set_value("Mường Thử")
    page.station_code.set_value("tn02")
    page.operator.name.set_value("Lò Thị Hương")
    page.operator.pin.set_value("2468")
    page.operator.again.set_value("2468")
    page.recovery.set_value(str(recovery))


def test_it_makes_a_profile_and_shows_the_code_to_put_away(tmp_path):
    folder, recovery = tmp_path / "moi", tmp_path / "usb" / "ma.txt"
    recovery.parent.mkdir()
    with open_office(folder, fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        assert not folder.exists()  # nothing is made before it is asked for
        _fill(page, recovery)
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: page._done is not None, 20000)
        code = page._code.text()
        assert re.fullmatch(r"([0-9A-Z]{5}-){7}[0-9A-Z]{5}", code)
        assert code in recovery.read_text("utf-8-sig")
        assert recovery.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
        assert not page._form.isVisible()
        office.press(Qt.Key.Key_Return)
        login = office.wait_for("LoginPage")
        office.wait(lambda: bool(login.tiles))
        login.pin.set_value("2468")
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
    info = Profile(folder).read_info()
    assert (info.commune_code, info.station_code) == ("06982", "TN02")
    assert not info.is_practice


def test_what_is_missing_is_said_beside_its_field(tmp_path):
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        office.press(Qt.Key.Key_Return)
        assert page._code_entry.error == "Mã xã phải có đủ 5 chữ số."
        assert page._station_entry.error
        assert page.commune_code.hasFocus()
        _fill(page, tmp_path / "ma.txt")
        page.operator.again.set_value("9999")
        office.press(Qt.Key.Key_Return)
        assert "chưa giống nhau" in page.operator.again_entry.error
    assert not (tmp_path / "moi").exists()


def test_a_recovery_file_that_is_there_is_never_overwritten(tmp_path):
    recovery = tmp_path / "ma.txt"
    recovery.write_text("mã của quầy khác", "utf-8")
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        _fill(page, recovery)
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: bool(office.bars()), 20000)
        assert "đã có sẵn" in office.bars()[0]
        assert page._form.isVisible()
        assert page.action_bar.primary.isEnabled()
        assert page.operator.name.value() == "Lò Thị Hương"  # nothing typed is lost
    assert recovery.read_text("utf-8") == "mã của quầy khác"
    assert not (tmp_path / "moi" / "profile.json").exists()


def test_the_proposed_file_follows_the_station_until_it_is_changed(tmp_path):
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        page.station_code.set_value("TN07")
        assert page.recovery.value().endswith("ma-khoi-phuc-TN07.txt")
        page.recovery.set_value("/tmp/khac.txt")
        page.station_code.set_value("TN08")
        assert page.recovery.value() == "/tmp/khac.txt"


@pytest.mark.parametrize("size", SIZES[:2])
def test_it_needs_no_scrolling_on_an_office_screen(tmp_path, size):
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        office.window.resize(*size)
        QTest.qWait(50)
        assert page._scroll.verticalScrollBar().maximum() == 0
        assert not cut(page)
        button = page.restore
        assert office.window.rect().contains(button.mapTo(office.window, button.rect().center()))


def _prepare(tmp_path, monkeypatch, text):
    """Lay down the file of this computer."""
    file = tmp_path / "quay.json"
    file.write_text(text if isinstance(text, str) else json.dumps(text), "utf-8")
    monkeypatch.setenv(OVERRIDE, str(file))
    return file


@pytest.mark.parametrize("size", SIZES[:2])
def test_a_prepared_computer_asks_nothing(tmp_path, monkeypatch, size):
    people = [("Lò Thị Hương", "administrator"), ("Đinh Văn Tới", "clerk")]
    plan = {
        "format": 1,
        "commune": "06982",
        "commune_name": "Mường Thử",
        "station": "TN02",
        "recovery": str(tmp_path / "ma.txt"),
        "operators": [{"name": name, "role": role} for name, role in people],
    }
    _prepare(tmp_path, monkeypatch, plan)
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        office.window.resize(*size)
        QTest.qWait(50)
        assert page._given.people.text() == "Lò Thị Hương, Kỹ thuật\nĐinh Văn Tới, Cán bộ tiếp nhận"
        assert not page._person.isVisible()
        assert page._scroll.verticalScrollBar().maximum() == 0
        assert not cut(page)
        if size != SIZES[0]:
            return
        assert page.action_bar.primary.hasFocus()
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: page._done is not None, 20000)
        assert [name for name, _ in page._done.first_pins] == [name for name, _ in people]
        assert "2 người" in page._code_panel.pins.text()
        QTest.qWait(50)
        assert not cut(page)
        pin = dict(page._done.first_pins)["Lò Thị Hương"]
        assert pin not in page._code_panel.pins.text()  # it is on paper
    assert Profile(tmp_path / "moi").read_info().station_code == "TN02"


def test_what_the_file_leaves_out_is_asked(tmp_path, monkeypatch):
    _prepare(tmp_path, monkeypatch, {"format": 1, "commune": "06982"})
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("FirstStartPage")
        assert page.commune_code.value() == "06982"
        assert page.station_code.hasFocus()
        assert page.operator.isVisible()


def test_a_wrong_file_is_told_line_by_line_and_read_again(tmp_path, monkeypatch):
    file = _prepare(tmp_path, monkeypatch, '{"format": 1,\n"comune": "06982"}')
    with open_office(tmp_path / "moi", fresh=False, keyring=MemoryKeyring()) as office:
        page = office.wait_for("TroublePage")
        assert "dòng 2, comune" in page.error.advice
        assert "dòng 1, commune: thiếu mục này" in page.error.advice
        assert not cut(page)
        file.write_text('{"format": 1, "commune": "06982"}', "utf-8")
        office.press(Qt.Key.Key_Return)
        assert office.wait_for("FirstStartPage").commune_code.value() == "06982"
    assert not (tmp_path / "moi").exists()
