"""A long table asks for what is looked at, once, and shows it when it comes."""

from __future__ import annotations

from collections import Counter

from PySide6.QtTest import QTest

from desktop.ui.widgets.paged_table import PAGE, PagedTable
from desktop.ui.widgets.table import Cell, Column

COLUMNS = (Column("Dòng", str, width=90), Column("Họ và tên", lambda n: Cell(f"Người {n}")))
COUNT = 250_000


def rows_of(page):
    return list(range(page * PAGE, min((page + 1) * PAGE, COUNT)))


def shown(table, number, column=1):
    return table.model().index(number, column).data()


def test_what_is_looked_at_is_asked_for_once_and_shown(qtbot):
    table = PagedTable(COLUMNS, "Danh sách")
    qtbot.addWidget(table)
    table.resize(700, 400)
    asked = Counter()

    def answer(page):
        asked[page] += 1
        table.put_page(page, rows_of(page))

    table.page_wanted.connect(answer)
    table.begin(COUNT, rows_of(0))
    table.show()
    assert table.model().rowCount() == table.count == COUNT
    assert shown(table, 3) == "Người 3"
    assert not asked
    table.select_row(200_123)
    qtbot.waitUntil(lambda: table.current_row() == 200_123)
    assert shown(table, 200_123) == "Người 200123"
    table.grab()
    QTest.qWait(30)
    assert set(asked) <= {999, 1000, 1001}
    assert set(asked.values()) == {1}


def test_the_selected_row_is_told_when_it_comes_late(qtbot):
    table = PagedTable(COLUMNS, "Danh sách")
    qtbot.addWidget(table)
    asked, told = [], []
    table.page_wanted.connect(asked.append)
    table.row_changed.connect(told.append)
    table.begin(COUNT, rows_of(0))
    table.select_row(COUNT - 1)
    qtbot.waitUntil(lambda: (COUNT - 1) // PAGE in asked)
    assert told[-1] is None
    table.put_page((COUNT - 1) // PAGE, rows_of((COUNT - 1) // PAGE))
    assert told[-1] == COUNT - 1


def test_a_page_of_an_earlier_question_is_not_taken(qtbot):
    table = PagedTable(COLUMNS, "Danh sách")
    qtbot.addWidget(table)
    asked = []
    table.page_wanted.connect(asked.append)
    table.begin(COUNT, rows_of(0))
    assert shown(table, 5 * PAGE) == ""
    qtbot.waitUntil(lambda: asked == [5])
    table.begin(10, list(range(10)))
    table.put_page(5, rows_of(5))
    assert table.model().rowCount() == 10
    assert shown(table, 9) == "Người 9"
    table.begin(0)
    assert table.current_row() is None


def test_only_the_pages_looked_at_last_are_held(qtbot):
    table = PagedTable(COLUMNS, "Danh sách")
    qtbot.addWidget(table)
    asked = []
    table.page_wanted.connect(
        lambda page: (asked.append(page), table.put_page(page, rows_of(page)))
    )
    table.begin(COUNT, rows_of(0))
    for page in range(1, 40):
        shown(table, page * PAGE)
        qtbot.waitUntil(lambda page=page: page in asked)
    assert shown(table, 39 * PAGE) == f"Người {39 * PAGE}"
    assert shown(table, 0) == ""  # let go long ago, asked for again
    qtbot.waitUntil(lambda: 0 in asked)
    assert shown(table, 0) == "Người 0"
