"""Batches: seal what was received into one file for the province, and see what left."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.batch.views import BatchView, ExportReport, VerifyReport, WaitingView
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.ui.batch.result_panel import ResultPanel
from desktop.ui.batch.rows import columns, grouped
from desktop.ui.batch.waiting_panel import WaitingPanel
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Table

_BAR, _NO_KEY = "batch", "batch-no-key"


class BatchesPage(Page):
    """Left: what waits and where to. Right: what came of it, and what left before."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Lô hồ sơ gửi tỉnh"))
        self._context = context
        self._waiting: WaitingView | None = None
        self._task: Task | None = None
        self._last: ExportReport | None = None
        self.result = ResultPanel()
        self.result.hide()
        self.waits = WaitingPanel()
        self.folder = self.waits.folder
        right = QVBoxLayout()
        right.setSpacing(16)
        right.addWidget(self.result)
        right.addWidget(self._make_list(), 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.waits)
        both.addLayout(right, 1)
        self.content.addLayout(both, 1)
        self._make_bar()

    def _make_list(self) -> QWidget:
        panel = Panel(tr("Các lô đã xuất"), padded=False)
        self.table = Table(columns(), tr("Các lô đã xuất"))
        self.table.setMinimumHeight(120)
        self.table.row_changed.connect(self._row_changed)
        self.empty = EmptyState(
            tr("Chưa có lô nào."), tr("Lô đầu tiên hiện ở đây sau khi xuất."), icon="batch"
        )
        self.empty.hide()
        panel.body.addWidget(self.table)
        panel.body.addWidget(self.empty, 1)
        return panel

    def _make_bar(self) -> None:
        self.stop = self.action_bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.print_button = self.action_bar.add_left(
            OutlineButton(tr("In biên bản bàn giao"), key="Ctrl+P", icon="printer")
        )
        self.print_button.clicked.connect(self._print)
        verify = self.action_bar.add_right(OutlineButton(tr("Kiểm tra tệp"), key="Ctrl+K"))
        verify.clicked.connect(self._choose_file)
        self.action_bar.set_primary(tr("Xuất hồ sơ"), self._go)

    # ------------------------------------------------------------ what waits

    def enter(self) -> None:
        """Load what waits and what left."""
        super().enter()
        self.waits.propose_folder()
        self._load()
        self.waits.folder.setFocus()

    def _load(self) -> None:
        batch = self._context.services.batch

        def load() -> tuple[WaitingView, tuple[BatchView, ...]]:
            return batch.waiting(), batch.list_batches()

        self._context.tasks.query(load, self._show)

    def _show(self, found: tuple[WaitingView, tuple[BatchView, ...]]) -> None:
        self._waiting, batches = found
        self.waits.show_waiting(self._waiting)
        if self._task is None:
            self._show_primary()
        self.table.set_rows(batches)
        self.table.setVisible(bool(batches))
        self.empty.setVisible(not batches)
        self._row_changed(self.table.current_row())

    def _show_primary(self) -> None:
        waiting = self._waiting
        assert waiting is not None
        words = tr("Xuất {n} hồ sơ").format(n=grouped(waiting.count))
        self.action_bar.set_primary(words if waiting.count else tr("Xuất hồ sơ"))
        self.bars.clear(_NO_KEY)
        if not waiting.recipients:
            self.action_bar.set_reason(tr("Chưa có khóa của tỉnh."))
            self.bars.show_message(
                Message(
                    "warn",
                    tr("Chưa có khóa công khai của tỉnh, nên chưa niêm phong được."),
                    tr("Thêm khóa do tỉnh gửi vào Cài đặt, phần Nơi nhận lô."),
                    action=tr("Mở Cài đặt"),
                    on_action=self._open_settings,
                    key=_NO_KEY,
                )
            )
        else:
            self.action_bar.set_reason("" if waiting.count else tr("Chưa có hồ sơ nào chờ xuất."))

    def _open_settings(self) -> None:
        self._context.navigator.show(PageName.SETTINGS, part="recipients")

    # ------------------------------------------------------------ export

    def _go(self) -> None:
        waiting = self._waiting
        if self._task is not None or waiting is None or not waiting.count:
            return
        if not self.waits.check():
            return
        self.bars.clear(_BAR)
        folder, actor = Path(self.waits.folder.value()), self._context.actor
        services = self._context.services

        def run(work: Work) -> ExportReport:
            report = services.batch.export(folder, actor=actor, work=work)
            try:
                sheet = services.handover.write_beside(report.batch_id, report.path)
            except UserFacingError:
                # The batch is safe and counted; its sheet can still be printed from the list.
                return report
            return replace(report, handover_pdf=sheet)

        self.waits.meter.set(0, waiting.count)
        self._set_busy(True)
        self._task = self._context.tasks.run_long(
            run,
            self._exported,
            self._failed,
            on_progress=self.waits.meter.set,
            on_cancelled=self._stopped,
        )

    def _set_busy(self, busy: bool) -> None:
        self.waits.set_busy(busy)
        self.stop.setVisible(busy)
        if busy:
            self.action_bar.set_reason(tr("Chưa hồ sơ nào bị đánh dấu cho đến khi đọc lại đúng."))
        else:
            self._task = None

    def _exported(self, report: ExportReport) -> None:
        self._set_busy(False)
        self._last = report
        self.result.show_export(report)
        words = tr("Đã xuất {n} hồ sơ.").format(n=grouped(report.records))
        self._context.feedback.toast(words, seconds=4)
        if report.left_out:
            title = tr("{n} hồ sơ chưa đi được.").format(n=len(report.left_out))
            names = ", ".join(one.receipt_number for one in report.left_out[:5])
            advice = tr(
                "Ảnh, chữ ký hoặc giấy bị hỏng ở biên nhận {names}. Báo người phụ trách máy."
            )
            self.bars.show_message(Message("warn", title, advice.format(names=names), key=_BAR))
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        self._set_busy(False)
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
        self._load()

    def _stopped(self) -> None:
        self._set_busy(False)
        words = tr("Đã thôi xuất. Chưa hồ sơ nào bị đánh dấu, không có tệp dở.")
        self.bars.show_message(Message("info", words, key=_BAR))
        self._load()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.work.cancel()

    # ------------------------------------------------------------ papers and checks

    def _row_changed(self, row: object) -> None:
        reason = "" if isinstance(row, BatchView) else tr("Chưa có lô nào để in.")
        self.print_button.set_disabled(reason)

    def _print(self) -> None:
        row = self.table.current_row()
        if not isinstance(row, BatchView):
            return
        services = self._context.services

        def run(work: Work) -> str:
            del work
            pdf = services.handover.sheet(row.id, with_names=True)
            services.printer().print_pdf(pdf, title=f"ban-giao-{row.sequence}", copies=2)
            return row.file_name

        self._context.tasks.run_long(run, self._printed)

    def _printed(self, name: str) -> None:
        words = tr("Đã gửi biên bản bàn giao của {name} ra máy in.").format(name=name)
        self._context.feedback.toast(words)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Kiểm tra tệp"),
            self.waits.folder.value(),
            tr("Lô hồ sơ (*.qtn)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.verify(Path(name))

    def verify(self, path: Path) -> None:
        """Check a batch file and show the verdict."""
        self.bars.clear(_BAR)
        services = self._context.services

        def run(work: Work) -> tuple[str, VerifyReport]:
            own = services.security.station().certificate_pem
            trusted = own if services.info.station_code in path.name else None
            report = services.batch.verify_file(path, trusted_certificate=trusted, work=work)
            return path.name, report

        self._context.tasks.run_long(run, self._verified, self._not_read)

    def _verified(self, found: tuple[str, VerifyReport]) -> None:
        self.result.show_verdict(*found)

    def _not_read(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
