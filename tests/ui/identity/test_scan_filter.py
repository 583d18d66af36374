"""The scanner's keys: never in a field, never on a button, and people's typing untouched."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.ui.identity.scan_filter import ScanFilter
from desktop.ui.widgets.choice_row import ChoiceList
from desktop.ui.widgets.page import Page

CARD = "014078012345|050123456|Giàng A Páo|12031978|Nam|Bản Nà Sang, Bắc Yên|01062021"
KEYS = {"\r": Qt.Key.Key_Return, " ": Qt.Key.Key_Space, "|": Qt.Key.Key_Bar}


class Clock:
    """Seconds that pass only when told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


class Form(Page):
    """A page with fields, answers and a primary."""

    def __init__(self):
        super().__init__("Thử")
        self.pressed = []
        self.line, self.note, self.box = QLineEdit(), QPlainTextEdit(), QComboBox()
        self.box.addItems(["Nam", "014", "Nữ"])
        self.answers = ChoiceList([("card", "Páo", ""), ("list", "Pao", "")], selected="card")
        self.quiet = QWidget()
        self.quiet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for part in (self.line, self.note, self.box, self.answers, self.quiet):
            self.content.addWidget(part)
        self.action_bar.set_primary("Đi tiếp", self._primary)

    def _primary(self):
        self.pressed.append("Enter")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def scans(dressed_app, clock):
    found: list[str] = []
    listener = ScanFilter(dressed_app, now=clock)
    listener.scanned.connect(found.append)
    listener.install()
    yield found
    listener.remove()
    listener.deleteLater()


@pytest.fixture
def form(qtbot):
    window = Form()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def send(sign):
    """Press a key the way the platform does: shortcuts are asked first, then the widget."""
    target = QApplication.focusWidget()
    assert target is not None
    key = KEYS.get(sign) or Qt.Key(ord(sign.upper()) if sign.isascii() else 0x01000000)
    plain = Qt.KeyboardModifier.NoModifier
    for kind in (QKeyEvent.Type.ShortcutOverride, QKeyEvent.Type.KeyPress):
        event = QKeyEvent(kind, key, plain, sign)
        event.ignore()
        QApplication.sendEvent(target, event)


def burst(clock, text, gap=0.008):
    for sign in text:
        clock.now += gap
        send(sign)


def test_a_scan_into_a_field_leaves_it_as_it_was(form, scans, clock):
    form.line.setText("Lò Thị")
    form.line.setCursorPosition(2)
    form.line.setFocus()
    burst(clock, CARD + "\r")
    assert scans == [CARD]
    assert (form.line.text(), form.line.cursorPosition()) == ("Lò Thị", 2)


def test_a_selection_typed_over_by_a_scan_comes_back(form, scans, clock):
    form.line.setText("Lò Thị Pâng")
    form.line.setFocus()
    form.line.selectAll()
    burst(clock, CARD + "\r")
    assert form.line.text() == form.line.selectedText() == "Lò Thị Pâng"


def test_long_texts_and_choices_are_put_back_too(form, scans, clock):
    form.note.setPlainText("Ghi chú")
    form.note.setFocus()
    burst(clock, CARD + "\r")
    clock.now += 1
    form.box.setFocus()
    burst(clock, CARD + "\r")
    assert scans == [CARD, CARD]
    assert (form.note.toPlainText(), form.box.currentText()) == ("Ghi chú", "Nam")


def test_the_enter_of_a_scan_does_not_press_the_primary(form, scans, clock):
    form.quiet.setFocus()
    burst(clock, CARD + "\r\r")
    assert (scans, form.pressed) == ([CARD], [])
    clock.now += 1
    send("\r")
    assert form.pressed == ["Enter"], "the Enter of a person still works"


def test_an_enter_soon_after_a_scan_counts_when_something_was_typed(form, scans, clock):
    form.line.setFocus()
    burst(clock, CARD + "\r")
    burst(clock, "ok")
    send("\r")
    assert (form.line.text(), form.pressed) == ("ok", ["Enter"])


def test_digits_of_a_scan_choose_no_answer(qtbot, form, scans, clock):
    form.quiet.setFocus()
    burst(clock, CARD.replace("01407", "02107") + "\r")
    qtbot.wait(150)
    assert form.answers.value() == "card"


def test_twelve_digits_and_enter_are_a_scan(form, scans, clock):
    form.line.setFocus()
    burst(clock, "014078012345\r")
    assert scans == ["014078012345"]
    assert form.line.text() == ""
    assert form.pressed == []


def test_a_scanner_without_enter_is_heard_after_a_silence(qtbot, form, scans, clock):
    form.line.setFocus()
    burst(clock, CARD)
    assert scans == []
    clock.now += 0.2
    qtbot.waitUntil(lambda: scans == [CARD])
    assert form.line.text() == ""


def test_people_type_untouched_however_fast(form, scans, clock):
    form.line.setFocus()
    burst(clock, "nguyen van a", gap=0.02)
    assert form.line.text() == "nguyen van a"
    form.line.clear()
    burst(clock, "014078012345", gap=0.09)
    clock.now += 0.09
    send("\r")
    assert form.line.text() == "014078012345"
    assert (scans, form.pressed) == ([], ["Enter"])


def test_eleven_digits_are_no_card(form, scans, clock):
    form.line.setFocus()
    burst(clock, "01407801234\r")
    assert (scans, form.line.text()) == ([], "01407801234")


def commit(clock, text, preedit="", gap=0.03):
    clock.now += gap
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(text)
    target = QApplication.focusWidget()
    assert target is not None
    QApplication.sendEvent(target, event)


def test_a_scan_that_arrives_through_an_input_method_is_heard(form, scans, clock):
    form.line.setText("cũ")
    form.line.setFocus()
    for place in range(1, 13):  # the method composes the digits and commits them at the bar
        commit(clock, "", preedit=CARD[:place], gap=0.012)
    commit(clock, "014078012345")
    burst(clock, "|")
    commit(clock, "050123456|")
    commit(clock, "Giàng A Páo|12031978|Nam|")
    clock.now += 0.01
    send("\r")
    assert scans == ["014078012345|050123456|Giàng A Páo|12031978|Nam|"]
    assert form.line.text() == "cũ"
    assert form.pressed == []


def test_words_composed_by_a_person_are_untouched(form, scans, clock):
    form.line.setFocus()
    commit(clock, "Nguyễn ", gap=0.4)
    commit(clock, "Ánh", gap=0.4)
    assert (form.line.text(), scans) == ("Nguyễn Ánh", [])


def test_a_removed_filter_hears_nothing(form, dressed_app, clock):
    listener = ScanFilter(dressed_app, now=clock)
    found: list[str] = []
    listener.scanned.connect(found.append)
    listener.install()
    listener.remove()
    form.line.setFocus()
    burst(clock, "014078012345|")
    assert (found, form.line.text()) == ([], "014078012345|")
    listener.deleteLater()


def test_a_busy_moment_of_the_window_does_not_tear_a_burst_apart(form, scans, clock):
    """Keys that waited in the queue carry the window system's stamps; those count."""
    form.line.setFocus()
    target = QApplication.focusWidget()
    assert target is not None
    for place, sign in enumerate((*CARD, "\r")):
        clock.now += 0.3 if place == 20 else 0.004
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key.Key_unknown
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(5000 + 5 * place)
        QApplication.sendEvent(target, event)
    assert scans == [CARD]
    assert form.line.text() == ""
