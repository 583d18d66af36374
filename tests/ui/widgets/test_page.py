from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop.ui.widgets import page as page_module
from desktop.ui.widgets.buttons import DangerButton, OutlineButton
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.table import Column, Table


class Clock:
    """Time that passes when told."""

    def __init__(self):
        self.now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(page_module, "time", made)
    return made


@pytest.fixture
def trail():
    return []


@pytest.fixture
def page(qtbot, clock, trail):
    made = Page("Đúng người này?")
    bar = made.action_bar
    bar.add_back(lambda: trail.append("back"))
    bar.add_later(lambda: trail.append("later"))
    refuse = DangerButton("Không đúng người", key="F6")
    refuse.clicked.connect(lambda: trail.append("refuse"))
    made.content.addWidget(refuse)
    bar.set_primary("Đúng người", lambda: trail.append("primary"))
    qtbot.addWidget(made)
    made.resize(1093, 570)
    made.show()
    made.activateWindow()
    made.enter()
    return made


def test_enter_is_deaf_for_400_ms_after_a_page_opened(page, clock, trail):
    clock.now += 0.39
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert trail == []
    clock.now += 0.02
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert trail == ["primary"]


@pytest.mark.parametrize(
    ("key", "what"),
    [
        (Qt.Key.Key_Return, "primary"),
        (Qt.Key.Key_Enter, "primary"),
        (Qt.Key.Key_F8, "primary"),
        (Qt.Key.Key_F7, "back"),
        (Qt.Key.Key_F6, "refuse"),
        (Qt.Key.Key_Escape, "later"),
    ],
)
def test_each_key_does_what_its_button_says(page, clock, trail, key, what):
    clock.now += 1
    QTest.keyClick(page, key)
    assert trail == [what]


@pytest.mark.parametrize("make", [QLineEdit, lambda: Table([Column("Tên", str)], "Danh sách")])
def test_enter_goes_on_from_a_field_and_from_a_table(page, clock, trail, make):
    widget = make()
    if isinstance(widget, Table):
        widget.set_rows(["Giàng A Páo", "Lò Thị Pâng"])
    page.content.addWidget(widget)
    widget.setFocus()
    clock.now += 1
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert trail == ["primary"]


def test_enter_makes_a_new_line_where_one_writes_a_note(page, clock, trail):
    note = QPlainTextEdit()
    page.content.addWidget(note)
    clock.now += 1
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert trail == []
    assert note.toPlainText() == "\n"


def test_a_held_enter_does_not_run_through(page, clock, trail):
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    clock.now += 1
    held = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(page, held)
    assert trail == []


def test_a_closed_primary_says_why_and_stays_closed(page, clock, trail):
    page.action_bar.set_reason("Chưa chụp ảnh.")
    clock.now += 1
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert trail == []
    assert page.action_bar.primary.accessibleDescription() == "Chưa chụp ảnh."
    page.action_bar.set_reason("")
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert trail == ["primary"]


def test_ctrl_enter_is_not_enter(page, clock, trail):
    clock.now += 1
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert trail == []


def test_other_keys_on_buttons_are_shortcuts_and_survive_a_new_word(page, clock, trail, qtbot):
    button = OutlineButton("In lại", key="Ctrl+P")
    button.clicked.connect(lambda: trail.append("print"))
    page.action_bar.add_right(button)
    button.setText("In ngay")
    qtbot.waitUntil(lambda: button.isVisible() and page.isActiveWindow())
    button.setFocus()
    assert button.shortcut().toString() == "Ctrl+P"
    QTest.keyClick(button, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert trail == ["print"]


def test_a_digit_chooses_before_a_quick_enter(page, clock, trail, qtbot):
    answers = ChoiceList([("a", "Theo thẻ", ""), ("b", "Giữ cũ", "")], selected="a")
    answers.chosen.connect(trail.append)
    page.content.addWidget(answers)
    qtbot.waitUntil(lambda: answers.isVisible() and page.isActiveWindow())
    clock.now += 1
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_2)
    QTest.keyClick(answers.rows["b"], Qt.Key.Key_Return)
    assert trail == ["b", "primary"]
    assert answers.value() == "b"
    assert answers.rows["b"].hasFocus()


def test_the_primary_is_always_the_last_on_the_right(page):
    page.action_bar.add_right(OutlineButton("Lưu, in sau", key="Ctrl+S"))
    page.action_bar.layout().activate()
    primary = page.action_bar.primary
    rights = [b.geometry().right() for b in page.action_bar.findChildren(OutlineButton)]
    assert primary.geometry().right() > max(rights)
    assert page.width() - primary.geometry().right() <= 25


def test_saving_is_shown(page):
    page.action_bar.show_saved("14:33:08")
    assert page.action_bar._saved.text() == "Đã tự lưu 14:33:08"
