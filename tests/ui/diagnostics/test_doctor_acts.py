"""What one can do on the page besides reading it: try again, print, pack for whoever helps."""

import zipfile

from PySide6.QtCore import Qt

from desktop.diagnostics.views import CheckRow, Verdict
from desktop.ui.context import PageName
from tests.ui.shell.office import open_office

CTRL = Qt.KeyboardModifier.ControlModifier


def line_of(page, name):
    return next(line for line in page.lines if line.row.name == name)


def test_rows_are_tried_again_printed_mended_and_packed(tmp_path):
    with open_office(tmp_path / "p") as office:
        office.log_in()
        page = office.show(PageName.DOCTOR)
        # one row again, in its own place
        old = CheckRow("disk", "Ổ đĩa", "đầy", Verdict.BAD, "Dọn ổ đĩa.")
        page.show_rows(tuple(old if row.name == "disk" else row for row in page.grid.rows))
        assert page.title == "Máy này có chỗ phải sửa trước"
        disk = line_of(page, "disk")
        disk.how.click()
        assert disk.shows_steps
        disk.retry.setFocus()
        office.press(Qt.Key.Key_Space)
        office.idle()
        assert line_of(page, "disk").retry.hasFocus(), "the keyboard keeps its place"
        assert "GB" in line_of(page, "disk").row.value
        assert page.title == "Máy này làm việc được"
        # what Qt alone can measure, too
        line_of(page, "screen").retry.click()
        office.idle()
        assert line_of(page, "screen").row.name == "screen"
        # the test page comes out of the printer
        office.press(Qt.Key.Key_P, CTRL)
        office.idle()
        papers = list((tmp_path / "papers").glob("*.pdf"))
        assert len(papers) == 1
        assert papers[0].read_bytes().startswith(b"%PDF")
        assert "đã nhận trang in thử" in office.toast()
        # it says what a bundle holds before there is one
        assert not page.bundle.isVisible()
        office.press(Qt.Key.Key_S, CTRL)
        assert page.bundle.isVisible()
        office.press(Qt.Key.Key_Escape)
        assert not page.bundle.isVisible()
        assert office.here is PageName.DOCTOR
        page.bundle.open()
        page.bundle.write(tmp_path / "goi.zip")
        office.idle()
        assert not page.bundle.isVisible()
        with zipfile.ZipFile(tmp_path / "goi.zip") as bundle:
            text = bundle.read("tom-tat.txt").decode()
        assert "Phông chữ màn hình" in text, "the rows of the window are in it"
        assert "Lò Thị Hương" not in text
