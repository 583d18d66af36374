"""Not on the list, already done, today, drafts: driven by keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import FieldKey, MemberStatus, Step
from desktop.ui import theme
from desktop.ui.context import PageName
from desktop.ui.theme import Typeset
from tests import factories
from tests.ui.intake.finding_desk import PAO, finding_desk

ENTER = Qt.Key.Key_Return
CONTROL = Qt.KeyboardModifier.ControlModifier
STRANGER = "068086002771||K'Brêu|21041986|Nam|Thôn 4, xã Bảo Thử, tỉnh Lâm Đồng|01062021"


def not_listed(qtbot, window, **payload):
    window.show(PageName.NOT_LISTED, **payload)
    task = window.page._asked
    qtbot.waitUntil(lambda: task.is_finished)
    qtbot.wait(20)
    return window.page


def test_a_stranger_with_a_card_is_shown_with_near_matches_and_no_red(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = not_listed(qtbot, window, text="", card=factories.read_card(STRANGER))
        qtbot.waitUntil(lambda: bool(page.table.rows))
        near = page.table.rows[0].match
        assert (near.row.full_name, near.reason) == ("K'Brêu", "Cùng họ tên")
        assert page.known.facts[FieldKey.PERSONAL_ID].value.text() == "•••• •••• 2771"
        assert page.add.is_proposed, "another whole number is another person"
        assert page.action_bar.primary.label == "Thêm người"
        assert window.bars() == []


def test_one_opens_the_near_match_with_the_card(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        card = factories.read_card(STRANGER)
        page = not_listed(qtbot, window, card=card)
        qtbot.waitUntil(page.take.isEnabled)
        window.press(Qt.Key.Key_1)
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE)
        assert window.shown[-1][1] == {"member_id": window.person("breu"), "card": card}


def test_enter_adds_the_stranger_and_compares(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = not_listed(qtbot, window, card=factories.read_card(STRANGER))
        qtbot.waitUntil(page.add.hasFocus)
        window.press(ENTER)
        assert page.is_adding
        fields = page.form.fields
        assert fields.entries[FieldKey.FULL_NAME].field.value() == "K'Brêu"
        assert fields.entries[FieldKey.CELL].field.hasFocus(), "the first empty field"
        window.type("Chi bo Thon 4")
        window.press(ENTER)
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE)
        view = window.services.roster.get(window.shown[-1][1]["member_id"])
        assert view.status is MemberStatus.TEMPORARY_RESIDENT
        assert view.fields[FieldKey.PERSONAL_ID] == "068086002771"
        assert view.fields[FieldKey.BIRTH_DATE] == "1986-04-21"
        assert window.services.roster.counts().outside == 1


def test_typed_words_become_the_name_and_gaps_are_asked_for(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = not_listed(qtbot, window, text="Vàng Thị Mỷ")
        assert page.known.facts[FieldKey.FULL_NAME].value.text() == "Vàng Thị Mỷ"
        window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page.is_adding)
        fields = page.form.fields
        assert fields.entries[FieldKey.FULL_NAME].field.value() == "Vàng Thị Mỷ"
        window.type("310219")
        window.press(ENTER)
        assert page.is_adding
        assert fields.entries[FieldKey.BIRTH_DATE].error.startswith("Gõ ngày theo thứ tự")
        assert fields.entries[FieldKey.SEX].error == "Chọn giới tính."
        assert fields.entries[FieldKey.BIRTH_DATE].field.text() == "310219"
        assert window.bars()[0].startswith("Còn 3 ô cần sửa.")
        window.press(Qt.Key.Key_F7)
        assert not page.is_adding
        assert window.here is PageName.NOT_LISTED


def test_a_number_that_is_on_the_list_is_not_added_twice(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        card = factories.read_card("014078012345||Vàng A Sử|12031978|Nam|Bản Nà Sang|01062021")
        page = not_listed(qtbot, window, card=card)
        window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page.is_adding)
        window.press(ENTER)
        qtbot.waitUntil(lambda: bool(window.bars()))
        assert window.bars()[0].startswith("Số định danh này đã có trong danh sách.")
        assert page.is_adding


def test_three_and_f7_go_back_to_the_search(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        not_listed(qtbot, window, text="zzz")
        window.press(Qt.Key.Key_3)
        qtbot.waitUntil(lambda: window.here is PageName.FIND)
        not_listed(qtbot, window, text="zzz")
        window.press(Qt.Key.Key_F7)
        assert window.shown[-1] == (PageName.FIND, {"text": "zzz"})


def test_arrows_choose_among_near_matches(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        twin = {FieldKey.FULL_NAME: "Lò Thị Pàng", FieldKey.BIRTH_DATE: "1961"}
        status = MemberStatus.OUTSIDE_LIST
        window.services.roster.add_outside(twin, status=status, actor="x")
        page = not_listed(qtbot, window, text="Lò Thị Pang")
        qtbot.waitUntil(lambda: len(page.table.rows) == 2)
        first, second = (row.match.row.full_name for row in page.table.rows)
        assert page.take._detail.startswith(first)
        window.press(Qt.Key.Key_Down)
        assert page.table.current_row().match.row.full_name == second
        assert page.take._detail.startswith(second)
        assert page.action_bar.primary.label == "Thêm người"
        window.press(Qt.Key.Key_Backtab)
        assert page.action_bar.primary.label == "Mở người này"
        window.press(ENTER)
        assert window.here is PageName.COMPARE
        assert window.shown[-1][1]["member_id"] == page.table.current_row().match.row.member_id


def test_the_earlier_receipt_says_when_and_by_whom_and_prints_again(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        received = window.receive("breu")
        window.show(PageName.ALREADY_DONE, application_id=received.application_id)
        page = window.page
        qtbot.waitUntil(lambda: page.number.text() == received.receipt_number)
        assert page.when.value.text() == "07:16 ngày 20/08/2025"
        assert page.by.value.text() == "Lò Thị Hương"
        window.press(Qt.Key.Key_P, CONTROL)
        qtbot.waitUntil(lambda: window.toasts == ["Đã in lại biên nhận."], timeout=10000)
        qtbot.waitUntil(lambda: page.copies.value.text() == "1 lần")
        assert window.services.printing.reprints(received.application_id) == 1
        window.press(ENTER)
        assert window.here is PageName.FIND


def test_a_reprint_that_fails_says_why(qtbot, tmp_path):
    with finding_desk(tmp_path, failing_printer=True) as window:
        received = window.receive("breu", printed=False)
        window.show(PageName.ALREADY_DONE, application_id=received.application_id)
        qtbot.waitUntil(lambda: window.page.number.text() == received.receipt_number)
        window.page.print_button.click()
        qtbot.waitUntil(lambda: bool(window.bars()), timeout=10000)
        assert window.bars()[0].startswith("Máy in hết giấy.")
        assert window.page.print_button.isEnabled()


def test_today_lists_receipts_minutes_and_trouble(qtbot, tmp_path):
    with finding_desk(tmp_path, failing_printer=True) as window:
        first = window.receive("breu", printed=True)
        window.clock.advance(timedelta(minutes=3))
        second = window.receive("giang a pao", printed=False)
        window.show(PageName.TODAY)
        page = window.page
        qtbot.waitUntil(lambda: len(page.table.rows) == 2)
        shown = {row.receipt_number: row for row in page.table.rows}
        assert set(shown) == {first.receipt_number, second.receipt_number}
        state = page.table.columns[-1].cell
        assert state(shown[first.receipt_number]).text == "Chưa in được"
        assert state(shown[second.receipt_number]).text == "Đã xong"
        assert (page.done.value.text(), page.minutes.value.text()) == ("2", "1:04")
        assert page.trouble.value.text() == "1"
        page.table.select_row(page.table.rows.index(shown[second.receipt_number]))
        window.press(Qt.Key.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: window.here is PageName.ALREADY_DONE)
        assert window.shown[-1][1]["application_id"] == second.application_id


def test_an_empty_day_says_how_to_begin(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(PageName.TODAY)
        page = window.page
        qtbot.waitUntil(lambda: not page.empty.isHidden())
        assert page.print_button.isHidden()
        window.press(ENTER)
        assert window.here is PageName.FIND


def test_drafts_open_where_they_stopped(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        older = window.open("breu")
        window.services.intake.save(older.application_id, actor="x", step=Step.CHECK)
        window.clock.advance(timedelta(minutes=5))
        window.open("giang a pao")
        window.show(PageName.DRAFTS)
        page = window.page
        qtbot.waitUntil(lambda: len(page.table.rows) == 2)
        assert [row.full_name for row in page.table.rows] == [PAO, "K'Brêu"]
        assert page.table.columns[2].cell(page.table.rows[1]).text == "Bước 5, Kiểm tra và in"
        window.press(Qt.Key.Key_Down)
        window.press(ENTER)
        assert window.shown[-1] == (
            PageName.CHECK,
            {"application_id": older.application_id},
        )


def test_no_drafts_says_where_they_come_from(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(PageName.DRAFTS)
        qtbot.waitUntil(lambda: not window.page.empty.isHidden())
        assert not window.page.action_bar.primary.isEnabled()
        window.press(Qt.Key.Key_F7)
        assert window.here is PageName.FIND


@pytest.mark.parametrize(("width", "compact"), [(1366, False), (1093, True)])
def test_near_matches_show_whole_birth_dates_and_reasons(qtbot, tmp_path, width, compact):
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply_theme(app, compact=compact)
    try:
        with finding_desk(tmp_path) as window:
            window.resize(width, 500)
            page = not_listed(qtbot, window, card=factories.read_card(STRANGER))
            qtbot.waitUntil(lambda: bool(page.table.rows))
            table = page.table
            for number, column in enumerate(table.columns):
                cell = column.cell(table.rows[0])
                text = cell if isinstance(cell, str) else cell.text
                if table.isColumnHidden(number):
                    continue
                need = Typeset(text, theme.current().font("table")).width
                assert table.columnWidth(number) >= need + 24, (column.title, text)
    finally:
        theme.apply_theme(app, compact=False)
