"""The columns of another list: seen, taken for something else or left out, and remembered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.common.vocabulary import FieldKey, LinkState, SourceKind
from desktop.roster.mapping import EXTRA, IGNORE
from desktop.ui.context import PageName
from tests.roster.register.people import PEOPLE, write_list
from tests.ui.roster.crosscheck import counter
from tests.ui.roster.test_import_columns import PEOPLE as ODD_PEOPLE
from tests.ui.roster.test_import_columns import odd_list, take_for

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(tmp_path):
    """A counter with a list, at the face that takes another list in."""
    with counter(tmp_path, sources=False) as office:
        page = office.show(PageName.REGISTER)
        office.press(Qt.Key.Key_Return)
        yield office, page


def extract(folder, name="dan-cu.csv"):
    """Write an extract whose cells stand under a header that says nothing."""
    file = write_list(folder / name, PEOPLE)
    text = file.read_text("utf-8").replace("Chi bộ", "Thuộc về", 1)
    file.write_text(text, "utf-8")
    return file


def read(office, page, file):
    page.load_face.open_file(file)
    office.idle()
    return page.load_face


def take(office, page):
    """Take the file in as an extract of the population data."""
    page.load_face.kinds.set_value(SourceKind.POPULATION.value)
    page.load_face.take()
    office.idle()
    assert page.face is page.sources


def cells(office):
    """The cells that the extract gives, of everybody linked."""
    pairs, _total = office.services.sources.pairs(LinkState.LINKED)
    return {pair.record.fields.get(FieldKey.CELL, "") for pair in pairs}


def test_a_column_is_taken_for_something_else_and_remembered(opened, tmp_path):
    office, page = opened
    face = read(office, page, extract(tmp_path))
    assert "Chi bộ" not in face.file.words.text()
    office.press(Qt.Key.Key_G, CTRL)
    assert face.shows_columns
    assert page.title == "Các cột trong tệp được hiểu thế nào?"
    line = next(line for line in face.columns.table.rows if line.header == "Thuộc về")
    assert line.meaning == EXTRA
    take_for(face, line.letters, FieldKey.CELL)
    assert page.action_bar.primary.label == "Ghép lại cột"
    office.press(Qt.Key.Key_Return)
    office.idle()
    assert not face.shows_columns
    assert "Chi bộ" in face.file.words.text()
    take(office, page)
    assert "Bản Nà Sang" in cells(office)
    # The next extract of this office is understood by itself, and the columns say why.
    office.press(Qt.Key.Key_Return)
    face = read(office, page, extract(tmp_path, "thang-sau.csv"))
    assert "Chi bộ" in face.file.words.text()
    office.press(Qt.Key.Key_G, CTRL)
    assert "Đã dùng cách ghép cột lần trước" in face.columns.text.text()


def test_the_same_file_with_other_columns_takes_the_place_of_the_first(opened, tmp_path):
    office, page = opened
    file = extract(tmp_path)
    read(office, page, file)
    take(office, page)
    assert cells(office) == {""}
    office.press(Qt.Key.Key_Return)
    face = read(office, page, file)
    office.press(Qt.Key.Key_G, CTRL)
    letters = next(line.letters for line in face.columns.table.rows if line.header == "Thuộc về")
    take_for(face, letters, FieldKey.CELL)
    office.press(Qt.Key.Key_Return)
    office.idle()
    take(office, page)
    assert "Bản Nà Sang" in cells(office)


def test_a_column_can_be_left_out(opened, tmp_path):
    office, page = opened
    face = read(office, page, write_list(tmp_path / "dan-cu.csv", PEOPLE))
    office.press(Qt.Key.Key_G, CTRL)
    line = next(line for line in face.columns.table.rows if line.meaning == FieldKey.ETHNICITY)
    take_for(face, line.letters, IGNORE)
    office.press(Qt.Key.Key_Return)
    office.idle()
    take(office, page)
    pairs, _total = office.services.sources.pairs(LinkState.LINKED)
    assert pairs
    assert all(FieldKey.ETHNICITY not in pair.record.fields for pair in pairs)


def test_a_header_nobody_can_tell_is_asked_about_and_can_be_left(opened, tmp_path):
    office, page = opened
    face = read(office, page, odd_list(tmp_path, people=ODD_PEOPLE[:1]))
    assert face.shows_columns
    assert not page.action_bar.primary.isEnabled()
    office.press(Qt.Key.Key_Escape)
    assert page.face is face
    assert not face.shows_columns
    assert page.action_bar.primary.label == "Chọn tệp"
    read(office, page, odd_list(tmp_path, people=ODD_PEOPLE[:1]))
    for letters, field in zip("ABCD", ("full_name", "birth_date", "personal_id", "cell"),
                              strict=True):  # fmt: skip
        take_for(face, letters, FieldKey(field))
    office.press(Qt.Key.Key_Return)
    office.idle()
    assert not face.shows_columns
    assert "1 người đọc được." in face.file.words.text()
    take(office, page)
    assert office.services.sources.summary()[0].source.records == 1


def test_columns_told_by_their_contents_are_looked_at_before_they_are_used(opened, tmp_path):
    office, page = opened
    face = read(office, page, odd_list(tmp_path))
    assert face.shows_columns
    assert page.action_bar.primary.label == "Dùng cách ghép này"
    office.press(Qt.Key.Key_Return)
    office.idle()
    assert not face.shows_columns
    assert "3 người đọc được." in face.file.words.text()


def test_escape_leaves_the_columns_as_they_were(opened, tmp_path):
    office, page = opened
    face = read(office, page, extract(tmp_path))
    office.press(Qt.Key.Key_G, CTRL)
    letters = next(line.letters for line in face.columns.table.rows if line.header == "Thuộc về")
    take_for(face, letters, FieldKey.CELL)
    office.press(Qt.Key.Key_Escape)
    assert page.face is face
    assert "Chi bộ" not in face.file.words.text()
    office.press(Qt.Key.Key_G, CTRL)
    assert not face.columns.is_changed
