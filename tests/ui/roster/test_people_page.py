"""The list page on a real store: search, filters, order, paging, Enter, Esc, the list as a file."""

from __future__ import annotations

from contextlib import contextmanager

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.common.vocabulary import MemberStatus
from desktop.roster.views import ListQuery, ListSort
from desktop.ui.context import PageName
from desktop.ui.roster import people_page
from desktop.ui.roster.people_table import ListedRow
from desktop.ui.widgets.paged_table import PAGE
from tests.ui.shell.office import HUONG, open_office

HEADER = "STT,Họ và tên,Ngày sinh,Số CCCD,Chi bộ,Thôn bản,Ngày chính thức,Số thẻ đảng,Tình trạng\n"
FAMILIES = ("Lò", "Giàng", "Quàng", "Cầm", "Vừ")
CELLS = ("Nà Sang", "Huổi Bon", "Pá Lau")


def many(folder, count):
    """Write a list of so many invented people; every 50th is probationary."""
    rows = []
    for number in range(count):
        name = f"{FAMILIES[number % 5]} Văn Thử{chr(97 + number % 7)}"
        born = f"{1 + number % 28:02d}/03/{1950 + number % 40}"
        cell = CELLS[number % 3]
        status = "Dự bị" if number % 50 == 0 else "Chính thức"
        rows.append(
            f"{number},{name},{born},,{cell},Bản {cell},03/02/2010,1{number:07d},{status}\n"
        )
    file = folder / "dong.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8-sig")
    return file


@contextmanager
def people_page_open(tmp_path, before=None):
    with open_office(tmp_path / "p") as office:
        if before is not None:
            office.wait_for("LoginPage")
            before(office)
        office.log_in()
        office.show(PageName.ROSTER)
        settle(office)
        yield office, office.page


def settle(office):
    """Until the answer to what stands in the filters is on the screen."""
    page = office.page
    office.idle()
    office.wait(lambda: page._query is not None and page._query == page.filters.query())
    office.idle()


def names(page):
    model = page.people.table._paged
    return [model.row_at(number).person.full_name for number in range(model.rowCount())]


def search(office, text):
    office.page.filters.search.focus()
    office.page.filters.search.input.selectAll()
    office.type(text)
    settle(office)


