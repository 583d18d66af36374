"""The organisation tree as a workbook, chosen and written from its page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.widgets.file_question import ask_for_file


class UnitFiles(QObject):
    """Asks for files and writes the tree; what is read goes to its owner.

    Args:
        context: what a page may use.
        page: the dialogs stand above it.
        take: gets a file that was chosen to be read.
        failed: gets what could not be done.
    """

    def __init__(
        self,
        context: UiContext,
        page: QWidget,
        take: Callable[[Path], None],
        failed: Callable[[UserFacingError], None],
    ) -> None:
        super().__init__(page)
        self._context, self._page, self._take, self._failed = context, page, take, failed

    def choose_export(self) -> None:
        """Ask where to, and write the tree there."""
        target = ask_for_file(
            self._page, tr("Xuất Excel"), "cay-to-chuc.xlsx", tr("Excel (*.xlsx)")
        )
        if target is not None:
            self.export(target.with_suffix(".xlsx"))

    def export(self, target: Path) -> None:
        """Write the tree to a workbook."""
        sheets, actor = self._context.services.organisation.sheets, self._context.actor

        def run() -> tuple[Path, int]:
            return target, sheets.export(target, actor=actor)

        self._context.tasks.query(run, self._exported, self._failed)

    def _exported(self, found: tuple[Path, int]) -> None:
        target, count = found
        words = tr("Đã xuất {n} đơn vị ra {file}.").format(n=grouped(count), file=target.name)
        self._context.feedback.toast(words)

    def choose_import(self) -> None:
        """Ask for a sheet of units."""
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            tr("Nhập Excel"),
            str(Path.home()),
            tr("Bảng tính (*.xlsx *.xls *.ods *.csv)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self._take(Path(name))
