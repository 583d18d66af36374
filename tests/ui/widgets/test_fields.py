from __future__ import annotations

import unicodedata

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from desktop.common.dates import PartialDate
from desktop.ui.widgets.fields import ChoiceEdit, DateEdit, DigitsEdit, FormEntry, TextEdit
from desktop.ui.widgets.search_box import SearchBox


def commit(widget, text):
    """Enter text as an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget, text):
    """Leave text half composed, as under a Vietnamese input method."""
    QApplication.sendEvent(widget, QInputMethodEvent(text, []))


@pytest.fixture
def show(qtbot):
    def shown(widget):
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        widget.setFocus()
        return widget

    return shown


def test_an_input_method_is_not_offered_for_digits_and_dates(show):
    wanted = Qt.InputMethodQuery.ImEnabled
    assert show(DigitsEdit("Số định danh")).inputMethodQuery(wanted) is False
    assert show(DateEdit("Ngày sinh", latest_year=2025)).inputMethodQuery(wanted) is False
    assert show(TextEdit("Họ và tên")).inputMethodQuery(wanted) is True


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("001078012345", "001078012345", "0010 7801 2345"),
        ("001.078-012 345", "001078012345", "0010 7801 2345"),
        ("00107801234599", "001078012345", "0010 7801 2345"),
        ("abc", "", ""),
        ("0140850", "0140850", "0140 850"),
    ],
)
def test_digits_are_kept_and_grouped(show, typed, value, shown):
    field = show(DigitsEdit("Số định danh"))
    QTest.keyClicks(field, typed)
    assert (field.value(), field.text()) == (value, shown)


def test_digits_pasted_in_full_width_or_with_invisible_marks_are_read(show):
    field = show(DigitsEdit("Số định danh"))
    commit(field, "\u200b001078\u00a0０１２３４５\u200f")
    assert field.value() == "001078012345"


def test_a_digit_put_in_the_middle_stays_under_the_cursor(show):
    field = show(DigitsEdit("Số định danh"))
    field.set_value("01407801234")
    field.setCursorPosition(2)
    QTest.keyClicks(field, "9")
    assert field.text() == "0194 0780 1234"
    assert field.cursorPosition() == 3


def test_the_counter_tells_how_many_digits_are_missing(show):
    field = DigitsEdit()
    entry = FormEntry("Số định danh", field)
    show(entry)
    field.setFocus()
    QTest.keyClicks(field, "0010780123")
    assert field.counter_text() == "còn 2 số"
    QTest.keyClicks(field, "45")
    assert field.counter_text() == ""


@pytest.mark.parametrize(
    ("typed", "shown", "date"),
    [
        ("01111978", "01/11/1978", PartialDate(1978, 11, 1)),
        ("1.3.78", "01/03/1978", PartialDate(1978, 3, 1)),
        ("1950", "1950", PartialDate(1950)),
        ("03/1958", "03/1958", PartialDate(1958, 3)),
        ("31021966", "31021966", None),
        ("12/", "12/", None),
        ("", "", None),
    ],
)
def test_a_date_takes_its_shape_on_leaving(show, typed, shown, date):
    field = show(DateEdit("Ngày sinh", latest_year=2025))
    QTest.keyClicks(field, typed)
    field.editingFinished.emit()
    assert field.text() == shown
    assert field.value() == date
    assert bool(field.problem()) == (date is None and typed != "")


def test_words_are_kept_composed_and_clean(show):
    field = show(TextEdit("Họ và tên"))
    commit(field, unicodedata.normalize("NFD", "  Nguyễn\u200b  Thị Ngọc Ánh "))
    assert field.value() == "Nguyễn Thị Ngọc Ánh"
    field.editingFinished.emit()
    assert field.text() == "Nguyễn Thị Ngọc Ánh"
    assert unicodedata.is_normalized("NFC", field.text())


def test_a_name_in_capitals_is_not_disturbed_while_it_is_composed(show):
    field = show(TextEdit("Họ và tên", upper=True))
    compose(field, "nguyễ")
    assert field.text() == ""
    commit(field, "nguyễn")
    assert field.text() == "nguyễn"
    field.editingFinished.emit()
    assert field.text() == "NGUYỄN"


def test_a_search_sees_what_is_still_composed(show, qtbot):
    box = SearchBox("Tìm người", delay=20)
    show(box)
    box.focus()
    commit(box.input, "giang a ")
    with qtbot.waitSignal(box.searched, timeout=2000) as heard:
        compose(box.input, "páo")
    assert heard.args == ["giang a páo"]
    assert box.input.text() == "giang a "
    commit(box.input, "páo")
    assert box.text() == "giang a páo"
    box.clear()
    assert box.text() == ""


def test_a_search_waits_for_a_rest(show, qtbot):
    box = SearchBox("Tìm người", delay=60)
    show(box)
    heard: list[str] = []
    box.searched.connect(heard.append)
    box.focus()
    QTest.keyClicks(box.input, "gi a pa")
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["gi a pa"]


def test_an_error_is_said_below_the_field_and_to_screen_readers(show):
    field = DigitsEdit()
    entry = show(FormEntry("Số định danh", field))
    entry.set_error("Số định danh phải có đủ 12 chữ số.")
    assert entry.note.isVisible()
    assert entry.note.text() == field.accessibleDescription()
    assert field.property("state") == "error"
    entry.set_error("")
    assert not entry.note.isVisible()
    assert field.property("state") == ""


def test_optional_is_said_in_words():
    entry = FormEntry("Điện thoại", DigitsEdit(length=10), optional=True)
    assert entry.label.text() == "Điện thoại (không bắt buộc)"
    assert entry.field.accessibleName() == "Điện thoại (không bắt buộc)"


def test_a_locked_field_shows_and_refuses(show):
    field = show(DigitsEdit("Số định danh"))
    field.set_value("001078012345")
    field.set_locked("Số lấy từ thẻ.")
    QTest.keyClicks(field, "9")
    assert field.value() == "001078012345"
    field.set_locked("")
    assert not field.isReadOnly()


def test_a_choice_ignores_the_wheel_and_knows_its_value(show):
    field = show(ChoiceEdit([("m", "Nam"), ("f", "Nữ")], "Giới tính", empty="Chưa chọn"))
    assert field.value() == ""
    field.set_value("f")
    assert (field.value(), field.currentText()) == ("f", "Nữ")
    field.set_value("gone")
    assert field.value() == ""


def test_a_closed_choice_too_narrow_for_its_words_ends_in_dots_and_tells_them(qtbot):
    words = "Ngày sinh chưa khớp, đối chiếu lại với thẻ căn cước"
    choice = ChoiceEdit([("a", words), ("b", "Khác")], "Lý do")
    qtbot.addWidget(choice)
    choice.resize(220, 40)
    choice.show()
    assert choice.words_in_sight().endswith("…")
    assert words.startswith(choice.words_in_sight()[:-1])
    spot = choice.rect().center()
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, choice.mapToGlobal(spot))
    QApplication.sendEvent(choice, asked)
    assert QToolTip.text() == words
    QToolTip.hideText()
    choice.set_value("b")
    assert choice.words_in_sight() == "Khác"
