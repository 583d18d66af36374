"""Takes another list in off the drawing thread: stored, compared, its columns remembered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.common.i18n import tr
from desktop.common.vocabulary import SourceKind
from desktop.common.work import Work
from desktop.roster.sources.views import SourceReport
from desktop.ui.context import UiContext
from desktop.ui.roster.import_flow import Looked
from desktop.ui.tasks import Task


class SourceTaker(QObject):
    """One comparison at a time.

    Signals:
        ended: nothing is under way any more.
        taken (SourceReport): a list was taken in, or compared again; None when there was none.
        refused (UserFacingError): nothing was stored.
        moved (int, int, str): how far it is.
    """

    ended = Signal()
    taken = Signal(object)
    refused = Signal(object)
    moved = Signal(int, int, str)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None

    @property
    def is_taking(self) -> bool:
        """Whether a comparison is under way."""
        return self._task is not None

    def take(self, looked: Looked, kind: SourceKind, *, as_of: str) -> None:
        """Take a list in; columns that a person confirmed are remembered with it."""
        services, actor = self._context.services, self._context.actor

        def run(work: Work) -> SourceReport:
            report = services.sources.take_source(
                looked.preview, kind, actor=actor, as_of=as_of, work=work
            )
            if looked.reading.is_confirmed:
                services.imports.remember_mapping(looked.preview, actor=actor)
            return report

        self._run(run)

    def relink(self, kinds: tuple[SourceKind, ...]) -> None:
        """Compare what was taken in with the list as it is now."""
        sources, actor = self._context.services.sources, self._context.actor

        def run(work: Work) -> SourceReport | None:
            report = None
            for kind in kinds:
                report = sources.relink(kind, actor=actor, work=work) or report
            return report

        self._run(run)

    def stop(self) -> None:
        """Ask to stop at a safe point; nothing is stored then."""
        if self._task is not None:
            self._task.cancel()

    def _run(self, run: Callable[[Work], SourceReport | None]) -> None:
        self._task = self._context.tasks.run_long(
            run,
            lambda report: self._end(self.taken.emit, report),
            lambda error: self._end(self.refused.emit, error),
            on_progress=self.moved.emit,
            on_cancelled=lambda: self._end(self._say_stopped),
        )

    def _say_stopped(self) -> None:
        self._context.feedback.toast(tr("Đã thôi đối chiếu. Chưa gì được lưu."))

    def _end(self, tell: Callable[..., object], *what: object) -> None:
        self._task = None
        self.ended.emit()
        tell(*what)
