"""The queue in the real window: digits give numbers, Enter calls, F6 says nobody came."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.vocabulary import TurnPriority
from desktop.models import AuditEvent
from desktop.security.views import Role
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

CTRL = Qt.KeyboardModifier.ControlModifier
PAO = factories.CARD.split("|")[0]


def say(office, key, modifier=Qt.KeyboardModifier.NoModifier):
    """Press a key that a button shows; one pressed by its shortcut stays down for 100 ms."""
    QTest.qWait(150)
    office.press(key, modifier)
    QTest.qWait(130)
    office.idle()


def numbers(page):
    model = page.table.model()
    return [model.cell(row, 0).text for row in range(model.rowCount())]


def tags(page):
    model = page.table.model()
    return [model.cell(row, 4).text for row in range(model.rowCount())]


def at_the_queue(office):
    office.log_in()
    page = office.show(PageName.QUEUE)
    QTest.qWait(450)  # Enter is deaf for 400 ms
    return page


def test_a_day_at_the_door(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = at_the_queue(office)
        assert not page.panel.is_filled
        assert not page.primary.isEnabled()
        for key in (Qt.Key.Key_1, Qt.Key.Key_1, Qt.Key.Key_4):
            say(office, key)
        assert numbers(page) == ["3", "1", "2"]
        assert tags(page) == ["Thương binh", "", ""]
        assert "Đã phát số 3" in office.toast()
        assert page.primary.label == "Mời số 3"
        say(office, Qt.Key.Key_Return)
        assert page.side.number.text() == "3"
        assert page.side.waiting.number.text() == "2"
        say(office, Qt.Key.Key_F6)
        assert page.side.number.text() == "–"
        assert numbers(page) == ["1", "2", "3"]
        assert tags(page)[2] == "Đã mời 1 lần"
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)
        assert (page.side.number.text(), page.side.served.number.text()) == ("2", "1")
        say(office, Qt.Key.Key_Return)
        say(office, Qt.Key.Key_Return)  # nobody waits: the last one has been served
        assert (page.side.number.text(), page.side.served.number.text()) == ("–", "3")
        with office.services.store.read() as session:
            found = session.query(AuditEvent).filter(AuditEvent.tag.like("ticket:%")).all()
        assert {event.actor for event in found} == {HUONG}
        assert len([event for event in found if event.tag == "ticket:served"]) == 3


def test_a_scanned_card_gets_a_number_once_and_age_gives_priority(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = at_the_queue(office)
        office.services.campaign.change({"priority_age": "50"}, actor=HUONG)
        page.on_scan(factories.CARD)
        office.idle()
        assert "Đã phát số 1 cho Giàng A Pao" in office.toast()
        assert page.line.ticket.priority is TurnPriority.NONE  # born 1978
        page.on_scan(factories.CARD)
        office.idle()
        assert "đã có số 1" in office.bars()[0]
        page.on_scan(factories.CARD.replace(PAO, "014078099999"))
        office.idle()
        assert "Chưa thấy người này" in office.bars()[0]
        say(office, Qt.Key.Key_Return)
        assert page.side.who.text() == "Giàng A Pao"
        say(office, Qt.Key.Key_O, CTRL)
        assert office.here is PageName.FIND
        assert office.page.box.text() == "Giàng A Pao"


def test_the_slip_is_printed_and_a_number_is_dropped_or_called_out_of_turn(tmp_path):
    with open_office(tmp_path / "office") as office:
        page = at_the_queue(office)
        for _ in range(3):
            say(office, Qt.Key.Key_1)
        page.table.select_row(1)
        say(office, Qt.Key.Key_P, CTRL)
        assert list((tmp_path / "papers").glob("*so-2*"))
        say(office, Qt.Key.Key_Return, CTRL)
        assert page.side.number.text() == "2"
        page.table.select_row(0)
        say(office, Qt.Key.Key_Delete)
        assert numbers(page) == ["3"]


def test_the_counter_calls_the_next_person_by_one_key(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.log_in()
        page = office.show(PageName.FIND)
        assert not page.queue.isVisible()
        member = office.member()
        office.services.queue.issue(actor=TOI)
        office.services.queue.issue(TurnPriority.SICK, actor=TOI, member_id=member)
        page = office.show(PageName.FIND)
        assert page.queue.isVisible()
        assert "Chờ 2 người" in page.queue.words.text()
        say(office, Qt.Key.Key_F2)
        assert "Đang mời số 2" in page.queue.words.text()
        assert page.box.text() == "Giàng A Pao"
        assert page.box.input.hasFocus()
        say(office, Qt.Key.Key_F2)
        assert "Đang mời số 1. Không còn ai chờ." in page.queue.words.text()
        assert page.box.text() == ""


def test_an_inspector_only_looks(tmp_path):
    with open_office(tmp_path / "office") as office:
        office.wait_for("LoginPage")
        office.idle()
        toi = next(one for one in office.services.login.active() if one.full_name == TOI)
        office.services.operators.change_role(toi.id, Role.INSPECTOR, actor=HUONG)
        office.services.queue.issue(actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.QUEUE)
        assert numbers(page) == ["1"]
        buttons = (page.primary, page.chosen, page.gone, *page.issue_buttons.values())
        assert not any(button.isEnabled() for button in buttons)
        page.on_scan(factories.CARD)
        office.idle()
        assert numbers(page) == ["1"]


def test_the_queue_is_read_again_by_itself(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "office", clock=clock) as office:
        page = at_the_queue(office)
        office.services.queue.issue(actor=TOI)  # another counter
        page._timer.setInterval(50)
        office.wait(lambda: page.table.rows)
        assert numbers(page) == ["1"]
        clock.advance(timedelta(minutes=7))
        office.wait(lambda: page.side.longest.number.text() == "7 phút")
        page.leave()
        assert not page._timer.isActive()
