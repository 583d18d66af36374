"""The cells, those with the smallest share first: bars that also carry their numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr, trn
from desktop.progress.views import CellProgress, ProgressReport
from desktop.ui import theme
from desktop.ui.progress import spoken
from desktop.ui.progress.bar_table import BarTable, behind_colour
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column
from desktop.ui.widgets.table_panel import TablePanel

BEHIND = 70
"""Per cent; cells below are drawn in brown, and the head says so."""


class CellsPanel(TablePanel):
    """All cells in one list; the selected one can be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._report: ProgressReport | None = None
        self.table = BarTable(self._columns(), 1, tr("Các chi bộ, chậm nhất trước"), self._bar)
        empty = EmptyState(
            tr("Chưa có danh sách."),
            tr("Nhập danh sách đảng viên ở thẻ Danh sách trước."),
            icon="chart",
        )
        super().__init__(self.table, empty, title=tr("Chi bộ chậm nhất"), parent=parent)
        self.count = PlainLabel("", "label", "ink2")
        self.head.addWidget(self.count)
        self.all_button = OutlineButton(tr("Tất cả người còn lại"), key="Ctrl+A", small=True)
        self.foot.addStretch(1)
        self.foot.addWidget(self.all_button)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(tr("Chi bộ"), lambda one: spoken.cell(one.name), stretch=3, least=108),
            Column("", lambda _: "", stretch=2, least=70),
            Column(tr("Tỷ lệ"), self._share, width=104, right=True),
            Column(tr("Còn"), self._left, width=66, right=True),
        )

    def _share(self, one: CellProgress) -> str:
        if self._report is None:
            return ""
        return spoken.share(self._report, one.totals.received, one.totals.eligible)

    @staticmethod
    def _left(one: CellProgress) -> Cell:
        return Cell(spoken.number(one.left), strong=bool(one.left), quiet=not one.left)

    @staticmethod
    def _bar(one: CellProgress) -> tuple[float, str]:
        done = one.totals.received / one.totals.eligible if one.totals.eligible else 0.0
        is_behind = done * 100 < BEHIND
        return done, behind_colour() if is_behind else theme.current().palette.action

    def show_report(self, report: ProgressReport) -> None:
        """Show the cells of a report; the selected cell stays selected."""
        before = self.table.current_row()
        self._report = report
        rows = [one for one in report.cells if one.totals.eligible]
        rows.sort(key=lambda one: (one.totals.received / one.totals.eligible, -one.left, one.name))
        names = [one.name for one in rows]
        at = names.index(before.name) if before is not None and before.name in names else 0
        self.table.set_rows(rows, select=at)
        self.set_filled(bool(rows))
        words = trn("{n} chi bộ, nâu: dưới 70 %", "{n} chi bộ, nâu: dưới 70 %", len(rows))
        self.count.setText(words.format(n=spoken.number(len(rows))))
