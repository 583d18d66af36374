"""Files coming in and going out of the import page: dialogs, and a page that takes a drop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.common.i18n import tr
from desktop.ui.widgets.page import Page


class DropPage(Page):
    """A page on which one file can be dropped.

    Signals:
        file_dropped (Path): a file was dropped.
    """

    file_dropped = Signal(object)

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the file that was dropped."""
        path = event.mimeData().urls()[0].toLocalFile()
        if path:
            event.acceptProposedAction()
            self.file_dropped.emit(Path(path))


def ask_for_list(parent: QWidget, folder: Path) -> Path | None:
    """Let a person choose a list; None when they do not."""
    name, _ = QFileDialog.getOpenFileName(
        parent,
        tr("Chọn tệp danh sách"),
        str(folder),
        tr("Danh sách (*.xlsx *.xls *.xlsm *.ods *.csv *.tsv *.txt)"),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    return Path(name) if name else None


def ask_for_target(parent: QWidget, folder: Path) -> Path | None:
    """Let a person choose where rows to mend are written; None when they do not."""
    name, _ = QFileDialog.getSaveFileName(
        parent,
        tr("Lưu dòng cần xem ra Excel"),
        str(folder / "dong-can-xem.xlsx"),
        tr("Excel (*.xlsx)"),
        options=QFileDialog.Option.DontUseNativeDialog,
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix == ".xlsx" else path.with_suffix(".xlsx")
