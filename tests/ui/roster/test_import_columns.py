"""Columns that are not understood, or wrongly: said by a person, and remembered."""

from __future__ import annotations

import openpyxl
from PySide6.QtCore import Qt

from desktop.common.vocabulary import FieldKey
from desktop.roster.mapping import EXTRA, IGNORE
from tests.ui.roster.import_lists import GOOD, HEADERS, import_page, workbook

ODD = ("Tên gọi đc", "Sinh", "Mã", "Thuộc về")
PEOPLE = (
    ("Lường Văn Panh", "20/02/1966", "014066006619", "Bản Nà Sang"),
    ("Hà Thị Bun", "15/09/1972", "014172000581", "Bản Tà Xen"),
    ("Sùng Thị Mẩy", "02/04/1980", "014180002930", "Bản Pá Lau"),
)


def odd_list(folder, name="la.xlsx", people=PEOPLE):
    """Write a list whose header says nothing."""
    book = openpyxl.Workbook()
    book.active.append(ODD)
    for row in people:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def take_for(page, letters, meaning):
    """Take a column for something, as with the keys."""
    face = page.columns
    place = [line.letters for line in face.table.rows].index(letters)
    face.table.select_row(place)
    face.side.choice.set_value(meaning)
    face.side.choice.activated.emit(face.side.choice.currentIndex())


def test_a_header_that_says_nothing_is_explained_once(tmp_path):
    with import_page(tmp_path) as (office, page):
        page.open_file(odd_list(tmp_path, people=PEOPLE[:1]))
        office.idle()
        assert page.face is page.columns
        assert "Không thấy dòng tiêu đề" in page.columns.text.text()
        lines = page.columns.table.rows
        assert [(line.letters, line.header) for line in lines] == list(
            zip("ABCD", ODD, strict=True)
        )
        assert lines[0].samples[0] == "Lường Văn Panh"
        assert lines[2].samples[0] == "•••• •••• 6619"
        assert not page.action_bar.primary.isEnabled()
        take_for(page, "A", FieldKey.FULL_NAME)
        take_for(page, "B", FieldKey.BIRTH_DATE)
        take_for(page, "C", FieldKey.PERSONAL_ID)
        take_for(page, "D", FieldKey.CELL)
        assert page.action_bar.primary.label == "Ghép lại và xem trước"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        assert page.action_bar.primary.label == "Nhận 1 dòng đạt"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.report
        assert office.services.roster.search("panh").rows[0].cell == "Bản Nà Sang"
        # The next file with this header is understood in silence, and the page says why.
        more = (*PEOPLE, ("Tòng Văn Hặc", "20/12/1990", "014090008846", "Khối 3"))
        page.open_file(odd_list(tmp_path, "thang-sau.xlsx", more))
        office.idle()
        assert page.face is page.preview
        assert "đã dùng cách ghép cột lần trước" in page.preview.source.text()
        page.buttons.columns.click()
        assert "Đã dùng cách ghép cột lần trước" in page.columns.text.text()


def test_columns_told_by_their_contents_are_looked_at_first(tmp_path):
    with import_page(tmp_path) as (office, page):
        page.open_file(odd_list(tmp_path))
        office.idle()
        assert page.face is page.columns
        assert "theo nội dung" in page.columns.text.text()
        meanings = [line.meaning for line in page.columns.table.rows]
        assert meanings == [
            FieldKey.FULL_NAME, FieldKey.BIRTH_DATE, FieldKey.PERSONAL_ID, EXTRA,
        ]  # fmt: skip
        assert page.action_bar.primary.label == "Xem trước"
        take_for(page, "D", FieldKey.CELL)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.report
        assert office.services.roster.search("panh").rows[0].cell == "Bản Nà Sang"
        page.open_file(odd_list(tmp_path, "thang-sau.xlsx"))
        office.idle()
        assert page.face is page.preview


def test_a_file_that_is_no_list_can_be_left(tmp_path):
    other = tmp_path / "khac.csv"
    other.write_text("a,b,c\n1,2,3\n", "utf-8")
    with import_page(tmp_path) as (office, page):
        page.open_file(other)
        office.idle()
        assert page.face is page.columns
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.columns
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.face is page.start


