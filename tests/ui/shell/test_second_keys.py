"""A laptop without F-keys: everything at the counter is reached all the same."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.ui.context import PageName
from desktop.ui.widgets.buttons import KeyButton
from tests.field.places import CLERK, lend, visit_list, with_list
from tests.ui.field.kit_places import beside, inside
from tests.ui.shell.office import STEPS, open_office, shown
from tests.ui.shell.test_every_page import visit

CTRL = Qt.KeyboardModifier.ControlModifier


def digit(key):
    return Qt.Key(Qt.Key.Key_0.value + int(key[1:]))


@pytest.fixture
def office(tmp_path):
    with open_office(tmp_path / "p") as opened:
        opened.log_in()
        yield opened


def test_every_f_key_that_a_counter_page_shows_is_pressed_by_ctrl_and_its_digit(office):
    pressed = set()
    for name in STEPS:
        page = visit(office, name)
        office.idle()
        for button in shown(page, KeyButton):
            if not (button.key.startswith("F") and button.key[1:].isdigit()):
                continue
            if not button.isEnabled():
                continue
            hits = []
            button.clicked.disconnect()  # that it is pressed is asked, not what it does
            button.clicked.connect(lambda *_, hits=hits: hits.append(1))
            office.press(digit(button.key), CTRL)
            assert hits, (name, button.key)
            pressed.add(button.key)
    assert {"F6", "F7", "F5"} <= pressed


def test_the_whole_way_back_and_to_the_search_needs_no_f_key(office):
    office.show(PageName.COMPARE, application_id=office.draft())
    office.press(Qt.Key.Key_7, CTRL)
    office.wait(lambda: office.here is PageName.FIND)
    office.show(PageName.ROSTER)
    office.press(Qt.Key.Key_3, CTRL)
    office.wait(lambda: office.here is PageName.FIND)
    office.press(Qt.Key.Key_6, CTRL)
    office.wait(lambda: office.here is PageName.NOT_LISTED)
    office.press(Qt.Key.Key_1, CTRL)
    office.wait(lambda: office.here is PageName.HELP)


def test_the_webcam_that_reads_the_code_is_reached_without_f_keys(office):
    office.show(PageName.FIND)
    office.press(Qt.Key.Key_M, CTRL)
    office.wait(lambda: office.here is PageName.CARD)


def test_a_laptop_always_says_battery_room_and_what_to_bring_back(office, tmp_path):
    strip = office.window.furnish().laptop
    office.idle()
    assert not strip.isVisible()
    home = with_list(beside(tmp_path, "VP01"), tmp_path)
    here = inside(office, tmp_path)
    kit = lend(home, here, visit_list(home, home.members()[:2]))
    here.kits.opening.open_kit(kit, actor=CLERK)
    home.store.close()
    office.show(PageName.FIND)
    office.wait(strip.isVisible)
    assert strip.waiting.text() == "Đã mang về đủ"
    office.receive("lo thi pang")
    for name in (PageName.TODAY, PageName.SETTINGS, PageName.COMPARE):
        visit(office, name)
        office.wait(lambda: strip.waiting.text() == "1 hồ sơ chưa mang về")
        assert strip.isVisible()
        assert "GB" in strip.room.text()
        assert strip.battery.text()
    office.session.lock()
    office.wait_for("LoginPage")
    assert not strip.isVisible()
