"""Editing on the page of one person: kept with a reason, refused beside the field, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import FieldKey
from desktop.ui.context import PageName
from tests.ui.roster.person_desk import PAO, cell, edit, person_page


def test_a_change_is_kept_with_its_reason_and_can_be_taken_back(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.BIRTH_DATE, "13031978", "Theo thẻ căn cước")
        assert not page.facts.is_editing
        assert cell(page, FieldKey.BIRTH_DATE, 1) == "13/03/1978"
        assert page.facts.current().field == FieldKey.BIRTH_DATE  # one stays at the line
        said = " ".join(page.side.texts())
        assert "Ngày sinh: 12/03/1978 → 13/03/1978" in said
        assert "lý do: Theo thẻ căn cước" in said
        assert office.toast() == "Đã sửa: Ngày sinh."
        office.window.toasts.toast.button.click()
        office.idle()
        assert cell(page, FieldKey.BIRTH_DATE, 1) == "12/03/1978"
        history = office.services.people.history(office.member(PAO))
        assert [entry.changes[0].new for entry in history] == ["1978-03-12", "1978-03-13"]


def test_taking_back_does_not_close_what_is_being_typed(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.CELL, "Nà Hỳ", "chuyển chi bộ")
        page.facts.select(FieldKey.VILLAGE)
        office.press(Qt.Key.Key_F2)
        page.facts.editor.value.field.setText("Bản Mới")
        office.window.toasts.toast.button.click()
        office.idle()
        assert cell(page, FieldKey.CELL, 1) == "Bản Nà Sang"
        assert page.facts.editor.value.field.value() == "Bản Mới"
        assert page.facts.editor.line.field == FieldKey.VILLAGE


def test_a_reason_is_needed_and_nothing_typed_is_lost(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.VILLAGE, "Bản Mới", "")
        assert page.facts.is_editing
        assert page.facts.editor.reason.error
        assert page.facts.editor.value.field.value() == "Bản Mới"
        assert office.services.people.history(office.member(PAO)) == ()
        office.press(Qt.Key.Key_Escape)
        assert not page.facts.is_editing
        assert office.here is PageName.PERSON  # the first Esc only gives up the change
        assert page.facts.table.hasFocus()


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        (FieldKey.BIRTH_DATE, "31/02/1978", "gõ nhầm"),
        (FieldKey.PERSONAL_ID, "001194004567", "số của người khác"),
        (FieldKey.PERSONAL_ID, "0140", "thiếu số"),
    ],
)
def test_values_that_cannot_be_kept_are_refused_beside_the_field(tmp_path, field, typed, reason):
    with person_page(tmp_path) as (office, page):
        edit(office, page, field, typed, reason)
        assert page.facts.is_editing
        assert page.facts.editor.value.error
        assert office.services.people.history(office.member(PAO)) == ()


def test_a_status_is_chosen_and_decides_who_may_renew(tmp_path):
    with person_page(tmp_path, "vu a do") as (office, page):
        page.facts.select("status")
        office.press(Qt.Key.Key_F2)
        page.facts.editor.value.field.set_value("exempt")
        page.facts.editor.reason.field.setFocus()
        office.type("Quyet dinh so 5")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.standing.text == "Miễn sinh hoạt"
        assert page.action_bar.primary.isEnabled()
        assert "Tình trạng: Dự bị → Miễn sinh hoạt" in " ".join(page.side.texts())


def test_the_same_value_again_changes_nothing_and_says_so(tmp_path):
    with person_page(tmp_path) as (office, page):
        edit(office, page, FieldKey.CELL, "Bản Nà Sang", "xem lại")
        assert office.toast() == "Không có gì thay đổi."
        assert office.services.people.history(office.member(PAO)) == ()
