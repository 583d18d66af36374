"""The plan page in the real window, by keyboard: phases, marks, closing and opening again."""

from datetime import date

from PySide6.QtCore import Qt

from desktop.common.phases import CellConfirmation, Phase
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

CELL = "Bản Huổi Bon"


def on(office, cell=CELL):
    page = office.show(PageName.CAMPAIGN)
    names = [one.name for one in page.cells.table.rows]
    page.cells.table.select_row(names.index(cell))
    office.idle()
    return page


def test_a_phase_is_opened_behind_its_gate_or_with_a_reason(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = on(office)
        assert page.action_bar.primary.label == "Vẫn mở bước Thu nhận"
        office.press(Qt.Key.Key_Return)
        assert page.side.reason_entry.error == "Ghi lý do rồi bấm lại."
        assert page.row.phase is Phase.REVIEW
        for tick in page.side.ticks.values():
            tick.setFocus()
            office.press(Qt.Key.Key_Space)
            office.idle()
        assert office.services.phases.board().cell(CELL).sheet
        assert page.action_bar.primary.label == "Mở bước Thu nhận"
        page.cells.table.setFocus()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.row.phase is Phase.INTAKE
        page.side.reason.setFocus()
        page.side.reason.setText("Hai cụ đi vắng, nhận sau")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.row.phase is Phase.TRANSFER
        assert page.row.opened_with_reason == "Hai cụ đi vắng, nhận sau"


def test_a_cell_is_closed_case_by_case_and_opened_again(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = on(office, "Bản Nà Sang")
        office.press(Qt.Key.Key_F6)
        office.idle()
        assert page.closing.unexplained == 2
        assert page.action_bar.primary.label == "Ghi lý do"
        page.closing.reason.set_value("other")
        office.press(Qt.Key.Key_Return)
        assert page.closing.note_entry.error == "Ghi rõ lý do."
        page.closing.note.setText("đang chờ ý kiến")
        office.press(Qt.Key.Key_Return)
        office.idle()
        page.closing.reason.set_value("abroad")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.closing.unexplained == 0
        assert page.action_bar.primary.label == "Khóa sổ"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.row.closing.by == HUONG
        assert "2 người có lý do" in office.toast()
        assert page.action_bar.primary.label == "Mở lại chi bộ"
        page.side.reason.setFocus()
        page.side.reason.setText("cụ Pao đã về")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.row.closing is None


def test_days_are_set_and_a_turned_one_is_refused(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = on(office)
        office.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        first, last = page.settings.days[Phase.INTAKE]
        first.setText("15/08/2025")
        last.setText("07/08/2025")
        office.press(Qt.Key.Key_Return)
        assert "Trước ngày bắt đầu" in next(
            one.error for one in page.settings._entries if one.field is last
        )
        first.setText("07/08/2025")
        last.setText("15/08/2025")
        page.settings.basis.set_value("Chỉ thị 51-CT/TW")
        office.press(Qt.Key.Key_Return)
        office.idle()
        board = office.services.phases.board()
        assert board.phases[1].span == (date(2025, 8, 7), date(2025, 8, 15))
        assert office.services.campaign.read().legal_basis == "Chỉ thị 51-CT/TW"
        assert page.steps.steps[1].days.text() == "07/08 – 15/08"


def test_a_deadline_is_typed_and_kept_with_enter(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = on(office)
        page.side.deadline.setFocus()
        office.type("19082025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        row = office.services.phases.board().cell(CELL)
        assert (row.deadline, row.is_late) == (date(2025, 8, 19), True)
        planned = {one.cell: one for one in office.services.schedule.board().cells}
        assert planned[CELL].deadline == date(2025, 8, 19)


def test_a_clerk_looks_and_changes_nothing(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        page = on(office)
        assert not page.action_bar.primary.isEnabled()
        assert not page.all_button.isEnabled()
        assert not any(tick.isEnabled() for tick in page.side.ticks.values())
        assert not office.services.phases.board().cell(CELL).catalogue


def test_all_cells_that_may_go_on_with_one_key(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        for what in CellConfirmation:
            office.services.phases.confirm(CELL, what, actor=HUONG)
        page = on(office)
        office.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        office.idle()
        assert office.toast() == "Đã mở bước sau cho 1 chi bộ."
        assert page.row.phase is Phase.INTAKE
