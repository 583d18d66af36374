"""The strip of a section: Alt and a digit, the mouse, and where it stands."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.widgets.header import Tab
from desktop.ui.widgets.section_strip import SectionStrip

SIX = ["Tiến độ", "Kế hoạch", "Lịch cuốn chiếu", "Việc được giao", "Lưu động", "Hàng chờ"]


@pytest.fixture
def strip(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    made = SectionStrip([Tab(f"page{n}", word) for n, word in enumerate(SIX)])
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(made)
    layout.addStretch(1)
    window.resize(1093, 200)
    window.show()
    qtbot.waitExposed(window)
    made.holder, made.chosen_keys = window, []  # what is not held is deleted
    made.chosen.connect(made.chosen_keys.append)
    return made


def test_alt_and_a_digit_choose_and_only_an_opened_page_lights_up(strip):
    strip.set_current("page0")
    QTest.keyClick(strip.window(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert strip.chosen_keys == ["page2"]
    assert [key for key, entry in strip.entries.items() if entry.isChecked()] == ["page0"]
    QTest.keyClick(strip.window(), Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
    assert strip.chosen_keys == ["page2"]


def test_a_click_chooses(strip):
    entry = strip.entries["page4"]
    QTest.mouseClick(entry, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert strip.chosen_keys == ["page4"]


def test_a_hidden_strip_is_deaf(strip):
    strip.hide()
    QTest.keyClick(strip.window(), Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert strip.chosen_keys == []


@pytest.mark.parametrize("width", [1366, 1093, 911])
def test_no_entry_is_cut_and_all_are_named(strip, width):
    strip.window().resize(width, 200)
    QTest.qWait(10)
    right = 0
    for entry in strip.entries.values():
        assert entry.width() >= entry.sizeHint().width()
        assert entry.x() >= right
        right = entry.x() + entry.width()
        assert entry.accessibleName()
    assert right <= width


def test_one_page_needs_no_strip(qtbot):
    alone = SectionStrip([Tab("page0", "Tiến độ")])
    qtbot.addWidget(alone)
    assert not alone.is_needed
