"""A very long list on the real page: scrolled, sorted, and never waited for."""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from desktop.roster.finding.views import ListSort
from desktop.roster.views import ListQuery
from desktop.ui.context import PageName
from desktop.ui.roster import people_page
from desktop.ui.roster.people_table import ListedRow
from desktop.ui.widgets.paged_table import PAGE
from tests.ui.roster.big_list import fill
from tests.ui.shell.office import open_office

PEOPLE = 60_000
"""benchmarks/roster_view.py does the same with 250,000 and measures it."""
KEPT = 20
"""Pages of rows that stay in memory, see `PagedModel`."""


@contextmanager
def sql_by_thread(store):
    """Collect the threads that asked the store anything."""
    threads = set()

    def note(*_what):
        threads.add(threading.get_ident())

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield threads
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


@contextmanager
def long_list(folder):
    """The list page over a very long list."""
    with open_office(folder / "p") as office:
        office.wait_for("LoginPage")
        fill(office.services.store, PEOPLE)
        office.services.roster.forget_index()
        office.log_in()
        page = office.show(PageName.ROSTER)
        office.wait(lambda: page.people.table.count == PEOPLE + 5, 60_000)
        office.idle()
        yield office, page


def shown_rows(table):
    """Return the places of the rows in sight."""
    first = table.rowAt(0)
    last = table.rowAt(table.viewport().height() - 1)
    return range(first, (last if last >= 0 else table.count - 1) + 1)


def arrived(table):
    return all(table.row_at(row) is not None for row in shown_rows(table))


def alive():
    """How many lines of the list Python holds."""
    gc.collect()
    return sum(1 for one in gc.get_objects() if type(one) is ListedRow)


def test_a_very_long_list_is_scrolled_and_sorted_with_few_rows_in_memory(tmp_path, monkeypatch):
    """One store for all of it: making it is most of the work."""
    with long_list(tmp_path) as (office, page):
        with sql_by_thread(office.services.store) as threads:
            scrolled_through(office, page)
            for sort in (one for one in ListSort if one is not ListSort.GIVEN):
                sorted_by(office, page, sort)
        assert threads
        assert threading.get_ident() not in threads  # the drawing thread asked nothing
        goes_on_while_rows_are_on_the_way(office, page, monkeypatch)


def scrolled_through(office, page):
    """Go through the whole list by the scroll bar and by keys."""
    table, bar = page.people.table, page.people.table.verticalScrollBar()
    for step in range(60):
        bar.setValue(bar.maximum() * step // 59)
        office.wait(lambda: arrived(table))
        assert table.pages_held <= KEPT
    table.setFocus()
    for _ in range(10):
        QTest.keyClick(table, Qt.Key.Key_PageUp)
        office.wait(lambda: arrived(table))
    office.idle()
    assert alive() <= KEPT * PAGE
    # What stands in the middle of the window is what the store has there.
    middle = shown_rows(table)[len(shown_rows(table)) // 2]
    assert table.row_at(middle).person == stored(office, ListQuery(), middle)


def sorted_by(office, page, sort):
    """Sort, and look at both ends."""
    table = page.people.table
    page.filters.sort.set_value(sort.value)
    office.idle()
    for place in (0, table.count - 1):
        table.select_row(place)
        office.wait(lambda: isinstance(table.current_row(), ListedRow))
        assert table.current_row().person == stored(office, ListQuery(sort=sort), place)
    assert table.count == PEOPLE + 5
    assert alive() <= KEPT * PAGE


def goes_on_while_rows_are_on_the_way(office, page, monkeypatch):
    """The store answers nothing until the end; the page takes keys and draws all the same."""
    table, gate = page.people.table, threading.Event()
    read = people_page._read_rows

    def late(services, query, number):
        assert gate.wait(30)
        return read(services, query, number)

    page.filters.sort.set_value(ListSort.GIVEN.value)
    office.idle()
    monkeypatch.setattr(people_page, "_read_rows", late)
    table.select_row(31_000)
    QTest.qWait(1)
    assert table.current_row() is None
    table.setFocus()
    for _ in range(3):
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 31_003
    table.viewport().repaint()  # rows that are not here are drawn empty
    gate.set()
    office.wait(lambda: isinstance(table.current_row(), ListedRow))
    office.idle()
    assert table.current_row().person == stored(office, ListQuery(), 31_003)


def stored(office, query, place):
    """Return who stands at a place of the list, read by a thread of its own."""
    found = []

    def read():
        found.extend(office.services.roster.list_page(query, place, 1).rows)

    reader = threading.Thread(target=read)
    reader.start()
    reader.join()
    return found[0]
