"""Row by row against the list: mended in place, taken or left by choice, people who are gone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.common.vocabulary import FieldKey, MemberStatus
from desktop.ui.roster.preview_rows import Mood
from tests.ui.roster.import_lists import (
    GOOD,
    NAMELESS,
    NOT_REAL,
    import_page,
    names,
    only,
    workbook,
)

SECOND = (2, "Sùng Thị Mẩy", "02/04/1980", "Nữ", "014180002930", "Bản Pá Lau")
MOVED = (1, "Lường Văn Panh", "21/02/1966", "Nam", "014066006619", "Khối 3")


def take(office, page, rows, name="moi.xlsx"):
    """Read a list and take it in."""
    look_at(office, page, rows, name)
    office.press(Qt.Key.Key_Return)
    office.idle()
    assert page.face is page.report


def look_at(office, page, rows, name="sau.xlsx"):
    """Read a list and stop at the preview."""
    page.open_file(workbook(office.folder.parent, rows, name))
    office.idle()
    assert page.face is page.preview


def person(office, name):
    """Return everything the list says of somebody."""
    roster = office.services.roster
    return roster.get(roster.search(name).rows[0].member_id)


def test_a_date_is_mended_in_place(tmp_path):
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [GOOD, NOT_REAL])
        only(page, Mood.LOOK)
        panel = page.preview.row
        assert [row.label for row in panel.answers.rows.values()] == [
            "Chỉ giữ năm 1972",
            "Sửa ngày sinh",
            "Bỏ dòng này",
        ]
        office.press(Qt.Key.Key_2)
        assert QApplication.focusWidget() is panel.field
        assert panel.field.text() == "31/02/1972"
        panel.field.setText("30/03/1972")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview  # Enter mended the row, it did not take the list
        assert names(page) == []
        only(page, Mood.NEW)
        assert page.preview.table.rows[1].value(FieldKey.BIRTH_DATE) == "30/03/1972"
        assert page.preview.chips[Mood.LOOK].accessibleName() == "Cần xem 0"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert person(office, "ha thi bun").fields[FieldKey.BIRTH_DATE] == "1972-03-30"


def test_escape_leaves_the_field_and_not_the_file(tmp_path):
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [NOT_REAL])
        only(page, Mood.LOOK)
        office.press(Qt.Key.Key_2)
        office.press(Qt.Key.Key_Escape)
        assert page.face is page.preview
        assert not page.preview.row.entry.isVisible()
        assert page.looked.preview.people[0].problems


def test_a_row_without_a_name_is_given_one_and_counts(tmp_path):
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [GOOD, NAMELESS])
        only(page, Mood.ASIDE)
        office.press(Qt.Key.Key_2)
        page.preview.row.field.setText("Tòng Văn Hặc")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.action_bar.primary.label == "Nhận 2 dòng đạt"
        assert page.preview.identity.text() == (
            "3 dòng trong tệp = 2 nhận + 0 để riêng + 1 không phải dữ liệu"
        )
        only(page, Mood.NEW)
        assert names(page) == ["Lường Văn Panh", "Tòng Văn Hặc"]


def test_two_with_one_number_are_told_apart(tmp_path):
    same = (2, "Hà Thị Bun", "15/09/1972", "Nữ", GOOD[4], "Bản Tà Xen")
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [GOOD, same])
        assert page.preview.to_take == 0
        only(page, Mood.ASIDE)
        page.preview.table.select_row(1)
        office.press(Qt.Key.Key_2)
        page.preview.row.field.setText("014172000581")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.preview.to_take == 2
        assert not page.preview.chips[Mood.ASIDE].isEnabled()


def test_a_row_left_out_is_kept_aside_and_still_counted(tmp_path):
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [GOOD, SECOND])
        only(page, Mood.NEW)
        office.press(Qt.Key.Key_2)
        assert page.action_bar.primary.label == "Nhận 1 dòng đạt"
        assert page.preview.identity.text() == (
            "3 dòng trong tệp = 1 nhận + 1 để riêng + 1 không phải dữ liệu"
        )
        tag = page.preview.table.columns[-1].cell(page.preview.table.rows[0])
        assert tag.text == "Bỏ ra"
        office.press(Qt.Key.Key_1)
        assert page.action_bar.primary.label == "Nhận 2 dòng đạt"
        office.press(Qt.Key.Key_2)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.services.roster.counts().total == 6
        assert office.services.roster.find_by_personal_id(GOOD[4]) is None
        aside = office.services.imports.set_aside_rows(page._report.import_id)
        assert [row.code for row in aside] == ["left_out"]


def test_changes_of_a_person_are_applied_or_left(tmp_path):
    with import_page(tmp_path) as (office, page):
        take(office, page, [GOOD, SECOND])
        look_at(office, page, [MOVED, SECOND])
        only(page, Mood.CHANGED)
        assert names(page) == ["Lường Văn Panh"]
        panel = page.preview.row
        assert [(tick.label, tick.isChecked()) for tick in panel.ticks] == [
            ("Ngày sinh", True),
            ("Chi bộ", True),
        ]
        assert "20/02/1966 → 21/02/1966" in panel.ticks[0].accessibleName()
        office.press(Qt.Key.Key_2)  # leave the person as before
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.report.figures.numbers[1].text() == "0"
        assert person(office, "panh").fields[FieldKey.CELL] == "Bản Nà Sang"


def test_one_change_is_made_and_another_is_not(tmp_path):
    with import_page(tmp_path) as (office, page):
        take(office, page, [GOOD])
        look_at(office, page, [MOVED])
        only(page, Mood.CHANGED)
        office.press(Qt.Key.Key_3)  # the date of birth stays
        office.idle()
        panel = page.preview.row
        assert [(tick.label, tick.isChecked()) for tick in panel.ticks] == [
            ("Ngày sinh", False),
            ("Chi bộ", True),
        ]
        office.press(Qt.Key.Key_4)
        office.idle()
        assert [tick.isChecked() for tick in panel.ticks] == [False, False]
        assert names(page) == ["Lường Văn Panh"]  # still there to be changed one's mind
        office.press(Qt.Key.Key_4)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        fields = person(office, "panh").fields
        assert fields[FieldKey.BIRTH_DATE] == "1966-02-20"
        assert fields[FieldKey.CELL] == "Khối 3"


def test_people_who_are_gone_are_kept_or_marked(tmp_path):
    with import_page(tmp_path) as (office, page):
        take(office, page, [GOOD, SECOND])
        look_at(office, page, [GOOD])
        only(page, Mood.GONE)
        assert "Sùng Thị Mẩy" in names(page)
        assert len(names(page)) == 6
        page.preview.table.select_row(names(page).index("Sùng Thị Mẩy"))
        assert page.preview.row.answers.value() == "keep"
        office.press(Qt.Key.Key_3)
        page.preview.table.select_row(0)
        page.preview.table.select_row(names(page).index("Sùng Thị Mẩy"))
        assert page.preview.row.answers.value() == "gone:deceased"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.report
        assert person(office, "may").status is MemberStatus.DECEASED
        assert person(office, "giang a pao").status is MemberStatus.OFFICIAL


def test_another_mind_about_somebody_gone_takes_the_mark_away(tmp_path):
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [GOOD])
        only(page, Mood.GONE)
        office.press(Qt.Key.Key_2)
        assert len(page.preview.chosen.gone) == 1
        office.press(Qt.Key.Key_1)
        assert not page.preview.chosen.gone


def test_a_second_mending_waits_for_the_first_and_typing_goes_on(tmp_path):
    other = (2, "Tòng Văn Hặc", "30/02/1990", "Nam", "014090008846", "Khối 3")
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [NOT_REAL, other])
        only(page, Mood.LOOK)
        page.preview.mend_wanted.emit(2, FieldKey.BIRTH_DATE.value, "30/03/1972")
        page.preview.mend_wanted.emit(3, FieldKey.BIRTH_DATE.value, "20/12/1990")
        office.idle()
        births = [row.fields[FieldKey.BIRTH_DATE] for row in page.looked.preview.people]
        assert births == ["1972-03-30", "1990-12-20"]
        assert page.action_bar.primary.isEnabled()


def test_what_is_being_typed_survives_a_row_that_comes_back(tmp_path):
    other = (2, "Tòng Văn Hặc", "30/02/1990", "Nam", "014090008846", "Khối 3")
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [NOT_REAL, other])
        only(page, Mood.LOOK)
        page.preview.table.select_row(1)
        office.press(Qt.Key.Key_2)
        page.preview.row.field.setText("20/12/19")
        page.preview.mend_wanted.emit(2, FieldKey.BIRTH_DATE.value, "30/03/1972")
        office.idle()
        assert names(page) == ["Tòng Văn Hặc"]
        assert page.preview.row.is_mending
        assert page.preview.row.field.text() == "20/12/19"


def test_looking_at_the_columns_keeps_what_was_decided(tmp_path):
    with import_page(tmp_path) as (office, page):
        look_at(office, page, [GOOD, SECOND])
        only(page, Mood.NEW)
        office.press(Qt.Key.Key_2)
        for leave in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
            office.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
            assert page.face is page.columns
            office.press(leave)
            office.idle()
            assert page.face is page.preview
            assert page.action_bar.primary.label == "Nhận 1 dòng đạt"