def test_two_columns_that_claim_to_be_the_name_are_decided(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(("Họ và tên", "Ngày sinh", "Họ tên", "Chi bộ", "Số thẻ đảng"))
    for name, born, _, cell in PEOPLE:
        book.active.append((name, born, f"{name} cũ", cell, "14555001"))
    book.save(tmp_path / "hai.xlsx")
    with import_page(tmp_path) as (office, page):
        page.open_file(tmp_path / "hai.xlsx")
        office.idle()
        assert page.face is page.columns
        assert "Hai cột cùng nghĩa" in page.columns.text.text()
        assert not page.action_bar.primary.isEnabled()
        take_for(page, "C", IGNORE)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        first = page.looked.preview.people[0]
        assert first.fields[FieldKey.FULL_NAME] == "Lường Văn Panh"
        assert "Lường Văn Panh cũ" not in first.extra.values()


def test_any_column_can_be_kept_aside_ignored_or_taken_for_something_else(tmp_path):
    with import_page(tmp_path) as (office, page):
        page.open_file(workbook(tmp_path, [GOOD]))
        office.idle()
        office.press(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
        assert page.face is page.columns
        assert [line.header for line in page.columns.table.rows] == list(HEADERS)
        take_for(page, "F", FieldKey.VILLAGE)
        take_for(page, "I", EXTRA)
        take_for(page, "D", IGNORE)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        person = page.looked.preview.people[0]
        assert person.fields[FieldKey.VILLAGE] == "Bản Nà Sang"
        assert FieldKey.CELL not in person.fields
        assert FieldKey.SEX not in person.fields
        assert person.extra == {"Số thẻ đảng": "14555001"}


def test_two_columns_cannot_be_made_one_field(tmp_path):
    with import_page(tmp_path) as (office, page):
        page.open_file(workbook(tmp_path, [GOOD]))
        office.idle()
        page.show_columns()
        take_for(page, "H", FieldKey.JOINED_ON)
        assert not page.action_bar.primary.isEnabled()
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.face is page.preview  # as it was before
        assert page.looked.preview.mapping[FieldKey.OFFICIAL_ON] == "Ngày chính thức"


def test_the_header_row_is_moved(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(("Họ và tên", "Năm sinh", "Chi bộ", "Số thẻ đảng", "Dân tộc"))
    book.active.append(("Họ tên đồng chí", "Ngày sinh", "Thuộc về", "Số thẻ", "Nhóm"))
    for name, born, _, cell in PEOPLE:
        book.active.append((name, born, cell, "14555001", "Thái"))
    book.save(tmp_path / "hai-dong.xlsx")
    with import_page(tmp_path) as (office, page):
        page.open_file(tmp_path / "hai-dong.xlsx")
        office.idle()
        page.show_columns()
        before = page.looked.preview.source.header_rows
        office.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        office.idle()
        assert page.face is page.columns
        after = page.looked.preview.source.header_rows
        assert after[0] == before[0] + 1
        assert page.columns.side.place.text().startswith("Dòng")
        office.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        office.idle()
        assert page.looked.preview.source.header_rows[0] == before[0]


def test_a_list_without_any_header_is_explained(tmp_path):
    book = openpyxl.Workbook()
    for row in PEOPLE:
        book.active.append(row)
    book.save(tmp_path / "khong-tieu-de.xlsx")
    with import_page(tmp_path) as (office, page):
        page.open_file(tmp_path / "khong-tieu-de.xlsx")
        office.idle()
        assert page.face is page.columns
        office.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        office.idle()
        assert page.columns.side.place.text() == "Tệp không có dòng tiêu đề"
        for letters, field in zip("ABCD", ("full_name", "birth_date", "personal_id", "cell"),
                                  strict=True):  # fmt: skip
            take_for(page, letters, field)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        names = [row.fields[FieldKey.FULL_NAME] for row in page.looked.preview.people]
        assert names == [row[0] for row in PEOPLE]
