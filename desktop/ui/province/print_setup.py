"""The printing office's key and columns, chosen on the screen and kept for every list to come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.i18n import tr
from desktop.province.printing.columns import read_columns
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.print_side import MakeSide


class PrintSetup(QObject):
    """What the buttons beside a new list do.

    Args:
        context: what the page was given.
        page: over which the dialogs stand.
        side: whose buttons they are.

    Signals:
        changed: something else is kept now.
        failed (UserFacingError): the file could not be used; what was kept stays.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, context: ProvinceContext, page: QWidget, side: MakeSide) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        side.choose_columns.clicked.connect(self._choose_columns)
        side.usual_columns.clicked.connect(self.use_usual_columns)
        side.choose_key.clicked.connect(self._choose_key)

    def use_columns(self, file: Path) -> None:
        """Keep the columns that a file describes."""
        office, actor = self._context.desk.printing.office, self._context.actor
        self._change(lambda: office.set_columns(read_columns(file), actor=actor))

    def use_usual_columns(self) -> None:
        """Go back to the usual columns."""
        office, actor = self._context.desk.printing.office, self._context.actor
        self._change(lambda: office.set_columns(None, actor=actor))

    def use_key(self, file: Path) -> None:
        """Keep the key that stands in a file."""
        office, actor = self._context.desk.printing.office, self._context.actor
        self._change(lambda: office.set_key(file, actor=actor))

    def _change(self, run: Callable[[], None]) -> None:
        self._context.tasks.change(run, self._done, self.failed.emit)

    def _done(self, _nothing: None) -> None:
        self.changed.emit()

    def _choose_columns(self) -> None:
        if file := self._ask(tr("Chọn tệp mô tả các cột"), tr("Tệp cột (*.json)")):
            self.use_columns(file)

    def _choose_key(self) -> None:
        if file := self._ask(tr("Chọn khóa công khai của nơi in"), tr("Khóa (*.pub *.txt)")):
            self.use_key(file)

    def _ask(self, title: str, pattern: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            title,
            str(Path.home()),
            pattern,
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        return Path(name) if name else None
