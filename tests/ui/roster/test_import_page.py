"""A real workbook: seen first, then taken in; bad files are refused calmly."""

from __future__ import annotations

from contextlib import contextmanager

import openpyxl
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.common.vocabulary import FieldKey
from desktop.ui.context import PageName
from desktop.ui.roster.preview_rows import SHORT, Mood
from tests.ui.shell.office import open_office

HEADERS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Số định danh cá nhân",
    "Chi bộ",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ đảng",
)
GOOD = (1, "Lường Văn Panh", "20/02/1966", "Nam", "014066006619", "Bản Nà Sang")
DATES = ("03/02/1990", "03/02/1991", "14555001")
NOT_REAL = (2, "Hà Thị Bun", "31/02/1972", "Nữ", "014172000581", "Bản Tà Xen")
NAMELESS = (3, "", "02/04/1980", "Nam", "014080002930", "Bản Pá Lau")


def workbook(folder, rows, name="moi.xlsx"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADERS)
    for row in rows:
        sheet.append((*row, *DATES))
    book.save(folder / name)
    return folder / name


@contextmanager
def roster_page(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        office.show(PageName.ROSTER)
        yield office, office.page


def test_the_list_as_it_is_stands_on_the_page(tmp_path):
    with roster_page(tmp_path) as (_, page):
        assert [label.text() for label in page.overview.figures.numbers] == ["5", "4", "0", "3"]
        assert "Bản Nà Sang" in page.overview.cells.text()
        assert page.action_bar.primary.label == "Chọn tệp danh sách"


def test_a_file_is_seen_before_anything_is_stored(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with roster_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.action_bar.primary.label == "Nhận 2 dòng đạt"
        lines = page.preview.table.rows
        assert [line.mood for line in lines] == [Mood.LOOK, Mood.ASIDE]
        assert FieldKey.BIRTH_DATE.value in lines[0].guilty
        guilty = page.preview.table.columns[2].cell(lines[0])
        assert guilty.tint == "warn"
        assert page.preview.table.columns[1].cell(lines[1]).tint == "bad"
        assert "Ngày không có thật" in page.preview.row._texts[0].text()
        number = page.preview.table.columns[3].cell(lines[0]).text
        assert number == "•••• •••• 0581"  # masked here too
        assert office.services.roster.counts().total == 5


def test_chips_show_and_hide_rows(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with roster_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        page.preview.chips[Mood.GOOD].click()
        assert len(page.preview.table.rows) == 3
        page.preview.chips[Mood.LOOK].click()
        page.preview.chips[Mood.ASIDE].click()
        assert [line.name for line in page.preview.table.rows] == ["Lường Văn Panh"]


def test_enter_takes_the_rows_in_and_says_what_was_done(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with roster_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.faces.currentWidget() is page.report
        assert page.title == "Đã nhận danh sách"
        assert [label.text() for label in page.report.figures.numbers] == ["2", "0", "0", "1"]
        assert office.services.roster.counts().total == 7
        assert page.save_rows.isVisible()
        target = tmp_path / "can-sua.xlsx"
        page.export_rows(target)
        office.idle()
        assert "Đã xuất 1 dòng" in office.toast()
        rows = list(openpyxl.load_workbook(target).active.values)
        assert len(rows) == 2
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.faces.currentWidget() is page.overview
        assert page.overview.figures.numbers[0].text() == "7"


def test_the_same_file_again_says_that_nothing_changed(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with roster_page(tmp_path) as (office, page):
        for title in ("Đã nhận danh sách", "Danh sách không có gì thay đổi"):
            page.open_file(file)
            office.idle()
            office.press(Qt.Key.Key_Return)
            office.idle()
            assert page.title == title
        assert "không có gì thay đổi" in page.report.notes.text()


def test_stopping_stores_nothing(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with roster_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        with office.services.store.write():  # the import must wait, so it cannot be too quick
            page._take_in()
            page.stop.click()
        office.idle()
        assert office.services.roster.counts().total == 5
        assert any("Danh sách cũ vẫn nguyên" in text for text in office.bars())
        assert page.faces.currentWidget() is page.preview
        office.press(Qt.Key.Key_Escape)
        assert page.faces.currentWidget() is page.overview


def test_files_that_are_no_list_are_refused_and_the_page_stays(tmp_path):
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    empty = tmp_path / "rong.csv"
    empty.write_text("", "utf-8")
    other = tmp_path / "khac.csv"
    other.write_text("a,b,c\n1,2,3\n", "utf-8")
    with roster_page(tmp_path) as (office, page):
        for file in (broken, empty, other, tmp_path / "khong-co.xlsx"):
            page.open_file(file)
            office.idle()
            assert len(office.bars()) == 1, file
            assert page.faces.currentWidget() is page.overview
            assert page.action_bar.primary.isEnabled()


def test_a_file_with_no_usable_row_cannot_be_taken(tmp_path):
    file = workbook(tmp_path, [NAMELESS])
    with roster_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        if page.faces.currentWidget() is page.preview:
            assert not page.action_bar.primary.isEnabled()
        else:
            assert office.bars()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.services.roster.counts().total == 5


def test_a_dropped_file_is_previewed(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with roster_page(tmp_path) as (office, page):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        drop = QDropEvent(
            QPoint(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.dropEvent(drop)
        office.idle()
        assert page.faces.currentWidget() is page.preview
        assert "moi.xlsx" in page.preview.source.text()


def test_another_sheet_can_be_chosen(tmp_path):
    file = workbook(tmp_path, [GOOD])
    book = openpyxl.load_workbook(file)
    second = book.create_sheet("Chi bộ 2")
    second.append(HEADERS)
    second.append((*GOOD[:1], "Sùng Thị Mẩy", *GOOD[2:], *DATES))
    book.save(file)
    with roster_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.preview.sheet.count() == 2
        page.preview.sheet.setCurrentIndex(1)
        page.preview.sheet.activated.emit(1)
        office.idle()
        assert page.preview.table.rows[0].name == "Sùng Thị Mẩy"


def test_every_problem_has_a_short_word():
    from desktop.roster.problems import MESSAGES

    assert set(SHORT) == set(MESSAGES)
    assert all(len(word.split()) <= 4 for word in SHORT.values())
