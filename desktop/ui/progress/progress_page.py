"""The page "Tiến độ": how far the campaign is today, or was at the end of a past day."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.progress.views import Board, CellProgress
from desktop.ui import theme
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.progress import report_files
from desktop.ui.progress.cells_panel import CellsPanel
from desktop.ui.progress.course_panel import CoursePanel
from desktop.ui.progress.day_choice import DayChoice
from desktop.ui.progress.figures_row import FiguresRow
from desktop.ui.progress.small_panels import Bar, QualityStrip, ReasonsPanel, SourcesPanel
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.file_question import ask_for_file
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
        self.cells.table.row_activated.connect(self._open_cell)
        self.cells.all_button.clicked.connect(self._open_all)
        self.reasons.table.row_activated.connect(self._open_reason)
        self._build()
        self._add_actions()

    def _add_actions(self) -> None:
        bar = self.action_bar
        evening = OutlineButton(tr("Báo cáo tối"), key="Ctrl+B", icon="file")
        evening.clicked.connect(self._save)
        printing = OutlineButton(tr("In"), key="Ctrl+P", icon="printer")
        printing.clicked.connect(self._print)
        copying = OutlineButton(tr("Chép tin nhắn"), key="Ctrl+M", icon="phone")
        copying.clicked.connect(self._copy)
        self._report_buttons = (evening, printing, copying)
        for button in self._report_buttons:
            bar.add_left(button)
        bar.set_primary(tr("Xem người còn lại"), self._open_selected)
        self._allow(tr("Đang đọc số liệu"))

    def _allow(self, reason: str) -> None:
        """Let the figures be used, or say why not yet."""
        for button in self._report_buttons:
            button.set_disabled(reason)
        self.action_bar.set_reason(reason)

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
        self._allow("")
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

    # ------------------------------------------------------------ names

    def _open_selected(self) -> None:
        """Open the names of what the keys stand on: a reason, else the cell."""
        reason = self.reasons.table.current_row()
        cell = self.cells.table.current_row()
        if self.reasons.table.hasFocus() and reason is not None:
            self._open_reason(reason)
        elif cell is not None:
            self._open_cell(cell)
        else:
            self._open_all()

    def _open_cell(self, cell: CellProgress) -> None:
        self._context.navigator.show(PageName.REMAINING, cell=cell.name, day=self._day)

    def _open_reason(self, row: Bar) -> None:
        self._context.navigator.show(PageName.REMAINING, reason=row.key, day=self._day)

    def _open_all(self) -> None:
        self._context.navigator.show(PageName.REMAINING, day=self._day)

    # ------------------------------------------------------------ the evening report

    def _save(self) -> None:
        if self.board is None:
            return
        report = self.board.report
        target = ask_for_file(
            self,
            tr("Báo cáo tối: PDF, Excel và tin nhắn"),
            f"tien-do-{report.as_of:%d-%m-%Y}.pdf",
            tr("PDF (*.pdf)"),
        )
        if target is not None:
            report_files.save_evening(self._context, report, target, self._failed)

    def _print(self) -> None:
        if self.board is not None:
            report_files.print_evening(self._context, self.board.report, self._failed)

    def _copy(self) -> None:
        if self.board is not None:
            report_files.copy_message(self.board.report)
            self._context.feedback.toast(tr("Đã chép tin nhắn; dán vào nơi cần gửi."))

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key="progress", code=error.code)
        self.bars.show_message(message)
