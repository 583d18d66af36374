"""Runs one export with its hand-over sheet; until it is read back, nothing is marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.batch.views import ExportReport
from desktop.common.errors import UserFacingError
from desktop.common.work import Work
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task


def _export(services: Services, folder: Path, actor: str, work: Work) -> ExportReport:
    report = services.batch.export(folder, actor=actor, work=work)
    try:
        sheet = services.handover.write_beside(report.batch_id, report.path)
    except UserFacingError:
        # The batch is safe and counted; its sheet can still be printed from the list.
        return report
    return replace(report, handover_pdf=sheet)


class Exporter(QObject):
    """One export at a time.

    Signals:
        moved (int, int, str): how far it is.
        exported (ExportReport): the batch left.
        failed (UserFacingError): nothing left.
        stopped: somebody stopped it; nothing left.
    """

    moved = Signal(int, int, str)
    exported = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None

    @property
    def is_running(self) -> bool:
        """Whether a batch is being written."""
        return self._task is not None

    def start(self, folder: Path) -> None:
        """Begin."""
        services, actor = self._context.services, self._context.actor
        self._task = self._context.tasks.run_long(
            lambda work: _export(services, folder, actor, work),
            self._done,
            self._not_done,
            on_progress=self.moved.emit,
            on_cancelled=self._cancelled,
        )

    def stop(self) -> None:
        """Stop at the next safe point."""
        if self._task is not None:
            self._task.work.cancel()

    def _done(self, report: ExportReport) -> None:
        self._task = None
        self.exported.emit(report)

    def _not_done(self, error: UserFacingError) -> None:
        self._task = None
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self._task = None
        self.stopped.emit()
