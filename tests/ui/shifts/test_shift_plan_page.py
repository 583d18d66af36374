"""The plan through the real window: planned, repeated, undone, printed and written by keys."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from PySide6.QtCore import Qt

from desktop.common.shifts import DayPart, Shift
from desktop.security.views import Role
from desktop.shifts.plan.views import HERE, Person, Presence
from desktop.ui.context import PageName
from desktop.ui.shifts import plan_files
from desktop.ui.shifts.plan_cells import Spot
from desktop.ui.widgets.chip import Chip
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office, shown

CTRL = Qt.KeyboardModifier.ControlModifier
MORNING = Shift(date(2025, 8, 20), DayPart.MORNING)
THURSDAY = Shift(date(2025, 8, 21), DayPart.MORNING)
NEXT = Shift(date(2025, 8, 28), DayPart.MORNING)


def plan_page(office):
    """Come to the plan by keys, from the page of the shift."""
    office.show(PageName.SHIFT)
    office.press(Qt.Key.Key_T, CTRL)
    office.wait(lambda: office.here is PageName.SHIFT_PLAN)
    office.idle()
    return office.page


def names(office, shift, place=HERE):
    week = office.services.shifts.plan.week(shift.day)
    return [turn.person.name for turn in week.slot(shift).at(place)]


def test_people_are_planned_by_arrows_and_digits_and_the_week_is_copied_by_enter(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = plan_page(office)
        assert page.title == "Tuần 18/08 – 24/08/2025"
        assert office.bars() == [
            "Chưa xếp ai trực tuần này. Chọn ô bằng phím mũi tên, rồi bấm số của từng người."
        ]
        assert page.grid.spot() == Spot(MORNING, HERE)
        office.press(Qt.Key.Key_Right)
        office.press(Qt.Key.Key_1)  # two quick ones: the second must not forget the first
        office.press(Qt.Key.Key_2)
        office.idle()
        assert sorted(names(office, THURSDAY)) == sorted([HUONG, TOI])
        assert page.grid.spot() == Spot(THURSDAY, HERE)
        assert [chip.isChecked() for chip in page.editor.chips] == [True, True]
        assert "Cần xem lại" in office.bars()[0]
        office.press(Qt.Key.Key_2)
        office.idle()
        assert names(office, THURSDAY) == [HUONG]
        office.press(Qt.Key.Key_Z, CTRL)
        office.idle()
        assert sorted(names(office, THURSDAY)) == sorted([HUONG, TOI])
        assert page.action_bar.primary.label == "Sang tuần sau"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.title == "Tuần 25/08 – 31/08/2025"
        assert page.action_bar.primary.label == "Chép lịch tuần trước"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert sorted(names(office, NEXT)) == sorted([HUONG, TOI])
        assert office.toast() == "Đã thêm 2 lượt trực."
        office.press(Qt.Key.Key_Delete)
        office.idle()
        assert names(office, NEXT) == []


def test_others_and_other_places_are_typed(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = plan_page(office)
        office.press(Qt.Key.Key_Right)
        office.press(Qt.Key.Key_N, CTRL)
        assert page.editor.guest.hasFocus()
        office.type("Tong Van Giup 1")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert names(office, THURSDAY) == ["Tong Van Giup 1"]
        office.press(Qt.Key.Key_M, CTRL)
        office.type("To luu dong")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.grid.spot() == Spot(THURSDAY, "To luu dong")
        office.press(Qt.Key.Key_3)
        office.press(Qt.Key.Key_1)
        office.idle()
        first = page.editor.chips[0].accessibleName().split("  ")[1]
        assert names(office, THURSDAY, "To luu dong") == ["Tong Van Giup 1", first]
        assert any("Tong Van Giup 1 được xếp ở hai nơi" in bar for bar in office.bars())
        assert page.grid.hasFocus()


def test_what_is_refused_is_said_and_the_plan_stays(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = plan_page(office)
        office.press(Qt.Key.Key_Right)
        page.editor.guest_wanted.emit("?!")
        office.idle()
        assert any("Chưa ghi họ và tên" in bar for bar in office.bars())
        assert names(office, THURSDAY) == []
        page.grid.select(Spot(Shift(date(2025, 8, 18), DayPart.MORNING), HERE))
        office.press(Qt.Key.Key_1)
        office.idle()
        assert names(office, Shift(date(2025, 8, 18), DayPart.MORNING)) == []
        assert page.editor.about.text() == "Ca đã qua, không có ai."


def test_the_week_is_repeated_printed_and_written(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = plan_page(office)
        office.press(Qt.Key.Key_Right)
        office.press(Qt.Key.Key_1)
        office.idle()
        office.press(Qt.Key.Key_D, CTRL)
        office.idle()
        assert office.toast() == "Đã thêm 4 lượt trực."
        office.press(Qt.Key.Key_P, CTRL)
        office.wait(lambda: list((tmp_path / "papers").glob("*lich-truc-18-08-2025*")))
        office.idle()
        target = tmp_path / "lich.xlsx"
        plan_files.save_weeks(page._context, page._monday, target, page._failed)
        office.wait(target.exists)
        office.idle()
        book = openpyxl.load_workbook(BytesIO(target.read_bytes()))
        assert len(book.sheetnames) == 6
        assert office.toast() == "Đã xuất 5 tuần ra lich.xlsx."


def test_who_may_not_plan_sees_it_and_who_worked(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        plan = office.services.shifts.plan
        people = {one.full_name: one.id for one in office.services.login.active()}
        plan.set_turns(MORNING, HERE, [Person(HUONG, people[HUONG])], actor=HUONG)
        plan.set_turns(THURSDAY, HERE, [Person(HUONG, people[HUONG])], actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = plan_page(office)
        assert office.services.login.seat.role is Role.CLERK
        slot = plan.week(MORNING.day).slot(MORNING)
        assert slot.turns[0].presence is Presence.COMING
        assert [one.name for one in slot.unplanned] == [TOI]
        assert page.editor.about.text() == f"{TOI} 07:15: làm ngoài lịch"
        assert shown(page.editor, Chip) == []
        assert page.repeat_button.isHidden()
        assert page.action_bar.primary.label == "Sang tuần sau"
        office.press(Qt.Key.Key_Right)
        office.press(Qt.Key.Key_1)
        office.press(Qt.Key.Key_Delete)
        office.idle()
        assert names(office, THURSDAY) == [HUONG]
        assert page.editor.about.text() == HUONG


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_a_full_week_fits(tmp_path, size):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.window.resize(*size)
        page = plan_page(office)
        people = [Person(f"Nguyễn Thị Ngọc Ánh {n}") for n in "AB"]
        for day in range(20, 25):
            for part in DayPart:
                shift = Shift(date(2025, 8, day), part)
                office.services.shifts.plan.set_turns(shift, HERE, people, actor=HUONG)
        page._ask()
        office.idle()
        assert not page._scroll.verticalScrollBar().isVisible()
        assert not page.grid.verticalScrollBar().isVisible()
        assert page.grid.columnWidth(0) + sum(page.grid.columnWidth(n) for n in range(1, 8)) == (
            page.grid.viewport().width()
        )
