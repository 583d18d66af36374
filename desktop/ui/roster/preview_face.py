"""A file before it is taken: its rows, filters and the row that is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.roster.views import ImportPreview
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.preview_rows import Line, Mood, columns, lines_of
from desktop.ui.roster.row_panel import RowPanel
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table


class PreviewFace(QWidget):
    """Counts first, then the rows with something to look at, the guilty cell tinted.

    Signals:
        sheet_chosen (str): another sheet of the workbook is wanted.
    """

    sheet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        self.source = PlainLabel("", "label", "ink2")
        self.sheet = ChoiceEdit([], tr("Trang tính"))
        self.sheet.setFixedWidth(220)
        self.sheet.hide()
        self.sheet.activated.connect(self._other_sheet)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.source, 1)
        head.addWidget(self.sheet)
        box.addLayout(head)
        self.chips = {
            Mood.LOOK: Chip(tr("Cần xem"), count=0, icon="warning", icon_color="warn", on=True),
            Mood.ASIDE: Chip(tr("Không nhận"), count=0, icon="cross", icon_color="bad", on=True),
            Mood.GOOD: Chip(tr("Đủ"), count=0, icon="check", icon_color="ok"),
        }
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for chip in self.chips.values():
            chip.toggled.connect(self._filter)
            filters.addWidget(chip)
        filters.addStretch(1)
        box.addLayout(filters)
        frame = Panel(padded=False)
        self.table = Table(columns(), tr("Các dòng của tệp"))
        self.table.setMinimumHeight(170)
        frame.body.addWidget(self.table)
        self.row = RowPanel()
        self.table.row_changed.connect(self.row.show_line)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(frame, 1)
        both.addWidget(self.row)
        box.addLayout(both, 1)

    def show_preview(self, preview: ImportPreview) -> None:
        """Show a file; the rows with trouble first, all rows when there is none."""
        self._lines = lines_of(preview)
        source = preview.source
        words = tr("{file} · {n} người, nhận ra {matched}/{all} cột").format(
            file=source.file_name,
            n=grouped(len(self._lines)),
            matched=sum(1 for column in source.columns if column.field),
            all=len(source.columns),
        )
        self.source.setText(words)
        self._show_sheets(source.sheets, source.sheet)
        count = {mood: sum(1 for line in self._lines if line.mood is mood) for mood in Mood}
        has_trouble = bool(count[Mood.LOOK] or count[Mood.ASIDE])
        wanted = {Mood.LOOK, Mood.ASIDE} if has_trouble else {Mood.GOOD}
        for mood, chip in self.chips.items():
            chip.set_count(count[mood])
            chip.setEnabled(count[mood] > 0)
            chip.blockSignals(True)
            chip.setChecked(mood in wanted)
            chip.blockSignals(False)
        self._filter()

    def _show_sheets(self, sheets: Sequence[str], chosen: str) -> None:
        self.sheet.blockSignals(True)
        self.sheet.clear()
        for name in sheets:
            self.sheet.addItem(name, name)
        self.sheet.set_value(chosen)
        self.sheet.blockSignals(False)
        self.sheet.setVisible(len(sheets) > 1)

    def _other_sheet(self) -> None:
        self.sheet_chosen.emit(self.sheet.value())

    def _filter(self) -> None:
        wanted = {mood for mood, chip in self.chips.items() if chip.isChecked()}
        self.table.set_rows([line for line in self._lines if line.mood in wanted])
