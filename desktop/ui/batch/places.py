"""Where a batch goes: the sticks and folders to tick, and a button for another folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui.batch.targets_list import TargetsList
from desktop.ui.widgets.buttons import OutlineButton


class Places(QWidget):
    """The list of places with what belongs to it, the same for a first export and for a copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.targets = TargetsList()
        self.other = OutlineButton(tr("Thư mục khác…"), key="Ctrl+O", icon="usb", small=True)
        self.other.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.addWidget(self.other)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.targets)
        layout.addLayout(row)

    def propose(self, last: Sequence[Path]) -> None:
        """Propose the places of the last time, a stick, or the documents folder."""
        place = QStandardPaths.StandardLocation.DocumentsLocation
        spare = QStandardPaths.writableLocation(place) or str(Path.home())
        self.targets.propose(last, Path(spare))

    def check(self) -> bool:
        """Ask for a place when none is ticked; whether there is one."""
        has_place = bool(self.targets.folders())
        self.targets.set_error("" if has_place else tr("Chọn USB hoặc thư mục để ghi."))
        if not has_place:
            rows = [row for row in self.targets.rows.values() if row.isEnabled()]
            (rows[0] if rows else self.other).setFocus()
        return has_place

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Chọn thư mục"),
            self.targets.value(),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            self.targets.add(Path(name))
