"""A toast floats low, but beside or above what can be pressed; tables hide the right columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.feedback import Notice
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.toast import ToastArea


@pytest.fixture
def window(qtbot):
    made = QWidget()
    made.resize(1000, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def place(widget, left, top, width=160, height=40):
    widget.setGeometry(left, top, width, height)
    widget.show()
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def toast_over(window, qtbot):
    toasts = ToastArea(window)
    toasts.show_notice(Notice("Đã lưu quyết định"))
    qtbot.wait(1)
    where = toasts.geometry()
    toasts.dismiss()
    return where


def test_with_nothing_below_it_a_toast_stands_in_the_lower_middle(window, qtbot):
    where = toast_over(window, qtbot)
    assert abs(where.center().x() - 500) <= 1
    assert where.bottom() == 600 - 80 - 1


def test_a_toast_goes_beside_a_button_rather_than_over_it(window, qtbot):
    button = place(OutlineButton("Hiện số", parent=window), 420, 480)
    where = toast_over(window, qtbot)
    assert not where.intersects(button)
    assert where.top() > 300


def test_words_are_covered_before_buttons(window, qtbot):
    words = place(PlainLabel("Số được che trên màn hình", "hint", parent=window), 20, 480, 300)
    buttons = [
        place(OutlineButton("Xuất", parent=window), left, top)
        for left in (450, 800)
        for top in range(200, 520, 44)
    ]
    where = toast_over(window, qtbot)
    assert not any(where.intersects(one) for one in buttons)
    assert where.intersects(words) or where.top() < 480


def test_the_selected_row_of_a_table_stays_in_sight(window, qtbot):
    table = Table((Column("Tên", Cell),), "Bảng")
    box = QVBoxLayout(window)
    box.addWidget(table)
    table.set_rows([f"Người {n}" for n in range(40)], select=0)
    qtbot.wait(1)
    low = table.rowAt(table.viewport().height() - 90)
    table.select_row(low)
    row = table.visualRect(table.currentIndex())
    row.translate(table.viewport().mapTo(window, QPoint(0, 0)))
    assert not toast_over(window, qtbot).intersects(row)


def test_columns_leave_in_the_order_they_are_worth_least(window, qtbot):
    columns = (
        Column("Dòng", str, width=80, drop=2),
        Column("Tên", str, least=170),
        Column("Chi bộ", str, least=120, drop=1),
        Column("Số", str, width=150),
    )
    table = Table(columns, "Bảng")
    QVBoxLayout(window).addWidget(table)
    seen = []
    for width in (900, 500, 400):
        window.resize(width, 400)
        qtbot.wait(1)
        seen.append([n for n in range(4) if not table.isColumnHidden(n)])
    assert seen == [[0, 1, 2, 3], [1, 2, 3], [1, 3]]
    window.resize(900, 400)
    table.leave_out([2])
    qtbot.wait(1)
    assert [n for n in range(4) if not table.isColumnHidden(n)] == [0, 1, 3]


def filled_page(window, qtbot, rows):
    """A title above a table that fills the rest, as on most pages."""
    title = place(PlainLabel("Danh sách đảng viên", "title", parent=window), 24, 70, 300)
    table = Table((Column("Tên", Cell),), "Bảng", parent=window)
    place(table, 24, 120, 952, 400)
    table.set_rows([f"Người {n}" for n in range(rows)], select=0)
    qtbot.wait(1)
    return title, table


def test_over_a_full_table_a_toast_stands_beside_the_title(window, qtbot):
    title, table = filled_page(window, qtbot, 40)
    where = toast_over(window, qtbot)
    assert not where.intersects(QRect(table.mapTo(window, QPoint(0, 34)), table.viewport().size()))
    assert not where.intersects(title)
    assert window.rect().contains(where)


def test_below_the_last_row_there_is_room(window, qtbot):
    _, table = filled_page(window, qtbot, 3)
    where = toast_over(window, qtbot)
    assert where.bottom() == 600 - 80 - 1
    last = table.visualRect(table.model().index(2, 0))
    last.translate(table.viewport().mapTo(window, QPoint(0, 0)))
    assert not where.intersects(last)


def test_a_toast_moves_when_the_page_below_it_changes(window, qtbot):
    toasts = ToastArea(window)
    toasts.show_notice(Notice("Đã lưu quyết định", seconds=9))
    qtbot.wait(1)
    before = toasts.geometry()
    button = place(OutlineButton("Ký lại", parent=window), before.left() + 20, before.top())
    toasts.toast._count()
    qtbot.wait(1)
    assert not toasts.geometry().intersects(button)
    toasts.dismiss()


def test_the_ring_of_the_focus_is_drawn_under_a_toast(window, qtbot):
    toasts = ToastArea(window)
    ring = FocusRing(window, below=toasts)
    toasts.show_notice(Notice("Đã lưu quyết định"))
    ring.place()
    order = [child for child in window.children() if child in (ring, toasts)]
    assert order == [ring, toasts]
    toasts.dismiss()


def test_a_column_has_its_least_while_another_has_more_than_it_needs(window, qtbot):
    columns = (
        Column("Tên", str, stretch=3, least=190),
        Column("Số", str, width=150),
        Column("Chi bộ", str, stretch=2, least=130),
        Column("Tỉnh nói", str, stretch=4),
    )
    table = Table(columns, "Bảng")
    QVBoxLayout(window).addWidget(table)
    widths = {}
    for width in (1000, 680, 500):
        window.resize(width, 400)
        qtbot.wait(1)
        widths[width] = [table.columnWidth(number) for number in range(4)]
    assert widths[680][0] >= 190
    assert widths[680][2] >= 130
    assert widths[1000][3] > widths[1000][0] > widths[1000][2] > 130
    assert all(sum(found) <= width for width, found in widths.items())


def test_on_a_full_page_rows_give_way_and_no_button_is_covered(window, qtbot):
    """As on "Đối chiếu": a full table with buttons at its foot, answers at its side."""
    table = Table((Column("Tên", Cell),), "Bảng", parent=window)
    place(table, 24, 120, 640, 340)
    table.set_rows([f"Người {n}" for n in range(40)], select=0)
    spots = [
        *((left, 472) for left in (180, 340, 500)),
        *((690, top) for top in range(120, 480, 60)),
        *((left, 60) for left in (420, 590, 760)),
    ]
    buttons = [place(OutlineButton("Đọc Excel", parent=window), *spot, 150) for spot in spots]
    qtbot.wait(1)
    where = toast_over(window, qtbot)
    assert not any(where.intersects(one) for one in buttons)
    assert window.rect().contains(where)
