"""The year's holidays: seen by everybody, kept otherwise by keys and by those who plan shifts."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from desktop.common.vocabulary import DayKind
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

CTRL = Qt.KeyboardModifier.ControlModifier
MAKE_UP = date(2025, 11, 29)  # a Saturday


def row_of(page, day: date):
    """The line of a day; None when the year has none."""
    return next((row for row in page.table.rows if row.day == day), None)


def test_a_make_up_day_is_kept_found_changed_and_forgotten_by_keys(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.SHIFT)
        office.press(Qt.Key.Key_H, CTRL)
        office.wait(lambda: office.here is PageName.HOLIDAYS)
        office.idle()
        page = office.page
        assert page.title == "Lịch nghỉ lễ năm 2025"
        assert row_of(page, date(2025, 9, 2)).name == "Quốc khánh"
        assert not page.forget_button.isEnabled()
        assert page.side.day.hasFocus()
        office.type("29112025")
        assert page.side.day_entry.note.text() == "thứ Bảy"
        office.press(Qt.Key.Key_Return)
        assert page.side.name_entry.error == "Ghi ngày gì, theo văn bản nào."
        page.side.name.set_value("Làm bù theo Công văn 15")
        office.press(Qt.Key.Key_Return)
        office.idle()
        kept = row_of(page, MAKE_UP)
        assert (kept.is_holiday, kept.override) == (False, DayKind.WORKING)
        assert page.row.day == MAKE_UP
        assert page.side.day.text() == ""
        page.table.setFocus()
        office.press(Qt.Key.Key_Return)
        assert page.side.day.text() == "29/11/2025"
        assert page.side.name.value() == "Làm bù theo Công văn 15"
        page.table.setFocus()
        office.press(Qt.Key.Key_F6)
        office.idle()
        assert row_of(page, MAKE_UP) is None
        office.window.toasts.toast.notice.on_undo()
        office.idle()
        assert row_of(page, MAKE_UP).name == "Làm bù theo Công văn 15"
        assert page.row.day == MAKE_UP


def test_a_holiday_that_is_worked_through_and_a_year_further(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.HOLIDAYS)
        page.table.setFocus()
        page.table.set_rows(
            page.table.rows, select=[row.day for row in page.table.rows].index(date(2025, 9, 2))
        )
        office.press(Qt.Key.Key_Return)
        assert page.side.kind is DayKind.WORKING
        page.side.name.set_value("Trực chiến dịch")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert not row_of(page, date(2025, 9, 2)).is_holiday
        office.press(Qt.Key.Key_PageDown)
        office.idle()
        assert page.title == "Lịch nghỉ lễ năm 2026"
        assert {row.day.year for row in page.table.rows} == {2026}
        page.year = 2100
        office.press(Qt.Key.Key_PageDown)
        office.idle()
        assert office.bars() == ["Không có lịch của năm 2101. Ghi năm từ 2000 đến 2100."]
        assert page.year == 2026


def test_what_is_no_day_is_said(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.HOLIDAYS)
        office.type("112025")
        office.press(Qt.Key.Key_Return)
        assert page.side.day_entry.error.startswith("Gõ đủ ngày, tháng, năm")
        assert page.side.day.hasFocus()


def test_a_clerk_reads_and_is_told_who_keeps_the_calendar(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.wait_for("LoginPage")
        office.services.shifts.calendar.keep(MAKE_UP, DayKind.WORKING, "Làm bù", actor=HUONG)
        office.log_in(TOI_PIN, TOI)
        page = office.show(PageName.HOLIDAYS)
        assert row_of(page, MAKE_UP) is not None
        assert not page.action_bar.primary.isEnabled()
        assert "Phụ trách ca" in page.action_bar._reason.text()
        assert not page.forget_button.isEnabled()
        office.press(Qt.Key.Key_Return)
        office.press(Qt.Key.Key_F6)
        office.idle()
        assert office.bars() == []
        assert page.side.day.text() == ""
