"""Kits, people taken twice and people lent, in the real window: files lie on a stick between."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.common.vocabulary import Channel
from desktop.models import Application, AuditEvent, FieldRecord
from desktop.ui.context import PageName
from desktop.ui.field import kit_acts
from desktop.ui.widgets.plain_label import PlainLabel
from tests.field.places import CLERK, lend, visit_list, with_list
from tests.ui.field.kit_places import beside, inside
from tests.ui.shell.office import HUONG, HUONG_PIN, TOI, TOI_PIN, open_office, shown

NAMES = ("giang a pao", "lo thi pang")


@pytest.fixture
def office(tmp_path):
    with open_office(tmp_path / "p") as opened:
        yield opened


@pytest.fixture
def laptop(office, tmp_path):
    made = beside(tmp_path, "MT03")
    yield made
    made.store.close()


def lent(office, laptop, folder):
    """Lend two people to the laptop, which opens its kit; return the office and the people."""
    here = inside(office, folder)
    people = [office.member(name) for name in NAMES]
    laptop.kits.opening.open_kit(lend(here, laptop, visit_list(here, people)), actor=CLERK)
    return here, people


def kits_page(office):
    page = office.show(PageName.KITS)
    office.wait(lambda: page.seen is not None)
    return page


def dropped(office, page, file):
    """Drop a file onto a page, as from a file manager."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(event)
    settled(office, page)


def settled(office, page):
    office.wait(lambda: not page.is_working)
    office.idle()


def said(page):
    return " ".join(label.text() for label in shown(page, PlainLabel))


def taken_twice(office, laptop, folder):
    here, people = lent(office, laptop, folder)
    here.kits.packing.take_back(people[0], reason="Người này tự đến quầy", actor=CLERK)
    ours, theirs = here.receive(people[0], Channel.COUNTER), laptop.receive(people[0])
    return laptop.kits.returning.write(laptop.stick, actor=CLERK).path, ours, theirs


def test_the_office_packs_by_its_page_and_merges_what_is_dropped(office, laptop, tmp_path):
    office.log_in()
    here = inside(office, tmp_path)
    people = [office.member(name) for name in NAMES]
    visit_list(here, people)
    page = kits_page(office)
    assert not page.packed_panel.is_filled
    office.press(Qt.Key.Key_Return)
    assert page.pack_side.isVisible()
    assert not page.action_bar.primary.isEnabled()
    page.use_file(laptop.key_file())
    assert page.action_bar.primary.isEnabled()
    page.do(lambda *rest: kit_acts.packing(page.pack_side.order(), *rest), tmp_path / "usb")
    settled(office, page)
    assert page.packed.rows[0].still_out == 2
    assert len(page.told.digits.split()) == 6
    (kit,) = (tmp_path / "usb").glob("*.qtk")
    laptop.kits.opening.open_kit(kit, actor=CLERK)
    key = laptop.receive(people[0])
    dropped(office, page, laptop.kits.returning.write(laptop.stick, actor=CLERK).path)
    assert "Gộp 1 hồ sơ" in office.toast()
    assert page.packed.rows[0].still_out == 1
    assert here.application(key).state == "received"


def test_what_is_wrong_with_a_return_is_said_on_the_page(office, laptop, tmp_path):
    office.log_in()
    here, people = lent(office, laptop, tmp_path)
    laptop.receive(people[0])
    file = laptop.kits.returning.write(laptop.stick, actor=CLERK).path
    whole = file.read_bytes()
    page = kits_page(office)
    file.write_bytes(whole[:-200])
    dropped(office, page, file)
    assert "QTN-551" in {bar.message.code for bar in page.bars.bars}
    file.write_bytes(whole)
    (known,) = here.kits.devices.devices()
    here.kits.devices.revoke(known.device_id, reason="Mất máy", actor=CLERK)
    dropped(office, page, file)
    (bar,) = page.bars.bars
    assert bar.message.code == "QTN-552"
    # The way out is on the bar: get to know the laptop anew, with its digits.
    bar._act()
    page.pack_side.use_file(laptop.key_file())
    page.action_bar.primary.click()
    settled(office, page)
    assert page.bars.bars[0].message.code == "QTN-546"
    assert page.pack_side.digits.hasFocus()
    page.pack_side.digits.set_value(laptop.digits().replace(" ", ""))
    page.action_bar.primary.click()
    settled(office, page)
    assert "MT03" in office.toast()
    dropped(office, page, file)
    assert "Gộp 1 hồ sơ" in office.toast()


