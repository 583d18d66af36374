"""The chart in its panel: a plain verdict, the day under the cursor, and the day to look at."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.progress.views import Board
from desktop.ui import theme
from desktop.ui.progress import spoken
from desktop.ui.tasks import TaskRunner
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag

if TYPE_CHECKING:
    from desktop.ui.progress.course_chart import CourseChart


class CoursePanel(Panel):
    """Figures stand at once; the chart comes when its library is loaded, off the GUI thread.

    Args:
        tasks: the way off the GUI thread.
    """

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        self.chart: CourseChart | None = None
        super().__init__(tr("Lũy kế so với hạn"), parent=parent)
        self._tasks, self._is_loading = tasks, False
        self._board: Board | None = None
        self.verdict = Tag("", "neutral")
        self.verdict.hide()
        self.day_button = OutlineButton(tr("Đổi ngày"), key="Ctrl+T", small=True)
        self.head.addWidget(self.verdict)
        self.head.addWidget(self.day_button)
        self.reading = PlainLabel("", "label", "ink2")
        self.body.addWidget(self.reading)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        self.body.setSpacing(2)
        side = theme.current().fixed(16, 12)
        self.body.setContentsMargins(side, 6, side, 6)
        self.setMinimumHeight(theme.current().pick(230, 208))

    def load(self) -> None:
        """Load the library of charts once."""
        if self.chart is None and not self._is_loading:
            self._is_loading = True
            self._tasks.query(_load, self._loaded)

    def _loaded(self, _: None) -> None:
        from desktop.ui.progress.course_chart import CourseChart  # noqa: PLC0415 - see `load`

        self.chart = CourseChart()
        self._place.addWidget(self.chart)
        self.chart.day_changed.connect(self.reading.setText)
        if self._board is not None:
            self._draw(self._board)

    def show_board(self, board: Board) -> None:
        """Show the course of a board."""
        self._board = board
        text, kind = spoken.verdict(board)
        self.verdict.setVisible(bool(text))
        if text:
            self.verdict.set(text, kind)
        if self.chart is None:
            last = len(board.course.days) - 1
            self.reading.setText(spoken.day(board.course, last))
        else:
            self._draw(board)

    def _draw(self, board: Board) -> None:
        assert self.chart is not None
        self.chart.show_course(board.course, is_live=spoken.is_today(board.report))


def _load() -> None:
    # The import alone: widgets are made on the thread that draws.
    importlib.import_module("desktop.ui.progress.course_chart")
