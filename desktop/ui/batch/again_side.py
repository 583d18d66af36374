"""Writing a batch once more: the same sticks and folders to tick as for its first export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.batch.board.views import BatchLine
from desktop.batch.views import AgainReport
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.batch.drives import DriveWatch
from desktop.ui.batch.exporter import last_targets
from desktop.ui.batch.places import Places
from desktop.ui.context import UiContext
from desktop.ui.tasks import Task
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel


class AgainSide(SidePanel):
    """The side of a batch's page while it is written again.

    Signals:
        done (AgainReport): it was written and read back, in one place at least.
        failed (UserFacingError): no place could take it.
        stopped: somebody stopped it; nothing was left behind.
    """

    done = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Ghi lại tệp lô"), width=376, small_width=300)
        self._context = context
        self._task: Task | None = None
        self._batch: UUID | None = None
        self.places = Places()
        self.watch = DriveWatch(context.tasks, context.services.drives, self)
        self.watch.changed.connect(self.places.targets.show_drives)
        self.meter = Meter(tr("Đang ghi lại"))
        self.meter.hide()
        about = tr("Cùng hồ sơ, cùng số lô như lần đầu. Dùng khi USB mất hoặc hỏng.")
        self.inside.addWidget(PlainLabel(about, "body", "ink2", wrap=True))
        self.inside.addWidget(self.places)
        self.inside.addWidget(self.meter)
        self.inside.addStretch(1)
        self.foot_box.hide()

    @property
    def is_running(self) -> bool:
        """Whether the batch is being written."""
        return self._task is not None

    def ask(self, batch: BatchLine) -> None:
        """Show where a batch may be written to."""
        self._batch = batch.id
        self.places.targets.set_needed(batch.size)
        self.places.targets.set_error("")
        services = self._context.services
        self._context.tasks.query(lambda: last_targets(services), self._propose)
        self.watch.start()
        self.show()

    def _propose(self, last: Sequence[Path]) -> None:
        self.places.propose(last)
        row = next(iter(self.places.targets.rows.values()), None)
        (row or self.places.other).setFocus()

    def put_away(self) -> None:
        """Stop what runs and look for drives no more."""
        self.stop()
        self.watch.stop()
        self.hide()

    def stop(self) -> None:
        """Stop writing at the next safe point."""
        if self._task is not None:
            self._task.work.cancel()

    def write(self, folders: Sequence[Path] = ()) -> bool:
        """Begin to write to the ticked places, or to those given; whether it began."""
        if self._batch is None or self._task is not None:
            return False
        if not folders and not self.places.check():
            return False
        sending, batch, actor = self._context.services.sending, self._batch, self._context.actor
        where = list(folders) or self.places.targets.folders()

        def run(work: Work) -> AgainReport:
            return sending.send_again(batch, where, actor=actor, work=work)

        self._hold(is_busy=True)
        self._task = self._context.tasks.run_long(
            run,
            self._done,
            self._not_done,
            on_progress=self.meter.set,
            on_cancelled=self._cancelled,
        )
        return True

    def _hold(self, *, is_busy: bool) -> None:
        self.meter.setVisible(is_busy)
        self.meter.set(0, 1)
        self.places.targets.hold(is_busy)
        self.places.other.setEnabled(not is_busy)

    def _done(self, report: AgainReport) -> None:
        self._end()
        self.done.emit(report)

    def _not_done(self, error: UserFacingError) -> None:
        self._end()
        self.failed.emit(error)

    def _cancelled(self) -> None:
        self._end()
        self.stopped.emit()

    def _end(self) -> None:
        self._task = None
        self._hold(is_busy=False)
