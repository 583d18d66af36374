"""The form for somebody who is not on the list: kept while it is typed, gone on with later."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.errors import DiskFullError
from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.ui.context import PageName
from tests import factories
from tests.ui.intake.finding_desk import finding_desk

ENTER = Qt.Key.Key_Return
FIND, NOT_LISTED = PageName.FIND, PageName.NOT_LISTED
STRANGER = "068086002771||K'Brêu|21041986|Nam|Thôn 4, xã Bảo Thử, tỉnh Lâm Đồng|01062021"
CELL = "Chi bo Thon 4"


def by_hand(qtbot, window, key):
    """Press a key as slowly as a hand: what comes at once after typed letters is a scan."""
    qtbot.wait(250)
    window.press(key)


def begin(qtbot, window, typed=CELL, **payload):
    """Come to the form of a stranger and type into the first empty field."""
    window.show(NOT_LISTED, **payload)
    page = window.page
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
    by_hand(qtbot, window, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: page.is_adding)
    window.type(typed)
    return page


def by_card(qtbot, window):
    return begin(qtbot, window, card=factories.read_card(STRANGER))


def forms(window):
    return window.services.unfinished.forms()


def restart(window):
    """Forget every page, as the next start of the program does."""
    window.show(PageName.TODAY)
    for page in list(window.pages.values()):
        window.removeWidget(page)
        page.deleteLater()
    window.pages.clear()


def at_find(qtbot, window):
    window.show(FIND)
    bar = window.page.unfinished
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
    return bar


def test_what_is_typed_is_kept_within_a_rest_with_card_and_answer(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = by_card(qtbot, window)
        qtbot.waitUntil(lambda: bool(forms(window)) and CELL in str(forms(window)[0].fields))
        page.form.status.rows[MemberStatus.OUTSIDE_LIST.value].click()
        qtbot.waitUntil(lambda: forms(window)[0].status is MemberStatus.OUTSIDE_LIST)
        (kept,) = forms(window)
        assert kept.card == factories.read_card(STRANGER)
        assert kept.fields[FieldKey.PERSONAL_ID] == "068086002771"
        assert kept.fields[FieldKey.CELL] == CELL
        assert window.services.roster.counts().outside == 0


def test_a_form_in_which_nothing_was_typed_leaves_nothing(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        begin(qtbot, window, typed="", card=factories.read_card(STRANGER))
        bar = at_find(qtbot, window)
        assert forms(window) == ()
        assert bar.isHidden()


def test_find_shows_the_form_that_waits_and_f4_goes_on_with_it(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        by_card(qtbot, window)
        window.press(Qt.Key.Key_Escape)
        assert window.here is FIND
        bar = window.page.unfinished
        qtbot.waitUntil(bar.isVisible)
        assert "Đang thêm dở K'Brêu ngoài danh sách." in bar.bar.accessibleName()
        restart(window)
        at_find(qtbot, window)
        window.press(Qt.Key.Key_F4)
        assert window.here is NOT_LISTED
        page = window.page
        qtbot.waitUntil(lambda: page.form.form_id is not None)
        assert page.is_adding
        values = page.form.fields.values()
        assert (values[FieldKey.CELL], values[FieldKey.FULL_NAME]) == (CELL, "K'Brêu")
        assert page.known.facts[FieldKey.PERSONAL_ID].value.text() == "•••• •••• 2771"
        window.press(ENTER)
        qtbot.waitUntil(lambda: window.here is PageName.COMPARE)
        assert window.shown[-1][1]["card"] == factories.read_card(STRANGER)
        assert window.services.roster.counts().outside == 1
        assert forms(window) == ()
        assert at_find(qtbot, window).isHidden()


def test_half_a_date_comes_back_as_it_was_typed(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = begin(qtbot, window, typed="3102", text="Vàng Thị Mỷ")
        form_id = page.form.form_id
        restart(window)
        window.show(NOT_LISTED, form=form_id)
        page = window.page
        qtbot.waitUntil(lambda: page.form.form_id == form_id)
        entries = page.form.fields.entries
        assert entries[FieldKey.BIRTH_DATE].field.text() == "3102"
        assert entries[FieldKey.FULL_NAME].field.value() == "Vàng Thị Mỷ"
        assert page.known.facts[FieldKey.FULL_NAME].value.text() == "Vàng Thị Mỷ"


def test_back_and_on_again_keeps_what_was_typed(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = by_card(qtbot, window)
        window.press(Qt.Key.Key_F7)
        assert not page.is_adding
        by_hand(qtbot, window, Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page.is_adding)
        assert page.form.fields.isAncestorOf(QApplication.focusWidget())
        assert page.form.fields.values()[FieldKey.CELL] == CELL
        qtbot.waitUntil(lambda: len(forms(window)) == 1)


def test_the_same_card_again_goes_on_with_the_same_form(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        by_card(qtbot, window)
        at_find(qtbot, window)
        window.show(NOT_LISTED, card=factories.read_card(STRANGER))
        page = window.page
        qtbot.waitUntil(lambda: page._begun is not None)
        assert page.add.is_proposed
        window.press(ENTER)
        qtbot.waitUntil(lambda: page.is_adding)
        assert page.form.fields.values()[FieldKey.CELL] == CELL
        assert len(forms(window)) == 1


def test_the_form_of_one_stranger_is_not_the_form_of_the_next(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        by_card(qtbot, window)
        qtbot.waitUntil(lambda: len(forms(window)) == 1)
        window.clock.advance(timedelta(minutes=5))
        page = begin(qtbot, window, typed="01021950", text="Vàng Thị Mỷ")
        values = page.form.fields.values()
        assert values[FieldKey.CELL] == ""
        assert values[FieldKey.FULL_NAME] == "Vàng Thị Mỷ"
        bar = at_find(qtbot, window)
        assert len(forms(window)) == 2
        assert "Vàng Thị Mỷ" in bar.bar.accessibleName()
        assert "Còn 1 phiếu khác." in bar.bar.accessibleName()


def test_a_form_can_be_dropped_and_taken_back(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        undo = []
        window.feedback.toast_requested.connect(lambda notice: undo.append(notice.on_undo))
        by_card(qtbot, window)
        bar = at_find(qtbot, window)
        (kept,) = forms(window)
        bar.drop.click()
        qtbot.waitUntil(bar.isHidden)
        assert forms(window) == ()
        assert window.toasts == ["Đã bỏ phiếu thêm người ngoài danh sách."]
        undo[0]()
        qtbot.waitUntil(bar.isVisible)
        assert [form.fields for form in forms(window)] == [kept.fields]


def test_a_form_that_is_gone_shows_the_counter(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        page = by_card(qtbot, window)
        form_id = page.form.form_id
        qtbot.waitUntil(lambda: bool(forms(window)))
        window.services.unfinished.drop_form(form_id, actor="Lò Thị Hương")
        restart(window)
        window.show(NOT_LISTED, form=form_id)
        qtbot.waitUntil(lambda: window.here is FIND)


def test_a_store_that_refuses_is_told_and_gets_it_later(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        window.show(NOT_LISTED, card=factories.read_card(STRANGER))
        page = window.page
        qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
        refused = [DiskFullError("Hết chỗ trên ổ đĩa.", "Dọn bớt tệp.")]
        write = page.form.unfinished._write

        def full_once(key, value):
            if refused:
                raise refused.pop()
            return write(key, value)

        page.form.unfinished._write = full_once
        window.press(Qt.Key.Key_2)
        qtbot.waitUntil(lambda: page.is_adding)
        window.type(CELL)
        qtbot.waitUntil(lambda: bool(window.bars()))
        assert window.bars()[0].startswith("Hết chỗ trên ổ đĩa.")
        at_find(qtbot, window)
        assert forms(window)[0].fields[FieldKey.CELL] == CELL


def test_a_number_that_is_there_already_leaves_the_form_as_it_is(qtbot, tmp_path):
    with finding_desk(tmp_path) as window:
        card = factories.read_card("014078012345||Vàng A Sử|12031978|Nam|Bản Nà Sang|01062021")
        page = begin(qtbot, window, card=card)
        window.press(ENTER)
        qtbot.waitUntil(lambda: bool(window.bars()))
        assert page.is_adding
        (kept,) = forms(window)
        assert kept.fields[FieldKey.CELL] == CELL
