from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.search_box import SearchBox


class Window(QWidget):
    """A search box and two buttons."""

    def __init__(self):
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        self.box = SearchBox("Tìm người")
        self.first, self.second = OutlineButton("Một"), OutlineButton("Hai")
        for part in (self.box, self.first, self.second):
            column.addWidget(part)
        self.ring = FocusRing(self)


@pytest.fixture
def window(qtbot):
    made = Window()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def _around(widget):
    at = widget.mapTo(widget.window(), QPoint(0, 0))
    return QRect(at, widget.size()).adjusted(-5, -5, 5, 5)


def test_the_ring_follows_the_focus(window):
    window.first.setFocus()
    assert window.ring.ring == _around(window.first)
    QTest.keyClick(window.first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is window.second
    assert window.ring.ring == _around(window.second)


def test_the_ring_goes_around_the_whole_search_box(window):
    window.box.focus()
    assert window.ring.ring == _around(window.box)


def test_the_ring_leaves_a_gap_and_does_not_take_clicks(window):
    window.first.setFocus()
    QApplication.processEvents()
    image = window.grab().toImage()
    ring = window.ring.ring
    y = ring.center().y()
    assert image.pixelColor(ring.left() + 1, y) == QColor(theme.DAY.focus)
    assert image.pixelColor(ring.left() + 3, y) != QColor(theme.DAY.focus)
    pressed = []
    window.first.clicked.connect(lambda: pressed.append(1))
    QTest.mouseClick(window.first, Qt.MouseButton.LeftButton)
    assert pressed == [1]
    assert window.childAt(window.first.geometry().center()) is window.first


def test_the_ring_follows_a_window_that_grows_and_a_widget_that_goes(window, qtbot):
    window.second.setFocus()
    window.resize(900, 700)
    qtbot.waitUntil(lambda: window.ring.ring == _around(window.second))
    assert window.ring.size() == window.size()
    window.second.hide()
    qtbot.waitUntil(lambda: window.ring.ring != _around(window.second))


def test_a_deleted_widget_takes_its_ring_along(window, qtbot):
    window.second.setFocus()
    window.second.deleteLater()
    window.second = None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    now = QApplication.focusWidget()
    shown = window.box if now is window.box.input else now
    assert window.ring.ring == (_around(shown) if shown else QRect())
    window.grab()


def test_the_focus_of_another_window_is_not_ours(window, qtbot):
    window.first.setFocus()
    other = OutlineButton("Khác")
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert window.ring.ring.isEmpty()


def test_a_ring_that_is_scrolled_out_of_sight_is_not_drawn(qtbot):
    window = QWidget()
    column = QVBoxLayout(window)
    page = Page("Dài")
    column.addWidget(page)
    buttons = [OutlineButton(f"Nút {number}") for number in range(40)]
    for button in buttons:
        page.content.addWidget(button)
    ring = FocusRing(window)
    qtbot.addWidget(window)
    window.resize(600, 400)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    buttons[0].setFocus()
    assert not ring.ring.isEmpty()
    page._scroll.verticalScrollBar().setValue(page._scroll.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: ring.ring == QRect())
    page.keep_visible(buttons[0])
    qtbot.waitUntil(lambda: ring.ring != QRect())


def test_what_gets_the_focus_out_of_sight_is_scrolled_to_and_what_is_seen_stays(qtbot):
    page = Page("Trang dài")
    buttons = [OutlineButton(f"Nút {n}") for n in range(30)]
    for button in buttons:
        page.content.addWidget(button)
    ring = FocusRing(page)
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    buttons[-1].setFocus()
    assert ring.ring == _around(buttons[-1])
    at = buttons[-1].mapTo(page, QPoint(0, 0))
    buttons[-2].setFocus()
    assert buttons[-1].mapTo(page, QPoint(0, 0)) == at
    buttons[0].setFocus()
    assert ring.ring == _around(buttons[0])