def test_everybody_stands_there_and_the_search_field_has_the_focus(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        # tên, họ, đệm, as name lists are sorted
        assert names(page) == [
            "Nguyễn Thị Ngọc Ánh",
            "Vừ A Dơ",
            "K'Brêu",
            "Giàng A Pao",
            "Lò Thị Pâng",
        ]
        assert page.total.text() == "5 người"
        assert page.filters.search.input.hasFocus()
        assert not page.clear.isVisible()
        masked = page.people.table.columns[2].cell(page.people.current())
        assert masked == "•••• •••• 4567"
        assert office.here is PageName.ROSTER


def test_typing_narrows_and_escape_lets_everybody_through_again(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        search(office, "lo thi")
        assert names(page) == ["Lò Thị Pâng"]
        assert page.total.text() == "1 trong 5 người"
        office.press(Qt.Key.Key_Escape)
        settle(office)
        assert len(names(page)) == 5
        assert page.filters.search.text() == ""
        assert page.filters.search.input.hasFocus()


def test_nobody_found_says_what_to_do_and_opens_nothing(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        search(office, "zzzzqqq")
        assert page.people._places.currentWidget() is page.people.nobody
        assert not page.action_bar.primary.isEnabled()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.ROSTER


def test_arrows_move_in_the_list_and_enter_opens_that_person_once(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
            office.press(key)
        wanted = page.people.current().person
        assert wanted.full_name == "K'Brêu"
        moves = []
        office.session.navigation.moved.connect(lambda name, *_: moves.append(name))
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert moves == [PageName.PERSON]
        assert office.page.title == "K'Brêu"
        office.press(Qt.Key.Key_F7)
        settle(office)
        assert office.here is PageName.ROSTER
        # One comes back to the person one looked at.
        assert office.page.people.current().person.full_name == "K'Brêu"


def test_enter_right_after_typing_opens_who_was_typed_not_who_stood_there(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        page.filters.search.focus()
        office.type("pang")
        office.press(Qt.Key.Key_Return)  # before the answer could be shown
        office.wait(lambda: office.here is PageName.PERSON)
        office.idle()
        assert office.page.title == "Lò Thị Pâng"


def test_filters_offer_what_there_is_and_narrow(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        cells = [page.filters.cell.itemText(n) for n in range(page.filters.cell.count())]
        assert "Bản Nà Sang · 3" in cells
        page.filters.cell.set_value("Bản Nà Sang")
        settle(office)
        assert names(page) == ["Vừ A Dơ", "K'Brêu", "Giàng A Pao"]
        page.filters.status.set_value(MemberStatus.PROBATIONARY.value)
        settle(office)
        assert names(page) == ["Vừ A Dơ"]
        page._clear()
        page.filters.sort.set_value(ListSort.FAMILY.value)
        settle(office)
        assert names(page)[0] == "Giàng A Pao"
        # An order hides nobody, so there is nothing to clear.
        assert not page.clear.isVisible()


def test_people_outside_the_denominator_stand_with_the_reason(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        page.filters.excluded.click()
        settle(office)
        assert names(page) == ["Vừ A Dơ"]
        table, row = page.people.table, page.people.current()
        reasons = [column.cell(row) for column in table.columns]
        assert "Đảng viên dự bị: làm thẻ khi được công nhận chính thức." in reasons
        assert "dự bị" in page.people.note.text()


def test_who_has_something_to_look_at_can_be_shown_alone(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        flagged = office.services.roster.list_page(ListQuery(has_problem=True)).rows
        assert flagged
        page.filters.problems.click()
        settle(office)
        assert names(page) == [row.full_name for row in flagged]
        assert "mục cần xem lại" in page.people.note.text()


def test_how_far_people_are_is_shown_and_filtered(tmp_path):
    def before(office):
        office.receive("ngoc anh")
        office.draft("giang a pao")

    with people_page_open(tmp_path, before) as (office, page):
        cell = page.people.table.columns[-1].cell
        rows = {row.person.full_name: row for row in _rows(page)}
        assert cell(rows["Nguyễn Thị Ngọc Ánh"]).text == "Đã xong 20/08"
        assert cell(rows["Giàng A Pao"]).text == "Đang dở"
        assert cell(rows["K'Brêu"]).text == "Chưa làm"
        assert cell(rows["Vừ A Dơ"]).text == "Không thuộc diện"
        for value, expected in (
            ("done", ["Nguyễn Thị Ngọc Ánh"]),
            ("draft", ["Giàng A Pao"]),
            ("none", ["Vừ A Dơ", "K'Brêu", "Lò Thị Pâng"]),
        ):
            page.filters.progress.set_value(value)
            settle(office)
            assert names(page) == expected
        # Somebody is received while the filter stands: coming back shows it.
        office.show(PageName.FIND)
        office.receive("breu")
        office.show(PageName.ROSTER)
        settle(office)
        assert names(page) == ["Vừ A Dơ", "Lò Thị Pâng"]


def _rows(page):
    model = page.people.table._paged
    return [model.row_at(number) for number in range(model.rowCount())]


def test_thousands_of_people_come_page_by_page_as_they_are_looked_at(tmp_path, monkeypatch):
    asked = []
    read = people_page._read_rows

    def spy(services, query, number):
        asked.append(number)
        return read(services, query, number)

    def before(office):
        office.services.imports.import_list(many(tmp_path, 4_000), actor=HUONG)

    monkeypatch.setattr(people_page, "_read_rows", spy)
    with people_page_open(tmp_path, before) as (office, page):
        table, model = page.people.table, page.people.table._paged
        assert table.count == 4_005
        assert page.total.text() == "4.005 người"
        assert set(asked) == {0}
        table.select_row(4_004)
        office.wait(lambda: isinstance(table.current_row(), ListedRow))
        office.idle()
        last = office.services.roster.list_page(ListQuery(), 4_004, 1).rows[0]
        assert table.current_row().person == last
        assert 4_004 // PAGE in asked
        assert len(set(asked)) <= 4  # not the pages between
        assert page.people.note.text().startswith(last.full_name)
        # A row in the middle is the row the store has there.
        table.select_row(1_777)
        office.wait(lambda: model.row_at(1_777) is not None)
        middle = office.services.roster.list_page(ListQuery(), 1_777, 1).rows[0]
        assert model.row_at(1_777).person == middle
        # Another order stays with the person looked at.
        page.filters.sort.set_value(ListSort.FAMILY.value)
        settle(office)
        office.wait(lambda: isinstance(table.current_row(), ListedRow))
        assert table.current_row().person.member_id == middle.member_id


def test_answers_to_an_earlier_question_are_not_mixed_in(tmp_path):
    def before(office):
        office.services.imports.import_list(many(tmp_path, 600), actor=HUONG)

    with people_page_open(tmp_path, before) as (office, page):
        table = page.people.table
        table.select_row(500)  # asks for the third page
        QTest.qWait(1)
        search(office, "giang a pao")
        assert names(page) == ["Giàng A Pao"]


def test_the_whole_list_goes_to_a_workbook_whatever_is_filtered(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        search(office, "lo thi")
        target = tmp_path / "ra.xlsx"
        page.export(target)
        office.idle()
        assert "Đã xuất 5 người ra ra.xlsx" in office.toast()
        rows = list(openpyxl.load_workbook(target).active.values)
        assert {row[1] for row in rows} >= {"Giàng A Pao", "Vừ A Dơ", "Lò Thị Pâng"}
        assert page.save.isEnabled()


def test_everybody_outside_the_denominator_goes_to_a_workbook_with_the_reason(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        page.filters.excluded.click()
        settle(office)
        assert page.save.label == "Xuất kèm lý do"
        target = tmp_path / "ngoai.xlsx"
        page.export(target)
        office.idle()
        rows = list(openpyxl.load_workbook(target).active.values)
        assert [row[1] for row in rows[1:]] == ["Vừ A Dơ"]
        assert "Đảng viên dự bị: làm thẻ khi được công nhận chính thức." in rows[1]
        office.press(Qt.Key.Key_Escape)
        settle(office)
        assert page.save.label == "Xuất Excel"


def test_a_folder_that_cannot_be_written_is_said_calmly(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        (tmp_path / "tep").write_text("not a folder")
        page.export(tmp_path / "tep" / "ra.xlsx")
        office.idle()
        assert len(office.bars()) == 1
        assert page.save.isEnabled()


@pytest.mark.parametrize("way", ["button", "enter"])
def test_without_a_list_the_way_forward_is_a_file(tmp_path, way):
    def before(office):
        services = office.services
        services.imports.undo_import(services.imports.latest_import_id(), actor=HUONG)

    with people_page_open(tmp_path, before) as (office, page):
        assert page.people.is_empty
        assert page.action_bar.primary.label == "Nhập danh sách"
        assert not page.filters.isVisible()
        assert not page.save.isVisible()
        if way == "button":
            page.action_bar.primary.click()
        else:
            office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.here is PageName.IMPORT


def test_import_is_one_key_away(tmp_path):
    with people_page_open(tmp_path) as (office, page):
        page.ways[PageName.IMPORT].click()
        office.idle()
        assert office.here is PageName.IMPORT
