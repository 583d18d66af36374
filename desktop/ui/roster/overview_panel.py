"""The list as it is now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.roster.views import RosterCounts
from desktop.ui.roster.figures import Figures, grouped
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class OverviewPanel(QWidget):
    """How many people, how many can be done, which cells; or how to begin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_import = False
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        self._figures_panel = Panel(tr("Danh sách hiện có"))
        self.figures = Figures(
            (
                tr("đảng viên trong danh sách"),
                tr("làm được ở đợt này"),
                tr("tạm trú hoặc ngoài danh sách"),
                tr("chi bộ"),
            )
        )
        self._figures_panel.body.addWidget(self.figures)
        self._cells_panel = Panel(tr("Chi bộ"))
        self.cells = PlainLabel("", "body", wrap=True)
        self._cells_panel.body.addWidget(self.cells)
        self._cells_panel.body.addStretch(1)
        self._begin = Panel()
        self.empty = EmptyState(
            tr("Chưa có danh sách nào."),
            tr("Bấm Enter để chọn tệp Excel hoặc CSV, hoặc kéo tệp thả vào đây."),
            icon="list",
        )
        self._begin.body.addWidget(self.empty)
        for panel in (self._figures_panel, self._cells_panel):
            box.addWidget(panel)
            panel.hide()
        box.addWidget(self._begin, 1)

    def show_counts(self, counts: RosterCounts, cells: Sequence[str], *, has_import: bool) -> None:
        """Show the numbers of the store."""
        self.has_import = has_import
        has_people = bool(counts.total or counts.outside)
        self._figures_panel.setVisible(has_people)
        self._cells_panel.setVisible(bool(cells))
        self.figures.set((counts.total, counts.eligible, counts.outside, counts.cells))
        names = " · ".join(cells[:60])
        if len(cells) > 60:
            names += tr(" và {n} chi bộ nữa").format(n=grouped(len(cells) - 60))
        self.cells.setText(names)
        if has_people:
            self.empty.set(
                tr("Có danh sách mới hơn?"),
                tr("Chọn tệp mới; người đã có được cập nhật, không ai bị xóa."),
            )
