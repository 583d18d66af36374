"""The page "Tiến độ": how far the campaign is today, or was at the end of a past day."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.progress.views import ProgressReport
from desktop.ui.context import PageName, UiContext
from desktop.ui.progress import spoken
from desktop.ui.progress.cells_panel import CellsPanel
from desktop.ui.progress.figures_row import FiguresRow
from desktop.ui.tasks import Task
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel


class ProgressPage(Page):
    """Figures from kept counts; nobody's row is read to show them."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Tiến độ"))
        self._context = context
        self._asked: Task | None = None
        self.report: ProgressReport | None = None
        self.about = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.about)
        self.figures = FiguresRow()
        self.cells = CellsPanel()
        self.content.addWidget(self.figures)
        self.content.addWidget(self.cells, 1)
        self.action_bar.add_back(self._home)

    def enter(self) -> None:
        """Read the figures of this moment."""
        super().enter()
        self._ask()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _home(self) -> None:
        self._context.navigator.show(PageName.FIND)

    def _ask(self) -> None:
        self._asked = self._context.tasks.query(self._context.services.progress.report, self._show)

    def _show(self, report: ProgressReport) -> None:
        self.report = report
        self.about.setText(spoken.as_of(report))
        self.figures.show_report(report)
        self.cells.show_report(report)
        self.cells.table.setFocus()
