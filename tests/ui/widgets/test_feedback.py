from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtWidgets import QWidget

from desktop.common.errors import UserFacingError
from desktop.ui.feedback import Feedback, Message, install_excepthook
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.inline_bar import BarArea
from desktop.ui.widgets.toast import Toast, ToastArea, ToastButton


@pytest.fixture
def feedback():
    return Feedback()


@pytest.fixture
def area(feedback, qtbot):
    made = BarArea()
    qtbot.addWidget(made)
    made.follow(feedback)
    return made


def test_a_bar_appears_and_can_be_closed(feedback, area, qtbot):
    feedback.error(UserFacingError("Máy in hết giấy.", "Nạp giấy rồi in lại."))
    assert area.isVisibleTo(area.parentWidget())
    assert area.bars[0].accessibleName() == "Máy in hết giấy. Nạp giấy rồi in lại."
    area.bars[0].findChildren(KeyButton)[-1].click()
    assert not area.bars
    assert not area.isVisible()


def test_the_same_trouble_is_said_once(feedback, area):
    for _ in range(3):
        feedback.error(UserFacingError("Máy in hết giấy.", "Nạp giấy rồi in lại."))
    assert len(area.bars) == 1


def test_the_same_words_under_another_key_are_said_once(feedback, area):
    feedback.show(Message("bad", "Mất kết nối.", "Kiểm tra dây.", key="trouble"))
    feedback.error(UserFacingError("Mất kết nối.", "Kiểm tra dây."))
    assert len(area.bars) == 1
    feedback.show(Message("warn", "Mất kết nối.", "Chờ một lát."))
    assert len(area.bars) == 2


def test_at_most_three_bars_stand_at_once(feedback, area):
    for number in range(6):
        feedback.show(Message("warn", f"Việc {number}"))
    assert [bar.message.title for bar in area.bars] == ["Việc 5", "Việc 4", "Việc 3"]


def test_the_button_of_a_bar_acts_and_closes_it(feedback, area):
    acted = []
    feedback.show(
        Message("bad", "Chưa in được.", action="In lại", on_action=lambda: acted.append(1))
    )
    area.bars[0].findChildren(KeyButton)[0].click()
    assert acted == [1]
    assert not area.bars


def test_clearing_takes_only_the_named_bar(feedback, area):
    feedback.show(Message("warn", "A", key="a"))
    feedback.show(Message("warn", "B", key="b"))
    feedback.clear("a")
    assert [bar.message.title for bar in area.bars] == ["B"]
    feedback.clear()
    assert not area.bars


def test_mark_up_from_outside_stays_text(feedback, area):
    feedback.show(Message("warn", "<b>Giàng</b>", "<img src=x>"))
    assert area.bars[0].text.text() == "<b>Giàng</b> <img src=x>"
    assert area.bars[0].text.textFormat().name == "PlainText"


def test_undo_on_a_toast_acts_once_and_the_toast_goes(feedback, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 500)
    toasts = ToastArea(window)
    toasts.follow(feedback)
    window.show()
    undone = []
    feedback.toast("Đã duyệt Giàng A Páo", lambda: undone.append(1), 8)
    (button,) = toasts.findChildren(ToastButton)
    assert "8" in button.label
    assert window.rect().contains(toasts.geometry())
    button.click()
    assert undone == [1]
    assert toasts.toast is None
    assert not toasts.isVisible()


def test_a_toast_counts_down_and_leaves(feedback, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    toasts = ToastArea(window)
    toasts.follow(feedback)
    feedback.toast("Đã lưu", lambda: None, 2)
    (toast,) = toasts.findChildren(Toast)
    (button,) = toasts.findChildren(ToastButton)
    toast._count()
    assert button.label == "Hoàn tác (1)"
    toast._count()
    assert toasts.toast is None


def test_what_nobody_caught_reaches_the_person(feedback, area, caplog):
    before = sys.excepthook
    restore = install_excepthook(feedback)
    try:
        sys.excepthook(ValueError, ValueError("số dòng"), None)
        thread = threading.Thread(target="abc".index, args=("x",))
        thread.start()
        thread.join()
        sys.excepthook(UserFacingError, UserFacingError("Hết chỗ.", "Dọn ổ đĩa."), None)
    finally:
        restore()
    titles = [bar.message.title for bar in area.bars]
    assert titles == ["Hết chỗ.", "Có lỗi, hồ sơ đã được giữ lại."]
    assert "substring not found" in caplog.text
    assert sys.excepthook is before
