"""A real workbook: seen first, then taken in, then taken back; bad files are refused calmly."""

from __future__ import annotations

import openpyxl
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop.common.vocabulary import FieldKey
from desktop.ui.context import PageName
from desktop.ui.roster.preview_rows import SHORT, Mood
from tests.ui.roster.import_lists import (
    GOOD,
    HEADERS,
    NAMELESS,
    NOT_REAL,
    import_page,
    names,
    only,
    workbook,
)
from tests.ui.shell.office import HUONG


def test_earlier_imports_stand_on_the_page(tmp_path):
    with import_page(tmp_path) as (_, page):
        assert page.face is page.start
        assert [entry.file_name for entry in page.start.table.rows] == ["danh-sach.csv"]
        assert "5 người mới" in page.start.side.counts.text()
        assert HUONG in page.start.side.when.text()
        assert page.action_bar.primary.label == "Chọn tệp danh sách"


def test_a_file_is_seen_before_anything_is_stored(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.action_bar.primary.label == "Nhận 2 dòng đạt"
        assert page.preview.identity.text() == (
            "4 dòng trong tệp = 2 nhận + 1 để riêng + 1 không phải dữ liệu"
        )
        only(page, Mood.LOOK, Mood.ASIDE)
        lines = page.preview.table.rows
        assert [line.moods for line in lines] == [{Mood.NEW, Mood.LOOK}, {Mood.ASIDE}]
        assert FieldKey.BIRTH_DATE.value in lines[0].guilty
        columns = page.preview.table.columns
        assert columns[2].cell(lines[0]).tint == "warn"
        assert columns[1].cell(lines[1]).tint == "bad"
        assert "Ngày không có thật" in page.preview.row._texts[0].text()
        assert columns[3].cell(lines[0]).text == "•••• •••• 0581"  # masked here too
        assert office.services.roster.counts().total == 5


def test_chips_and_their_keys_show_and_hide_rows(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        only(page, Mood.NEW)
        assert names(page) == ["Lường Văn Panh", "Hà Thị Bun"]
        office.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        office.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
        assert names(page) == ["Không có tên"]
        office.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert "Hà Thị Bun" in names(page)
        assert "Lường Văn Panh" not in names(page)


def test_page_down_goes_through_the_rows(tmp_path):
    file = workbook(tmp_path, [NOT_REAL, NAMELESS])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        only(page, Mood.LOOK, Mood.ASIDE)
        assert page.preview.row.count.text() == "1 trong 2"
        office.press(Qt.Key.Key_PageDown)
        assert page.preview.table.current_row().number == 3
        assert page.preview.row.count.text() == "2 trong 2"
        office.press(Qt.Key.Key_PageUp)
        assert page.preview.table.current_row().number == 2


def test_enter_takes_the_rows_in_and_says_what_was_done(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.report
        assert page.title == "Đã nhận danh sách"
        assert [one.text() for one in page.report.figures.numbers] == ["2", "0", "0", "1", "5"]
        assert page.report.identity.text().startswith("4 dòng trong tệp = 2 nhận + 1 để riêng")
        assert office.services.roster.counts().total == 7
        assert page.buttons.save.isVisible()
        target = tmp_path / "can-sua.xlsx"
        page.export_rows(target)
        office.idle()
        assert "Đã lưu 1 dòng" in office.toast()
        assert len(list(openpyxl.load_workbook(target).active.values)) == 2


def test_rows_to_look_at_are_written_before_anything_is_stored(tmp_path):
    file = workbook(tmp_path, [GOOD, NOT_REAL, NAMELESS])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.buttons.save.isVisible()
        target = tmp_path / "can-xem.xlsx"
        page.export_rows(target)
        office.idle()
        head, *rows = list(openpyxl.load_workbook(target).active.values)
        assert head[2:4] == HEADERS[:2]
        assert [row[0] for row in rows] == ["3", "4"]
        assert "không có thật" in rows[0][1]
        assert "31/02/1972" in rows[0]
        assert office.services.roster.counts().total == 5


def test_the_same_file_again_says_that_nothing_changed(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with import_page(tmp_path) as (office, page):
        for title in ("Đã nhận danh sách", "Danh sách không có gì thay đổi"):
            page.open_file(file)
            office.idle()
            office.press(Qt.Key.Key_Return)
            office.idle()
            assert page.title == title
        assert "không có gì thay đổi" in page.report.notes.text()
        assert not page.buttons.undo.isVisible()


def test_stopping_stores_nothing(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        # The lock is taken at once, so the import must wait and cannot be too quick.
        with office.services.store.write_plainly():
            page._take_in()
            assert page.face is page.busy
            page.buttons.stop.click()
        office.idle()
        assert office.services.roster.counts().total == 5
        assert any("Danh sách cũ vẫn nguyên" in text for text in office.bars())
        assert page.face is page.preview
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.face is page.start


def test_a_reading_can_be_stopped(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        page._still_reading()
        assert page.face is page.busy
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.face is page.start
        assert page.looked is None


def test_files_that_are_no_list_are_refused_and_the_page_stays(tmp_path):
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    empty = tmp_path / "rong.csv"
    empty.write_text("", "utf-8")
    bare = workbook(tmp_path, [], "khong-nguoi.xlsx")
    with import_page(tmp_path) as (office, page):
        for file in (broken, empty, bare, tmp_path / "khong-co.xlsx"):
            page.open_file(file)
            office.idle()
            assert len(office.bars()) == 1, file
            assert page.face is page.start
            assert page.action_bar.primary.isEnabled()


def test_a_file_with_no_usable_row_cannot_be_taken(tmp_path):
    file = workbook(tmp_path, [NAMELESS])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        for _ in range(2):
            office.press(Qt.Key.Key_Return)
            office.idle()
        assert page.face is page.preview
        assert not page.action_bar.primary.isEnabled()
        assert office.services.roster.counts().total == 5


def test_a_dropped_file_is_previewed(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with import_page(tmp_path) as (office, page):
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
        assert page.face is page.preview
        assert "moi.xlsx" in page.preview.source.text()


def test_an_import_is_taken_back_after_asking(tmp_path):
    file = workbook(tmp_path, [GOOD])
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.services.roster.counts().total == 6
        page.buttons.undo.click()
        office.idle()
        assert page.face is page.start
        assert "1 người mới rời danh sách" in page.start.side.words.text()
        assert page.action_bar.primary.label == "Hoàn tác lần nhập"
        office.press(Qt.Key.Key_Escape)
        assert office.services.roster.counts().total == 6
        assert page.action_bar.primary.label == "Chọn tệp danh sách"
        page.start.side.undo.click()
        office.idle()
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert office.services.roster.counts().total == 5
        assert "1 người rời danh sách" in office.toast()
        assert page.start.table.current_row().undone_at is not None
        assert "Đã hoàn tác" in page.start.side.words.text()
        assert not page.start.side.undo.isVisible()


def test_an_import_somebody_was_received_from_stands_and_says_why(tmp_path):
    with import_page(tmp_path) as (office, page):
        office.receive()
        page.start.side.undo.click()
        office.idle()
        assert page.start.asked is None
        assert page.start.side.words.text()
        office.press(Qt.Key.Key_Escape)
        assert office.services.roster.counts().total == 5


def test_a_file_with_more_rows_than_a_screen_keeps_the_window_free(tmp_path):
    letters = "ABCDEFGHIJ"
    rows = [
        (n, f"Lò Văn {letters[n % 10]}", "12/03/1970", "Nam", f"014070{n:06d}", "Bản Nà Sang")
        for n in range(1, 3001)
    ]
    file = workbook(tmp_path, rows)
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        turns = 0
        while page.face is not page.preview:
            QTest.qWait(1)
            turns += 1
        office.idle()
        assert turns > 3
        only(page, Mood.NEW)
        assert len(page.preview.table.rows) == 3000
        children = len(page.preview.findChildren(object))
        page.preview.table.select_row(2999)
        assert len(page.preview.findChildren(object)) < children + 50


def test_the_page_is_reached_by_its_name_and_leads_back_to_the_list(tmp_path):
    with import_page(tmp_path) as (office, page):
        assert office.here is PageName.IMPORT
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert office.here is PageName.ROSTER
        assert page.face is page.start


def test_every_problem_has_a_short_word():
    from desktop.roster.problems import MESSAGES

    assert set(SHORT) == set(MESSAGES)
    assert all(len(word.split()) <= 4 for word in SHORT.values())
