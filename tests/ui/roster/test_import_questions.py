"""What is asked before a file is shown: password, sheet, old letters, hidden rows."""

from __future__ import annotations

import io

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from PySide6.QtCore import Qt

from desktop.common.vocabulary import FieldKey
from desktop.ui.roster.import_flow import Question
from desktop.ui.roster.preview_rows import Mood
from tests.ui.roster.import_lists import (
    DATES,
    GOOD,
    HEADERS,
    NOT_REAL,
    import_page,
    names,
    only,
    workbook,
)

TCVN3 = (
    "Hä vµ tªn;Ngµy sinh;Chi bé;Sè thÎ ®¶ng\r\n"
    "Lß ThÞ H\xadêng;01/02/1960;B¶n Nµ Sang;14555001\r\n"
    "NguyÔn V¨n §øc;03/04/1961;B¶n Tµ Xen;14555002\r\n"
    "TrÇn ThÞ B×nh;05/06/1962;B¶n P¸ Lau;14555003\r\n"
)


def locked(path, password):
    """Lock a workbook with a password."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(path.read_bytes())).encrypt(password, out)
    target = path.with_name("khoa.xlsx")
    target.write_bytes(out.getvalue())
    assert msoffcrypto.OfficeFile(io.BytesIO(target.read_bytes())).is_encrypted()
    return target


def test_a_locked_workbook_asks_until_the_password_is_right(tmp_path):
    file = locked(workbook(tmp_path, [GOOD]), "Dang 2025")
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.face is page.questions
        assert page.title == "Tệp này cần mật khẩu"
        assert not page.questions.password.entry.error
        office.type("dang 2025")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert "Mật khẩu chưa đúng" in page.questions.password.entry.error
        assert page.face is page.questions
        office.type("Dang 2025")
        assert page.questions.password.field.displayText() != "Dang 2025"
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        assert page.action_bar.primary.label == "Nhận 1 dòng đạt"
        assert page.looked.preview.source.is_locked


def test_a_locked_workbook_can_be_left(tmp_path):
    file = locked(workbook(tmp_path, [GOOD]), "x")
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        office.press(Qt.Key.Key_Escape)
        office.idle()
        assert page.face is page.start


def test_the_sheet_is_asked_and_can_be_changed_later(tmp_path):
    file = workbook(tmp_path, [GOOD])
    book = openpyxl.load_workbook(file)
    second = book.create_sheet("Chi bộ 2")
    second.append(HEADERS)
    second.append((*GOOD[:1], "Sùng Thị Mẩy", *GOOD[2:], *DATES))
    book.save(file)
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.title == "Chọn trang tính"
        assert list(page.questions.choice._answers.rows) == ["Sheet", "Chi bộ 2"]
        office.press(Qt.Key.Key_2)
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        only(page, Mood.NEW)
        assert names(page) == ["Sùng Thị Mẩy"]
        page.preview.sheet.setCurrentIndex(0)
        page.preview.sheet.activated.emit(0)
        office.idle()
        only(page, Mood.NEW)
        assert names(page) == ["Lường Văn Panh"]


@pytest.mark.parametrize(("key", "people", "hidden"), [("1", 2, 0), ("2", 1, 1)])
def test_hidden_rows_are_taken_or_left_as_said(tmp_path, key, people, hidden):
    file = workbook(tmp_path, [GOOD, (2, "Hà Thị Bun", *NOT_REAL[2:])])
    book = openpyxl.load_workbook(file)
    book.active.row_dimensions[3].hidden = True
    book.save(file)
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.title == "Tệp có phần bị ẩn: nhập hay bỏ?"
        assert "1 dòng ẩn" in page.questions.choice.text.text()
        office.press(Qt.Key(ord(key)))
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        preview = page.looked.preview
        assert len(preview.people) == people
        assert preview.source.not_data.get("hidden", 0) == hidden
        assert preview.source.source_rows == people + 1 + hidden  # the header


def test_old_letters_are_shown_before_and_after_and_confirmed(tmp_path):
    file = tmp_path / "cu.csv"
    file.write_bytes(TCVN3.encode("latin-1"))
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        assert page.face is page.questions
        assert page.questions.question is Question.ENCODING
        assert page.action_bar.primary.label == "Đúng, chuyển"
        pairs = page.questions.encoding.table.rows
        assert 1 <= len(pairs) <= 5
        assert ("Hä vµ tªn", "Họ và tên") in pairs
        assert office.services.roster.counts().total == 5
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        people = [row.fields[FieldKey.FULL_NAME] for row in page.looked.preview.people]
        assert people == ["Lò Thị Hường", "Nguyễn Văn Đức", "Trần Thị Bình"]


def test_another_encoding_is_tried_before_it_is_confirmed(tmp_path):
    file = tmp_path / "cu.csv"
    file.write_bytes(TCVN3.encode("latin-1"))
    with import_page(tmp_path) as (office, page):
        page.open_file(file)
        office.idle()
        face = page.questions.encoding
        before = face.table.rows
        for encoding in ("vni", "tcvn3"):
            face.choice.set_value(encoding)
            face.choice.activated.emit(face.choice.currentIndex())
            office.idle()
            assert page.face is page.questions  # read as VNI there is no header; still asked
            assert (face.table.rows == before) is (encoding == "tcvn3")
        office.press(Qt.Key.Key_Return)
        office.idle()
        assert page.face is page.preview
        assert page.looked.reading.encoding == "tcvn3"
