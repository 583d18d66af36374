"""People who stand twice, by keyboard on a real store: found, merged, told apart, taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.common.vocabulary import DuplicateState, FieldKey
from desktop.ui.context import PageName
from desktop.ui.roster.duplicates_plan import LEFT, RIGHT
from tests.ui.roster.crosscheck import counter
from tests.ui.shell.office import HUONG

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def open_page(office, *, find=True):
    """Open the page with the pair of Giàng A Pao and Giàng A Páo at hand."""
    page = office.show(PageName.DUPLICATES)
    if find:
        office.press(Qt.Key.Key_Return)
        office.idle()
        for _ in range(page.twins._turns.total):
            if {"Bản Nà Sang", "Bản Huổi Bon"} == cells(page):
                break
            office.press(Qt.Key.Key_Escape)
            office.idle()
        assert cells(page) == {"Bản Nà Sang", "Bản Huổi Bon"}
    return page


def cells(page):
    pair = page.twins.pair
    return {pair.first.cell, pair.second.cell} if pair else set()


def total(office, state=DuplicateState.OPEN):
    return office.services.duplicates.pairs(state)[1]


def people(office):
    """How many rows stand on the list, read from the store."""
    return office.services.people.export_list(office.folder.parent / "all.xlsx", actor=HUONG)


def test_nothing_is_looked_for_until_somebody_asks(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        page = open_page(office, find=False)
        assert page.twins.pair is None
        assert page.action_bar.primary.label == "Tìm người trùng"
        before = people(office)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.twins.pair is not None
        assert "có thể là một người" in office.toast()
        assert people(office) == before  # nobody was merged by it


def test_a_stopped_search_stores_nothing(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        page = open_page(office, find=False)
        with office.services.store.write_plainly():  # the search must wait before it stores
            page.look()
            office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.faces.currentWidget() is page.twins
        assert page.action_bar.primary.isEnabled()
        assert any("thôi tìm" in bar for bar in office.bars())
        assert not total(office)


def test_a_merge_needs_a_reason_takes_chosen_values_and_is_undone(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        page = open_page(office)
        pair = page.twins.pair
        keeps_pao = pair.first.cell == "Bản Nà Sang"
        office.press(Qt.Key.Key_1 if keeps_pao else Qt.Key.Key_2)
        page.setFocus()
        number = next(
            key for key, field in page.twins.plan.keys.items() if field is FieldKey.CARD_NUMBER
        )
        office.press(getattr(Qt.Key, f"Key_{number}"))
        assert page.twins.plan.from_other == {FieldKey.CARD_NUMBER}
        before = people(office)
        office.press(Qt.Key.Key_Return)  # no reason yet: comes to its field
        office.idle()
        assert people(office) == before
        assert page.twins.panel.reason.hasFocus()
        office.type("Giay khai sinh")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert people(office) == before - 1
        merged, _ = office.services.duplicates.pairs(DuplicateState.MERGED)
        assert merged[0].reason == "Giay khai sinh"
        numbers = {row.field: row.first if keeps_pao else row.second for row in merged[0].rows}
        assert numbers[FieldKey.CARD_NUMBER] == "14123418"
        assert numbers[FieldKey.FULL_NAME] == "Giàng A Pao"
        office.press(Qt.Key.Key_Z, CTRL)
        office.idle()
        assert people(office) == before
        assert cells(page) == {"Bản Nà Sang", "Bản Huổi Bon"}


def test_two_people_are_told_apart_and_asked_again(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        page = open_page(office)
        opened = total(office)
        office.press(Qt.Key.Key_F6)
        office.idle()
        assert total(office, DuplicateState.DISTINCT) == 1
        assert total(office) == opened - 1
        office.press(Qt.Key.Key_3, ALT)
        office.idle()
        assert HUONG in page.twins.panel.decided.text()
        assert page.action_bar.primary.label == "Đưa về chưa xử lý"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert total(office) == opened


def test_a_merged_pair_is_split_again_from_its_list(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        page = open_page(office)
        before = people(office)
        page.twins.panel.reason.set_value("Hỏi trưởng bản")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert people(office) == before - 1
        office.press(Qt.Key.Key_2, ALT)
        office.idle()
        assert "Hỏi trưởng bản" in page.twins.panel.decided.text()
        assert page.action_bar.primary.label == "Tách lại"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert people(office) == before


def test_the_row_with_an_application_is_proposed_and_cannot_leave(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        twin = next(
            row.member_id
            for row in office.services.roster.search("giang a pao").rows
            if row.cell == "Bản Huổi Bon"
        )
        office.services.intake.open(twin, actor=HUONG)
        page = open_page(office)
        side = LEFT if page.twins.pair.first.member_id == twin else RIGHT
        assert page.twins.plan.keeps == side
        other = Qt.Key.Key_2 if side == LEFT else Qt.Key.Key_1
        office.press(other)
        page.twins.panel.reason.set_value("Một người")
        before = people(office)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert people(office) == before
        assert "đã có hồ sơ" in office.bars()[0]


def test_later_comes_again(tmp_path):
    with counter(tmp_path, sources=False, doubled=True) as office:
        page = open_page(office)
        opened = total(office)
        while page.twins.pair is not None:
            office.press(Qt.Key.Key_Escape)
            office.idle()
        assert f"Còn {opened} cặp" in page.twins.empty.text.text()
        page.twins.empty.button.click()
        office.idle()
        assert page.twins.pair is not None
        assert total(office) == opened


def test_the_list_page_leads_here(tmp_path):
    with counter(tmp_path, sources=False) as office:
        office.show(PageName.ROSTER)
        office.press(Qt.Key.Key_T, CTRL)
        office.idle()
        assert office.here is PageName.DUPLICATES
