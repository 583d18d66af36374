"""A table of any length: its rows come page by page, when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.table import Column, RowsModel, Table

PAGE = 200
"""Rows asked for at once: four screens, one small query."""
_KEPT = 20


class PagedModel(RowsModel):
    """Knows how many rows there are, holds the pages looked at last.

    Signals:
        wanted (int): a page somebody looks at is not here; its owner answers with `put`.
    """

    wanted = Signal(int)

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(columns, parent)
        self._count = 0
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._asked: set[int] = set()
        self._missing: set[int] = set()
        # One turn of the event loop gathers what a whole paint misses.
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._ask_now)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many rows there are in all."""
        return 0 if parent is not None and parent.isValid() else self._count

    def row_at(self, number: int) -> Any:
        """Return a row, or None while its page is on the way."""
        if not 0 <= number < self._count:
            return None
        page = self._pages.get(number // PAGE)
        if page is None:
            self._miss(number // PAGE)
            return None
        self._pages.move_to_end(number // PAGE)
        return page[number % PAGE] if number % PAGE < len(page) else None

    def begin(self, count: int, first: Sequence[Any] = ()) -> None:
        """Start anew with so many rows, the first page perhaps at hand."""
        self.beginResetModel()
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self._missing.clear()
        if first or not count:
            self._pages[0] = list(first)
        self.endResetModel()

    def put(self, number: int, rows: Sequence[Any]) -> None:
        """Take a page that was wanted; a page of an earlier question is not taken."""
        if number not in self._asked:
            return
        self._asked.discard(number)
        self._pages[number] = list(rows)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        last = min((number + 1) * PAGE, self._count) - 1
        self.dataChanged.emit(self.index(number * PAGE, 0), self.index(last, len(self.columns) - 1))

    def renew(self, first: int, last: int) -> None:
        """Ask again for the pages of the rows that are seen; the others are forgotten."""
        seen = range(max(first, 0) // PAGE, max(last, 0) // PAGE + 1)
        for number in [one for one in self._pages if one not in seen]:
            del self._pages[number]
        for number in seen:
            if number not in self._asked and number * PAGE < self._count:
                self._asked.add(number)
                self.wanted.emit(number)

    @property
    def pages_held(self) -> int:
        """How many pages are here."""
        return len(self._pages)

    def _miss(self, number: int) -> None:
        if number not in self._asked:
            self._missing.add(number)
            self._ask.start()

    def _ask_now(self) -> None:
        missing, self._missing = sorted(self._missing), set()
        for number in missing:
            if number not in self._asked and number not in self._pages:
                self._asked.add(number)
                self.wanted.emit(number)


class PagedTable(Table):
    """A `Table` over a `PagedModel`.

    Args:
        columns: what to show.
        name: accessible name.

    Signals:
        page_wanted (int): see `PagedModel.wanted`.
    """

    page_wanted = Signal(int)

    def __init__(
        self, columns: Sequence[Column], name: str, *, parent: QWidget | None = None
    ) -> None:
        self._paged = PagedModel(columns)
        super().__init__(columns, name, model=self._paged, parent=parent)
        self._paged.setParent(self)
        self._paged.wanted.connect(self.page_wanted)
        self._paged.dataChanged.connect(self._came)

    def begin(self, count: int, first: Sequence[Any] = (), *, select: int = 0) -> None:
        """Show the answer to a new question: how many rows, and the first page of them."""
        self._paged.begin(count, first)
        if count:
            self.select_row(min(select, count - 1))
        else:
            self.row_changed.emit(None)

    def put_page(self, number: int, rows: Sequence[Any]) -> None:
        """Give the rows of a page that was wanted."""
        self._paged.put(number, rows)

    def renew(self) -> None:
        """Ask again for the rows that are seen; they stay where they are until they come."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        self._paged.renew(first, last if last >= 0 else self.count - 1)

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return self._paged.rowCount()

    def row_at(self, number: int) -> Any:
        """Return a row, or None while its page is on the way."""
        return self._paged.row_at(number)

    @property
    def pages_held(self) -> int:
        """How many pages are in memory, however many there are."""
        return self._paged.pages_held

    def _came(self, first: QModelIndex, last: QModelIndex) -> None:
        """Tell about the selected row when it was chosen before it was here."""
        current = self.currentIndex()
        if current.isValid() and first.row() <= current.row() <= last.row():
            self.row_changed.emit(self._paged.row_at(current.row()))
