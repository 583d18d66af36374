"""The morning: one line, nobody waits, what is not there says what to do."""

import threading
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import Qt

from desktop.demo.people import invent_commune
from desktop.diagnostics.views import CheckRow, Verdict
from desktop.photo.demo_camera import DemoCamera
from desktop.ui.context import PageName
from desktop.ui.widgets.plain_label import PlainLabel
from tests import factories
from tests.ui.shell.office import HUONG, open_office


def camera():
    return DemoCamera([np.full((720, 1280, 3), 90, np.uint8)], fps=60)


def test_the_first_log_in_of_a_day_sees_the_morning_and_the_second_the_counter(tmp_path):
    with open_office(tmp_path / "p", morning=True, camera=camera) as office:
        office.log_in()
        assert office.here is PageName.MORNING
        page = office.page
        assert "cần xem" in page.line.words.text()  # no copy was ever made here
        names = {line.row.name for line in page.grid.lines}
        assert "backup" in names
        assert {"camera", "printer", "shift"}.isdisjoint(names), "these are there"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.FIND
    with open_office(tmp_path / "p", fresh=False, morning=True) as office:
        office.log_in()
        assert office.here is PageName.FIND
        office.services.shifts.desk.close(actor=HUONG)
    tomorrow = factories.clock(factories.MORNING + timedelta(days=1))
    with open_office(tmp_path / "p", fresh=False, morning=True, clock=tomorrow) as office:
        office.log_in()
        assert office.here is PageName.MORNING
        assert "shift" in {line.row.name for line in office.page.grid.lines}
        assert not office.bars()
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert any("Chưa mở ca" in bar for bar in office.bars()), "it is offered where it stays"


def test_what_was_left_open_in_the_evening_comes_before_the_check(tmp_path):
    evening, early = (
        factories.clock(factories.MORNING + timedelta(hours=hours)) for hours in (12, 23)
    )
    with open_office(tmp_path / "p", clock=evening) as office:
        office.log_in()
        draft = office.draft()
        office.show(PageName.COMPARE, application_id=draft)
    with open_office(tmp_path / "p", fresh=False, morning=True, clock=early) as office:
        office.log_in()
        assert office.here is PageName.COMPARE
        assert office.session.navigation.payload == {"application_id": draft}
        office.show(PageName.FIND)
        words = [label.text() for label in office.window.header.findChildren(PlainLabel)]
        assert "06:15" in words, "the header goes by the clock of the counter"
        assert office.here is PageName.FIND, "nothing stands in the way afterwards either"
        assert office.services.overview.drafts()[0].application_id == draft


def test_nobody_waits_for_it(tmp_path):
    """A camera that hangs is still being asked when the first card is scanned."""
    hangs, let_go = threading.Event(), threading.Event()

    def stuck():
        hangs.set()
        let_go.wait(30)

    with open_office(tmp_path / "p", morning=True, camera=stuck) as office:
        try:
            office.wait_for("LoginPage")
            office.session.door.enter_as(HUONG)
            office.wait_for("MorningPage")
            assert hangs.wait(20)
            person = invent_commune(1, 1).people[0]
            number = person.personal_id
            office.session.desk.take_card(f"{number}||{person.full_name}|01011990|Nam|x|01012022")
            assert office.here is PageName.FIND
        finally:
            let_go.set()
        office.idle()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_it_is_one_green_line_when_all_is_there(tmp_path, key):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        assert office.here is PageName.MORNING
        page = office.page
        good = CheckRow("disk", "Ổ đĩa", "còn chỗ", Verdict.OK)
        bad = CheckRow("printer", "Máy in", "chưa có", Verdict.LOOK, "Nối máy in.")
        page.show_rows((good, bad))
        assert page.line.kind == "warn"
        assert [line.row.name for line in page.grid.lines] == ["printer"]
        page.show_rows((good, CheckRow("printer", "Máy in", "có", Verdict.OK)))
        assert page.line.words.text() == "Sẵn sàng"
        assert page.line.kind == "ok"
        assert not page.grid.lines
        office.press(key)
        office.idle()
        assert office.here is PageName.FIND
