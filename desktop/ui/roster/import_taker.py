"""Takes a list in off the drawing thread, as it was chosen on the preview."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.common.errors import UserFacingError
from desktop.common.work import Work
from desktop.roster.keeping.to_mend import write_to_mend
from desktop.roster.keeping.views import ImportChoices
from desktop.roster.views import ImportReport
from desktop.ui.context import UiContext
from desktop.ui.roster.import_flow import Looked
from desktop.ui.tasks import Task


class ImportTaker(QObject):
    """One list at a time.

    Signals:
        taken (ImportReport): the list is stored.
        refused (object): nothing was stored; the error, None when a person stopped it.
        moved (int, int, str): how far it is.
        exported (Path, int): rows to mend were written.
    """

    taken = Signal(object)
    refused = Signal(object)
    moved = Signal(int, int, str)
    exported = Signal(object, int)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None

    @property
    def is_taking(self) -> bool:
        """Whether a list is being taken in."""
        return self._task is not None

    def take(self, looked: Looked, choices: ImportChoices) -> None:
        """Take a list in; columns that a person confirmed are remembered with it."""
        imports, actor = self._context.services.imports, self._context.actor

        def run(work: Work) -> ImportReport:
            report = imports.import_list(looked.preview, actor=actor, choices=choices, work=work)
            if looked.reading.is_confirmed:
                imports.remember_mapping(looked.preview, actor=actor)
            return report

        self._task = self._context.tasks.run_long(
            run,
            self._taken,
            self._refused,
            on_progress=self.moved.emit,
            on_cancelled=self._refused,
        )

    def stop(self) -> None:
        """Ask to stop at a safe point; nothing is stored then."""
        if self._task is not None:
            self._task.work.cancel()

    def export(self, target: Path, looked: Looked | None, report: ImportReport | None) -> None:
        """Write the rows to mend: of a preview, or of what was taken in."""
        imports = self._context.services.imports

        def run() -> tuple[Path, int]:
            if report is not None and report.import_id is not None:
                return target, imports.export_set_aside(report.import_id, target)
            return target, write_to_mend(looked.preview, target) if looked else 0

        self._context.tasks.query(run, self._exported)

    def _taken(self, report: ImportReport) -> None:
        self._task = None
        self.taken.emit(report)

    def _refused(self, error: UserFacingError | None = None) -> None:
        self._task = None
        self.refused.emit(error)

    def _exported(self, found: tuple[Path, int]) -> None:
        self.exported.emit(*found)
