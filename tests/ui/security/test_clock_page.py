"""The page that stands in for the counter while the clock is not believed; by keys alone."""

from datetime import timedelta

from PySide6.QtCore import Qt

from desktop.models import AuditEvent
from desktop.ui.context import PageName
from tests import factories
from tests.ui.shell.office import HUONG, HUONG_PIN, open_office


def test_the_counter_waits_until_the_clock_is_right(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "p", actor=HUONG, clock=clock) as office:
        office.wait_for("FindPage")
        office.services.clock_watch.require()
        clock.advance(-timedelta(days=2))
        office.session.navigation.show(PageName.FIND)
        page = office.wait_for("ClockPage")
        office.wait(lambda: "chậm hơn" in page.title)
        assert page.values[0].text().endswith("18/08/2025")
        assert page.values[2].text().endswith("20/08/2025")
        clock.advance(timedelta(days=2))
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: page.title == "Đồng hồ máy đã đúng")
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")


def test_who_answers_for_it_lets_it_pass_with_pin_and_reason(tmp_path):
    clock = factories.clock()
    with open_office(tmp_path / "p", actor=HUONG, clock=clock) as office:
        office.wait_for("FindPage")
        clock.zone = timedelta(hours=8)
        office.session.navigation.show(PageName.FIND)
        page = office.wait_for("ClockPage")
        office.wait(lambda: "múi giờ" in page.title)
        assert page.values[0].text() == "08:15 20/08/2025 (giờ Việt Nam 07:15 20/08/2025)"
        office.idle()
        office.press(Qt.Key.Key_F6)
        assert page.form.reason.hasFocus()
        assert [page.form.who.itemText(n) for n in range(page.form.who.count())] == [HUONG]
        office.press(Qt.Key.Key_Return)
        assert page.form.reason_entry.error
        office.type("may cua doan ban")
        page.form.secret.set_value("999999")
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: bool(office.bars()))
        assert page.form.secret.value() == ""
        page.form.secret.set_value(HUONG_PIN)
        office.press(Qt.Key.Key_Return)
        office.wait_for("FindPage")
        office.idle()
        assert type(office.page).__name__ == "FindPage"
        with office.services.store.read() as session:
            (event,) = session.query(AuditEvent).filter_by(tag="clock:overridden")
        assert (event.detail["zone"], event.detail["faults"]) == ("UTC+08:00", ["wrong_zone"])
