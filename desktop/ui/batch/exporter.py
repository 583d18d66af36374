"""Runs one export with its copies and sheets; until it is read back, nothing is marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.batch.choosing.rules import Choice
from desktop.batch.views import SendReport
from desktop.common.errors import UserFacingError
from desktop.common.settings import BATCH_TARGETS
from desktop.common.work import Work
from desktop.services import Services
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task

_KEPT = 4
"""How many places are remembered."""


def last_targets(services: Services) -> list[Path]:
    """Return where the last batch was written to."""
    return [Path(line) for line in services.preferences.text(BATCH_TARGETS).splitlines() if line]


def _send(
    services: Services, folders: Sequence[Path], choice: Choice, actor: str, work: Work
) -> SendReport:
    report = services.sending.send(folders, actor=actor, choice=choice, work=work)
    written = "\n".join(str(path.parent) for path in report.paths[:_KEPT])
    if written != services.preferences.text(BATCH_TARGETS):
        services.preferences.set(BATCH_TARGETS, written, actor=actor)
    return report


class Exporter(QObject):
    """One export at a time.

    Signals:
        moved (int, int, str): how far it is.
        exported (SendReport): the batch left.
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

    def start(self, folders: Sequence[Path], choice: Choice) -> None:
        """Begin to write the chosen records to some places."""
        services, actor = self._context.services, self._context.actor
        self._task = self._context.tasks.run_long(
            lambda work: _send(services, folders, choice, actor, work),
            self._done,
            self._not_done,
            on_progress=self.moved.emit,
            on_cancelled=self._cancelled,
        )

    def stop(self) -> None:
        """Stop at the next safe point."""
        if self._task is not None:
            self._task.work.cancel()

    def _done(self, report: SendReport) -> None:
        self._task = None
        self.exported.emit(report)

    def _not_done(self, error: UserFacingError) -> None:
        self._task = None
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self._task = None
        self.stopped.emit()
