"""Whom laptop and office believe, on the page of kits: digits of an office, laptops revoked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from desktop.models import AuditEvent
from tests.field.places import CLERK, lend, visit_list, with_list
from tests.ui.field.kit_places import beside, inside
from tests.ui.field.test_kits_page import dropped, kits_page, lent, settled
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office


@pytest.fixture
def office(tmp_path):
    with open_office(tmp_path / "p") as opened:
        yield opened


def code_of(page):
    (bar,) = page.bars.bars
    return bar.message.code


def test_a_damaged_kit_one_of_tomorrow_and_a_clock_that_jumped_say_so(office, tmp_path):
    office.log_in()
    home = with_list(beside(tmp_path, "VP01"), tmp_path)
    here, people = inside(office, tmp_path), home.members()
    page = kits_page(office)
    page.other.click()
    kit = lend(home, here, visit_list(home, people[:1]))
    whole = kit.read_bytes()
    kit.write_bytes(whole[:-300])
    before = here.members()
    dropped(office, page, kit)
    assert code_of(page) == "QTN-540"
    home.clock.advance(timedelta(hours=1))
    tomorrow = lend(home, here, visit_list(home, people[1:2], 2))
    dropped(office, page, tomorrow)
    assert code_of(page) == "QTN-543"
    assert here.members() == before
    assert page.opened.rows == []
    # The same kit opens once the clock of this machine says what it should.
    office.services.clock.advance(timedelta(hours=1))
    dropped(office, page, tomorrow)
    assert [one.number for one in page.opened.rows] == [2]
    # Back by two hours: the machine knows a later time, and says so instead of believing itself.
    home.kits.packing.take_back(people[0], reason="Đóng gói lại cho máy này", actor=CLERK)
    again = lend(home, here, visit_list(home, people[:1], 3))
    office.services.clock.advance(timedelta(hours=-2))
    dropped(office, page, again)
    assert code_of(page) == "QTN-390"
    assert [one.number for one in page.opened.rows] == [2]
    home.store.close()


def test_another_office_is_followed_only_with_its_digits(office, tmp_path):
    office.log_in()
    first, second = (with_list(beside(tmp_path, code), tmp_path) for code in ("VP01", "VP02"))
    here = inside(office, tmp_path)
    page = kits_page(office)
    page.other.click()
    dropped(office, page, lend(first, here, visit_list(first, first.members()[:1])))
    kit = lend(second, here, visit_list(second, second.members()[1:2]))
    dropped(office, page, kit)
    assert code_of(page) == "QTN-544"
    # The way out is on the bar: the digits, as the office reads them.
    page.bars.bars[0]._act()
    form = page.forms.office
    assert page.forms.current is form
    assert form.digits.hasFocus()
    assert kit.name in form.name.text()
    assert not page.action_bar.primary.isEnabled()
    form.digits.set_value(first.digits().replace(" ", ""))
    office.press(Qt.Key.Key_Return)
    settled(office, page)
    assert code_of(page) == "QTN-353"
    assert form.digits.hasFocus()
    form.digits.set_value(second.digits().replace(" ", ""))
    office.press(Qt.Key.Key_Return)
    settled(office, page)
    assert page.forms.current is None
    assert [one.office for one in page.opened.rows] == ["VP01", "VP02"]
    assert page.opened.rows[-1].compared
    for one in (first, second):
        one.store.close()


def test_a_laptop_is_revoked_on_the_page_and_its_people_come_back(office, tmp_path):
    office.log_in()
    laptop = beside(tmp_path, "MT03")
    here, people = lent(office, laptop, tmp_path)
    laptop.receive(people[0])
    file = laptop.kits.returning.write(laptop.stick, actor=CLERK).path
    page = kits_page(office)
    office.press(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    form = page.forms.devices
    office.wait(lambda: form.device is not None)
    assert form.device.station == "MT03"
    assert not page.told.isVisible()
    assert not page.action_bar.primary.isEnabled()
    form.reason.set_value("Mất máy trên đường đi")
    page.action_bar.primary.click()
    settled(office, page)
    assert "2 người" in office.toast()
    assert page.forms.current is None
    assert all(here.kits.packing.lease_of(one) is None for one in people)
    (device,) = here.kits.devices.devices()
    assert device.revoked
    with office.services.store.read() as session:
        event = session.query(AuditEvent).filter_by(tag="field_device:revoked").one()
    assert (event.actor, event.detail["reason"]) == (HUONG, "Mất máy trên đường đi")
    dropped(office, page, file)
    assert code_of(page) == "QTN-552"
    page.devices.click()
    office.wait(lambda: form.device is not None)
    assert not page.action_bar.primary.isEnabled()  # there is nobody left to revoke
    office.press(Qt.Key.Key_Escape)
    assert page.forms.current is None
    laptop.store.close()


def test_a_clerk_revokes_nobody(office):
    office.log_in(TOI_PIN, TOI)
    page = kits_page(office)
    assert page.devices.forbidden
