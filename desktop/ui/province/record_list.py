"""A table of records that asks the store for its pages by key, whatever the query."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.province.records.views import RecordLine, RecordMarks, RecordQuery
from desktop.ui.province.context import ProvinceContext
from desktop.ui.tasks import Task
from desktop.ui.widgets.paged_table import PAGE, PagedTable
from desktop.ui.widgets.table import Column

_First = tuple[RecordMarks, tuple[RecordLine, ...]]
_Later = tuple[RecordMarks, int, tuple[RecordLine, ...]]


class RecordList(QObject):
    """Owns a `PagedTable` and fills it.

    Args:
        context: what the page was given.
        columns: of the table.
        name: accessible name of the table.

    Signals:
        counted (RecordMarks): a query was answered; the table shows its first page.
    """

    counted = Signal(object)

    def __init__(self, context: ProvinceContext, columns: Sequence[Column], name: str) -> None:
        super().__init__()
        self._context = context
        self.marks: RecordMarks | None = None
        self._asked: Task | None = None
        self._pages: list[Task] = []
        self.table = PagedTable(columns, name)
        self.table.page_wanted.connect(self._ask_page)

    def ask(self, query: RecordQuery) -> None:
        """Show the answer to another query, the record looked at still selected if it is there."""
        self.stop()
        records = self._context.desk.records

        def load() -> _First:
            marks = records.marks(query, page=PAGE)
            return marks, records.page(marks, 0)

        self._asked = self._context.tasks.query(load, self._show)

    def _kept(self) -> RecordLine | None:
        row = self.table.current_row()
        return row if isinstance(row, RecordLine) else None

    def stop(self) -> None:
        """Ask nothing more."""
        for task in (*self._pages, self._asked):
            if task is not None:
                task.cancel()
        self._pages.clear()

    def _show(self, found: _First) -> None:
        marks, rows = found
        kept = self._kept()
        keys = [row.id for row in rows]
        at = keys.index(kept.id) if kept is not None and kept.id in keys else 0
        self.marks = marks
        self.table.begin(marks.count, rows, select=at)
        self.counted.emit(marks)

    def _ask_page(self, number: int) -> None:
        records, marks = self._context.desk.records, self.marks
        if marks is None:
            return

        def load() -> _Later:
            return marks, number, records.page(marks, number)

        self._pages = [task for task in self._pages if not task.is_finished]
        self._pages.append(self._context.tasks.query(load, self._show_page))

    def _show_page(self, found: _Later) -> None:
        marks, number, rows = found
        if marks is self.marks:
            self.table.put_page(number, rows)
