"""Reads files off the drawing thread for the import page, and mends rows that were read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.work import Work
from desktop.roster.keeping.imports import RosterImports
from desktop.ui.roster.import_flow import Looked, Reading, compared, look
from desktop.ui.tasks import Task, TaskRunner

Look = Callable[[RosterImports, Reading, Work], Looked]


class ImportReader(QObject):
    """One reading at a time; a newer one takes the place of the one under way.

    Args:
        imports: what reads.
        tasks: where it runs.
        parent: owner.
        look: how a file is looked at; without a word it is compared with the list, too.

    Signals:
        looked (Looked): a file was read.
        failed (Reading, UserFacingError): it could not be read.
        mended (Looked, int): a row was read again; its number.
        moved (int, int, str): how far the reading is.
    """

    looked = Signal(object)
    failed = Signal(object, object)
    mended = Signal(object, int)
    moved = Signal(int, int, str)

    def __init__(
        self, imports: RosterImports, tasks: TaskRunner, parent: QObject, *, look: Look = look
    ) -> None:
        super().__init__(parent)
        self._imports = imports
        self._look = look
        self._tasks = tasks
        self._task: Task | None = None
        self._reading: Reading | None = None
        self._row = 0
        self._mends_now = False
        self._mends: list[tuple[int, str, str]] = []

    @property
    def is_reading(self) -> bool:
        """Whether something is being read."""
        return self._task is not None

    @property
    def is_mending(self) -> bool:
        """Whether what is under way is the mending of a row, not the reading of a file."""
        return self._task is not None and self._mends_now

    def read(self, reading: Reading) -> None:
        """Read a file and compare it with the list."""
        imports, look = self._imports, self._look
        self.cancel()
        self._reading, self._mends_now = reading, False

        def run(work: Work) -> Looked:
            return look(imports, reading, work)

        self._task = self._tasks.run_long(
            run, self._read, self._unreadable, on_progress=self.moved.emit
        )

    def mend(self, looked: Looked, row_number: int, field: str, text: str) -> None:
        """Type one value of one row anew and compare again.

        Asked for while another row is being mended, it waits its turn: no mending is lost.
        """
        if self._task is not None:
            self._mends.append((row_number, field, text))
            return
        imports = self._imports
        self._reading, self._row, self._mends_now = looked.reading, row_number, True

        def run(work: Work) -> Looked:
            preview = imports.amend(looked.preview, row_number, field, text)
            return compared(imports, looked.reading, preview, work)

        self._task = self._tasks.run_long(run, self._mended, self._unreadable)

    def cancel(self) -> None:
        """Stop caring for what is under way; nothing was stored."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._mends.clear()

    def _read(self, looked: Looked) -> None:
        self._task = None
        self.looked.emit(looked)

    def _mended(self, looked: Looked) -> None:
        self._task = None
        row = self._row
        if self._mends:
            self.mend(looked, *self._mends.pop(0))
        self.mended.emit(looked, row)

    def _unreadable(self, error: UserFacingError) -> None:
        self._task = None
        self.failed.emit(self._reading, error)
