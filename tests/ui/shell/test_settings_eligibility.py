"""The table "Ai được đổi thẻ": read by all, changed by keys, taken back, written out."""

from __future__ import annotations

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.ui.context import PageName
from tests.ui.shell.office import HUONG, TOI, TOI_PIN, open_office

ENTER, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Down
CONTROL = Qt.KeyboardModifier.ControlModifier
PROBATIONARY = MemberStatus.PROBATIONARY


def rules_panel(office, *, status: MemberStatus = PROBATIONARY):
    """Open the part by its digit and walk to a status with the keyboard."""
    office.show(PageName.SETTINGS)
    office.idle()
    digit = list(office.page.parts.rows).index("eligibility") + 1
    office.press(Qt.Key(Qt.Key.Key_0.value + digit))
    panel = office.page.eligibility
    assert panel.isVisible()
    office.press(Qt.Key.Key_Tab)
    office.wait(panel.table.hasFocus)
    office.wait(lambda: bool(panel.table.rows))
    for _ in range([line.rule.status for line in panel.table.rows].index(status)):
        office.press(DOWN)
    assert panel.table.current_row().rule.status is status
    return panel


def rule(office, status: MemberStatus = PROBATIONARY):
    return next(one for one in office.services.eligibility.rules() if one.status is status)


def retype(panel, words: str) -> None:
    panel.editor.reason.setFocus()
    panel.editor.reason.selectAll()
    panel.editor.reason.insert(words)  # as the input method gives Vietnamese letters


def test_everybody_is_counted_once_above_the_rules(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        twin = {FieldKey.FULL_NAME: "Lò Thị Pàng"}
        status = MemberStatus.TEMPORARY_RESIDENT
        office.services.roster.add_outside(twin, status=status, actor=HUONG)
        panel = rules_panel(office)
        total = "5 trong danh sách = 4 đủ điều kiện + 1 không thuộc diện"
        office.wait(lambda: panel.total.text() == total)
        assert "1 người" in panel.apart.text()
        assert panel.apart.isVisible()
        counts = {line.rule.status: line.outside for line in panel.table.rows if line.outside}
        assert counts == {PROBATIONARY: 1, status: 1}


def test_enter_edits_enter_keeps_and_the_toast_takes_it_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        panel = rules_panel(office)
        before = rule(office)
        primary = office.page.action_bar.primary
        assert primary.label == "Sửa dòng này"
        office.press(ENTER)
        assert panel.editor.is_open
        assert primary.label == "Lưu quy tắc"
        assert panel.editor.answer.hasFocus()
        office.press(Qt.Key.Key_Up)  # yes
        retype(panel, "Nhận trước, thẻ cấp sau khi chính thức.")
        office.press(ENTER)
        office.idle()
        kept = rule(office)
        assert (kept.eligible, kept.reason, kept.is_default) == (
            True,
            "Nhận trước, thẻ cấp sau khi chính thức.",
            False,
        )
        assert panel.total.text().startswith("5 trong danh sách = 5 đủ điều kiện")
        assert not panel.editor.isVisible()
        assert panel.table.current_row().rule.status is PROBATIONARY
        assert office.toast() == "Đã đổi quy tắc: Dự bị."
        office.window.toasts.toast.button.click()
        office.idle()
        assert rule(office) == before
        assert panel.total.text().startswith("5 trong danh sách = 4 đủ điều kiện")


def test_a_refusal_without_words_is_not_kept_and_escape_gives_up(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        panel = rules_panel(office)
        before = rule(office)
        office.press(Qt.Key.Key_F2)
        assert panel.editor.is_open
        retype(panel, "")
        office.press(ENTER)
        office.idle()
        assert panel.editor.is_open
        assert panel.editor.reason_entry.error.startswith("Ghi lý do")
        assert rule(office) == before
        retype(panel, "Chờ cấp ủy.")
        office.press(Qt.Key.Key_Escape)
        assert not panel.editor.is_open
        assert panel.table.hasFocus()
        assert rule(office) == before
        assert office.here is PageName.SETTINGS


def test_a_changed_rule_is_put_back_as_delivered_and_that_too_can_be_taken_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        delivered = rule(office, MemberStatus.ABROAD)
        rules = office.services.eligibility
        rules.set_rule(MemberStatus.ABROAD, eligible=False, reason="Hẹn dịp Tết.", actor=HUONG)
        panel = rules_panel(office, status=MemberStatus.ABROAD)
        assert panel.reset_button.isEnabled()
        office.press(Qt.Key.Key_R, CONTROL)
        office.idle()
        assert rule(office, MemberStatus.ABROAD) == delivered
        assert not panel.reset_button.isEnabled()
        office.window.toasts.toast.button.click()
        office.idle()
        assert rule(office, MemberStatus.ABROAD).reason == "Hẹn dịp Tết."


def test_official_members_are_fixed_and_people_apart_get_other_words_only(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        panel = rules_panel(office, status=MemberStatus.OFFICIAL)
        assert not panel.edit_button.isEnabled()
        office.press(Qt.Key.Key_F2)
        assert not panel.editor.is_open
        assert office.here is PageName.SETTINGS
        panel = rules_panel(office, status=MemberStatus.TEMPORARY_RESIDENT)
        office.press(ENTER)
        assert not panel.editor.answer.isVisible()
        assert panel.editor.reason.hasFocus()
        retype(panel, "Nhận tại đây, báo về nơi sinh hoạt.")
        office.press(ENTER)
        office.idle()
        kept = rule(office, MemberStatus.TEMPORARY_RESIDENT)
        assert (kept.eligible, kept.reason) == (True, "Nhận tại đây, báo về nơi sinh hoạt.")


def test_a_clerk_reads_the_rules_and_enter_is_the_pages(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in(TOI_PIN, TOI)
        panel = rules_panel(office)
        assert not panel.edit_button.isVisible()
        assert not panel.reset_button.isVisible()
        assert "Người phụ trách máy" in panel.note.text()
        office.press(Qt.Key.Key_F2)
        assert not panel.editor.is_open
        assert office.page.action_bar.primary.label == "Xong"
        office.press(ENTER)
        assert office.here is not PageName.SETTINGS


def test_everybody_outside_is_written_with_the_reason(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        panel = rules_panel(office)
        office.wait(panel.save.isEnabled)
        target = tmp_path / "ngoai-dien.xlsx"
        panel.save.export(target)
        office.idle()
        assert office.toast() == "Đã xuất 1 người ra ngoai-dien.xlsx."
        rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
        assert [row[1] for row in rows[1:]] == ["Vừ A Dơ"]
        assert rows[1][6] == rule(office).reason


def test_a_folder_that_cannot_be_written_is_said_and_the_button_comes_back(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        panel = rules_panel(office)
        office.wait(panel.save.isEnabled)
        (tmp_path / "mot-tep").write_text("")
        panel.save.export(tmp_path / "mot-tep" / "ngoai-dien.xlsx")
        office.idle()
        assert office.bars()
        assert panel.save.isEnabled()
        assert QApplication.focusWidget() is not None
