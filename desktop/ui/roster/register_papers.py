"""The register going out and coming back: sheets to fill in, sheets to sign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.work import Work
from desktop.roster.register.views import DiscrepancyQuery
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.file_question import ask_for_file


class RegisterPapers(QObject):
    """Writes, prints and asks for files; everything off the drawing thread.

    Signals:
        failed (UserFacingError): it could not be written or printed.
    """

    failed = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent

    def ask_for_target(self) -> Path | None:
        """Let a person choose where the register is written; None when they do not."""
        path = ask_for_file(
            self._window, tr("Xuất sổ đối chiếu"), "so-doi-chieu.xlsx", tr("Excel (*.xlsx)")
        )
        if path is None:
            return None
        return path.with_suffix(".xlsx")

    def ask_for_sheet(self) -> Path | None:
        """Let a person choose a sheet that came back; None when they do not."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Chọn sổ đối chiếu đã ghi quyết định"),
            str(Path.home()),
            tr("Sổ đối chiếu (*.xlsx *.xls *.ods *.csv)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        return Path(name) if name else None

    def export(self, target: Path, query: DiscrepancyQuery) -> None:
        """Write lines of the register for the cells to fill in."""
        register, actor = self._context.services.register, self._context.actor

        def run(work: Work) -> str:
            del work
            count = register.export(target, query, actor=actor)
            words = tr("Đã xuất {n} mục ra {file}.")
            return words.format(n=grouped(count), file=target.name)

        self._run(run)

    def print(self, cell: str | None) -> None:
        """Print what a cell has to sign; all cells when None."""
        services, actor = self._context.services, self._context.actor

        def run(work: Work) -> str:
            del work
            pdf = services.confirmation.sheets(None if cell is None else (cell,), maker=actor)
            services.printer().print_pdf(pdf, title="phieu-xac-nhan")
            if cell is None:
                return tr("Đã gửi phiếu xác nhận của các chi bộ ra máy in.")
            return tr("Đã gửi phiếu xác nhận của {cell} ra máy in.").format(cell=cell)

        self._run(run)

    def _run(self, run: Callable[[Work], str]) -> None:
        self._context.tasks.run_long(run, self._context.feedback.toast, self._fail)

    def _fail(self, error: UserFacingError) -> None:
        self.failed.emit(error)
