"""The page "Tiến độ": how far the campaign is today, or was at the end of a past day."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.progress.views import Board
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.progress.cells_panel import CellsPanel
from desktop.ui.progress.course_panel import CoursePanel
from desktop.ui.progress.day_choice import DayChoice
from desktop.ui.progress.figures_row import FiguresRow
from desktop.ui.progress.small_panels import QualityStrip, ReasonsPanel, SourcesPanel
from desktop.ui.tasks import Task
from desktop.ui.widgets.page import Page


class ProgressPage(Page):
    """Figures from kept counts; nobody's row is read to show them."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.setAccessibleName(tr("Tiến độ"))
        self._context = context
        self._asked: Task | None = None
        self._day: date | None = None
        self.board: Board | None = None
        self.days = DayChoice()
        self.days.hide()
        self.days.chosen.connect(self._look_at)
        self.figures = FiguresRow()
        self.course = CoursePanel(context.tasks)
        self.course.day_button.clicked.connect(self._choose_day)
        self.cells, self.reasons = CellsPanel(), ReasonsPanel()
        self.sources, self.quality = SourcesPanel(), QualityStrip()
        self._build()
        self.action_bar.add_back(partial(context.navigator.show, PageName.FIND))

    def _build(self) -> None:
        self.content.addWidget(self.days)
        self.content.addWidget(self.figures)
        low = QHBoxLayout()
        low.addWidget(self.reasons, 3)
        low.addWidget(self.sources, 2)
        left = QVBoxLayout()
        left.addWidget(self.course, 3)
        left.addLayout(low, 2)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.cells, 1)
        right.addWidget(self.quality)
        main = QHBoxLayout()
        main.addLayout(left, 1)
        main.addWidget(self._right)
        self.content.addLayout(main, 1)
        self._gaps = (low, left, right, main)
        self.refresh_theme()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        look = theme.current()
        for layout in getattr(self, "_gaps", ()):
            layout.setSpacing(look.fixed(12, 10))
        if hasattr(self, "_right"):
            self._right.setFixedWidth(look.pick(452, 372))
            for panel in (self.reasons, self.sources):
                panel.setMinimumHeight(look.pick(176, 148))

    # ------------------------------------------------------------ reading

    def enter(self, day: date | None = None) -> None:
        """Read the figures of this moment, or of the end of a past day."""
        super().enter()
        self._day = day
        self._ask()
        self.course.load()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        read = partial(self._context.services.progress.board, self._day)
        self._asked = self._context.tasks.query(read, self._show)

    def _show(self, board: Board) -> None:
        is_first = self.board is None
        self.board = board
        self.figures.show_report(board.report)
        self.course.show_board(board)
        self.cells.show_report(board.report)
        self.reasons.show_report(board.report)
        self.sources.show_report(board.report)
        self.quality.show_quality(board.quality)
        self.days.show_report(board.report)
        if is_first or not self.days.isVisible():
            self.cells.table.setFocus()

    # ------------------------------------------------------------ another day

    def _choose_day(self) -> None:
        """Open the field for a day, or go back to today."""
        self.days.open()

    def _look_at(self, day: date | None) -> None:
        self._day = day
        self._ask()

    def on_enter(self, key: int) -> None:
        """Enter in the field of the day looks at that day; elsewhere it presses the primary."""
        if self.days.has_keys():
            self.days.take()
            return
        super().on_enter(key)