def test_a_laptop_opens_a_kit_and_says_what_is_wrong_with_another(office, tmp_path):
    office.log_in()
    home, other = with_list(beside(tmp_path, "VP01"), tmp_path), beside(tmp_path, "MT04")
    here, people = inside(office, tmp_path), home.members()
    page = kits_page(office)
    page.other.click()
    assert page.is_laptop
    page.do(kit_acts.key_writing, tmp_path / "usb")
    settled(office, page)
    assert len(page.told.digits.split()) == 6
    kit = lend(home, here, visit_list(home, people[:1]))
    dropped(office, page, kit)
    assert [one.number for one in page.opened.rows] == [1]
    dropped(office, page, kit)
    assert "đã mở trước đó" in office.toast()
    strange = lend(home, other, visit_list(home, people[1:2], 2))
    dropped(office, page, strange)
    assert page.bars.bars[0].message.code == "QTN-541"
    home.kits.packing.take_back(people[0], reason="Đóng gói lại cho máy này", actor=CLERK)
    late = lend(home, here, visit_list(home, people[:1], 3), days=1)
    office.services.clock.advance(timedelta(days=2))
    dropped(office, page, late)
    assert page.bars.bars[0].message.code == "QTN-542"
    page.do(kit_acts.returning, tmp_path / "usb")
    settled(office, page)
    assert list((tmp_path / "usb").glob("TN01-luudong-*.qtr"))
    assert page.action_bar.primary.label == "Ghi kết quả mang về"
    for one in (home, other):
        one.store.close()


def test_a_supervisor_chooses_between_two_records_and_both_stay(office, laptop, tmp_path):
    office.log_in()
    file, ours, theirs = taken_twice(office, laptop, tmp_path)
    page = kits_page(office)
    dropped(office, page, file)
    (bar,) = page.bars.bars
    visits = office.show(PageName.VISITS)
    office.wait(lambda: visits.seen is not None)
    assert visits.kits_button.label == "Gói lưu động (1 trùng)"
    bar_of = kits_page(office)
    assert bar_of.conflicts.label == "Hồ sơ trùng (1)"
    del bar
    page = office.show(PageName.CONFLICTS)
    office.wait(lambda: page.detail is not None)
    assert not page.sheet.ours.photo.image.isNull()
    assert page.sheet.ours.photo.image != page.sheet.theirs.photo.image
    number = office.services.intake.draft(ours).fields["personal_id"]
    assert number not in said(page)
    office.press(Qt.Key.Key_2)
    assert page.kept == "theirs"
    assert not page.action_bar.primary.isEnabled()
    assert page.reason.hasFocus()
    page.reason.set_value("Ảnh chụp tại nhà rõ hơn")
    office.press(Qt.Key.Key_Return)
    office.wait(lambda: not page.panel.is_filled)
    with office.services.store.read() as session:
        assert session.get(Application, ours).state == "withdrawn"
        assert session.get(Application, theirs).state == "received"


def test_the_other_choice_keeps_the_laptops_record_aside(office, laptop, tmp_path):
    office.log_in()
    file, ours, theirs = taken_twice(office, laptop, tmp_path)
    inside(office, tmp_path).kits.merging.merge([file], actor=CLERK)
    page = office.show(PageName.CONFLICTS)
    office.wait(lambda: page.detail is not None)
    page.numbers.click()
    office.wait(lambda: page.sheet.is_revealed)
    number = office.services.intake.draft(ours).fields["personal_id"]
    assert number in said(page).replace(" ", "")
    office.press(Qt.Key.Key_1)
    page.reason.set_value("Đã in biên nhận ở quầy")
    page.action_bar.primary.click()
    office.wait(lambda: not page.panel.is_filled)
    with office.services.store.read() as session:
        record = session.get(FieldRecord, theirs)
        assert (record.state, record.reason) == ("set_aside", "Đã in biên nhận ở quầy")
        assert session.get(Application, ours).state == "received"


def test_a_clerk_sees_both_and_a_supervisor_is_named_for_the_choice(office, laptop, tmp_path):
    office.log_in(TOI_PIN, TOI)
    file, *_ = taken_twice(office, laptop, tmp_path)
    inside(office, tmp_path).kits.merging.merge([file], actor=CLERK)
    page = office.show(PageName.CONFLICTS)
    office.wait(lambda: page.detail is not None)
    assert page.action_bar.primary.forbidden
    assert not page.action_bar.primary.isEnabled()


def test_a_lent_person_is_taken_back_at_the_counter_by_a_supervisor(office, laptop, tmp_path):
    office.log_in(TOI_PIN, TOI)
    _, people = lent(office, laptop, tmp_path)
    office.session.navigation.show(PageName.COMPARE, member_id=people[0])
    office.wait(lambda: office.here is PageName.LENT)
    office.idle()
    page = office.page
    assert "MT03" in page.where.text()
    assert "Giàng A Pao" in page.who.text()
    names = [page.form.who.itemText(at) for at in range(page.form.who.count())]
    assert names == [HUONG]  # a clerk does not vouch
    page._opened = 0.0
    office.press(Qt.Key.Key_Return)
    assert office.here is PageName.LENT
    page.form.reason.set_value("Người này tự đến quầy")
    page.form.secret.set_value("000000")
    page.action_bar.primary.click()
    office.wait(lambda: bool(page.bars.bars))
    assert office.services.kits.packing.lease_of(people[0]) is not None
    page.form.secret.set_value(HUONG_PIN)
    page.action_bar.primary.click()
    office.wait(lambda: office.here is PageName.COMPARE)
    office.idle()
    assert office.page._draft is not None
    with office.services.store.read() as session:
        ended = session.query(AuditEvent).filter_by(tag="field_lease:ended").one()
    assert ended.actor == HUONG
    assert ended.detail["reason"] == "Người này tự đến quầy"
