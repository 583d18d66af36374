"""Shifts through the real window: opened by one key, handed on, closed, printed; by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import Unfinished
from desktop.ui import theme
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, SIZES, TOI, open_office

CTRL = Qt.KeyboardModifier.ControlModifier


def close_the_first(office) -> None:
    """Close the shift that every office of the tests begins in."""
    office.wait_for("LoginPage")
    office.services.shifts.desk.close(actor=HUONG)


def station(office) -> str:
    """What the header says of the place."""
    return office.window.header._place


def test_one_key_after_the_log_in_opens_a_shift(tmp_path):
    with open_office(tmp_path / "p") as office:
        close_the_first(office)
        office.log_in()
        office.wait(lambda: any("Chưa mở ca" in text for text in office.bars()))
        office.press(Qt.Key.Key_F9)
        office.wait(lambda: office.services.shifts.desk.current() is not None)
        office.idle()
        assert office.services.shifts.desk.current().opened_by == HUONG
        assert office.bars() == []
        assert station(office).endswith("Mường Thử – ca sáng")


def test_a_shift_is_opened_handed_on_and_closed_by_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        close_the_first(office)
        office.log_in()
        draft = office.draft("pao")
        page = office.show(PageName.SHIFT)
        office.idle()
        assert page.title == "Chưa mở ca"
        assert page.action_bar.primary.label == "Mở ca"
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.FIND)
        page = office.show(PageName.SHIFT)
        office.idle()
        assert page.title == "Ca sáng, thứ Tư 20/08/2025"
        assert "còn 1 hồ sơ dở dang" in office.bars()[0]
        assert page.action_bar.primary.label == "Mở việc đang chọn"
        assert page.face.next_one.value() == TOI
        office.press(Qt.Key.Key_F6)
        office.wait(lambda: not page._state.in_the_way)
        office.idle()
        (item,) = office.services.shifts.desk.state().items
        assert (item.kind, item.subject_id, item.given_to) == (Unfinished.DRAFT, draft, TOI)
        assert page.action_bar.primary.label == "Chốt ca"
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.services.shifts.desk.current() is None)
        office.idle()
        assert page.title == "Chưa mở ca"
        closed = page.closed.rows[0]
        assert (closed.shift.closed_by, closed.figures.handed_on) == (HUONG, 1)
        office.press(Qt.Key.Key_P, CTRL)
        office.wait(lambda: list((tmp_path / "papers").glob("*chot-ca-2*")))
        office.idle()
        assert station(office).endswith("Mường Thử")


def test_what_is_left_opens_where_it_is_finished(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.draft("pao")
        office.show(PageName.SHIFT)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.wait(lambda: office.here is PageName.COMPARE)


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_the_page_fits(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.window.resize(*size)
        page = office.show(PageName.SHIFT)
        office.idle()
        assert not page._scroll.verticalScrollBar().isVisible()


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_name_of_the_shift_is_whole(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.receive("pao")
        office.window.resize(*size)
        page = office.show(PageName.SHIFT)
        office.idle()
        people = page.face.people
        room = people.columnWidth(0) - 24  # inside the cell
        bold = theme.current().font("table_strong")
        assert theme.text_width("Nguyễn Thị Phương", bold) <= room
