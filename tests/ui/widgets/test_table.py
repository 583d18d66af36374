from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from desktop.ui import theme
from desktop.ui.theme import Span
from desktop.ui.widgets.table import Cell, Column, Table


@dataclass(frozen=True)
class Person:
    name: str
    born: str
    cell: str
    state: str


PEOPLE = [
    Person("Giàng A Páo", "12/03/1978", "Bản Nà Sang", "Chưa làm"),
    Person("Giàng A Pao", "05/11/1981", "Bản Huổi Bon", "Đã xong"),
    Person("Lò Thị Pâng", "1950", "Bản Pá Lau", "Trùng"),
]
COLUMNS = [
    Column("Họ và tên", lambda p: Cell(p.name, spans=(Span(0, 2), Span(8, 2))), stretch=3),
    Column("Ngày sinh", lambda p: p.born, width=130),
    Column("Chi bộ", lambda p: p.cell, stretch=2, drop=True),
    Column("Trạng thái", lambda p: Cell(p.state, tag="ok"), width=150),
]


@pytest.fixture
def table(qtbot):
    made = Table(COLUMNS, "Kết quả tìm")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.set_rows(PEOPLE)
    made.show()
    return made


def _colours(image, x_from, x_to, y_from, y_to):
    return {image.pixelColor(x, y).name() for x in range(x_from, x_to) for y in range(y_from, y_to)}


def test_the_first_row_is_selected_and_told(table):
    heard: list[object] = []
    table.row_changed.connect(heard.append)
    assert table.current_row() is PEOPLE[0]
    table.move_selection(1)
    assert heard == [PEOPLE[1]]
    table.move_selection(10)
    assert table.current_row() is PEOPLE[2]
    table.move_selection(-10)
    assert table.current_row() is PEOPLE[0]


def test_new_rows_and_no_rows(table):
    heard: list[object] = []
    table.row_changed.connect(heard.append)
    table.set_rows([])
    assert table.current_row() is None
    assert heard[-1] is None
    table.move_selection(1)
    table.set_rows(PEOPLE, select=2)
    assert table.current_row() is PEOPLE[2]
    table.set_rows(PEOPLE, select=None)
    assert table.current_row() is None


def test_enter_and_double_click_activate_a_row(table):
    heard: list[object] = []
    table.row_activated.connect(heard.append)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard == [PEOPLE[1]]


def test_matched_letters_are_underlined_in_turmeric_only_in_the_name(table):
    image = table.viewport().grab().toImage()
    focus = QColor(theme.DAY.focus).name()
    height = table.rowHeight(0)
    name_right = table.columnWidth(0)
    assert focus in _colours(image, 12, name_right, height, 2 * height)
    assert focus not in _colours(image, name_right, 900, height, 2 * height)


def test_the_selected_row_has_a_tint_and_a_4_px_bar(table):
    image = table.viewport().grab().toImage()
    middle = table.rowHeight(0) // 2
    assert image.pixelColor(1, middle) == QColor(theme.DAY.action)
    assert image.pixelColor(3, middle) == QColor(theme.DAY.action)
    assert image.pixelColor(6, middle) == QColor(theme.DAY.tint)
    below = middle + table.rowHeight(0)
    assert image.pixelColor(1, below) == QColor(theme.DAY.surface)


def test_rows_are_as_high_as_drawn_and_columns_fill_the_width(table, dressed_app):
    assert table.rowHeight(0) == 44
    assert sum(table.columnWidth(i) for i in range(4)) == table.viewport().width()
    theme.apply_theme(dressed_app, compact=True)
    assert table.rowHeight(0) == 40


def test_a_column_that_can_be_missed_goes_before_names_are_cut(table):
    assert not table.isColumnHidden(2)
    table.resize(420, 300)
    assert table.isColumnHidden(2)
    assert table.columnWidth(0) >= 120
    table.resize(900, 300)
    assert not table.isColumnHidden(2)


def test_cells_are_told_to_screen_readers(table):
    index = table.model().index(0, 3)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Chưa làm"
    assert table.model().headerData(0, Qt.Orientation.Horizontal) == "Họ và tên"


def test_a_guilty_cell_and_a_differing_word_are_tinted(qtbot):
    spans = (Span(8, 3, "mark"),)
    columns = [
        Column("Ngày sinh", lambda text: Cell(text, tint="warn")),
        Column("Họ và tên", lambda _: Cell("Giàng A Páo", tint="mark", spans=spans)),
    ]
    table = Table(columns, "Dòng cần xem", selectable=False)
    qtbot.addWidget(table)
    table.resize(600, 120)
    table.set_rows(["31/02/1966"])
    table.show()
    image = table.viewport().grab().toImage()
    assert image.pixelColor(5, 5) == QColor(theme.DAY.warn.tint)
    assert image.pixelColor(305, 5) == QColor(theme.DAY.mark_row)
    assert QColor(theme.DAY.mark).name() in _colours(image, 305, 500, 5, 40)
    assert table.current_row() is None


def test_ten_thousand_rows_are_shown_at_once(qtbot):
    import time

    people = [Person(f"Người {n}", "1950", "Bản Nà Sang", "Chưa làm") for n in range(10_000)]
    table = Table(COLUMNS, "Danh sách")
    qtbot.addWidget(table)
    table.resize(900, 600)
    started = time.perf_counter()
    table.set_rows(people)
    table.show()
    table.viewport().grab()
    assert time.perf_counter() - started < 1.0
