"""The schedule as it is looked at: figures above, the grid left, the cell right."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.campaign.precheck.views import Summary
from desktop.campaign.schedule.views import Board, Proposal
from desktop.campaign.schedule.words import pace_words, plan_words
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.services import Services
from desktop.ui import theme
from desktop.ui.campaign.schedule_ask import ScheduleAsk
from desktop.ui.campaign.schedule_changes import ScheduleChanges
from desktop.ui.campaign.schedule_grid import ScheduleGrid
from desktop.ui.campaign.schedule_lines import (
    Line,
    MarkKind,
    Shown,
    days_of,
    lines_of,
    load_of,
)
from desktop.ui.campaign.schedule_paint import Legend
from desktop.ui.campaign.schedule_side import ScheduleSide
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import FaceStack
from desktop.ui.tasks import Task
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.figures import Figure, FigureStrip
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

BAR = "schedule"


class _Looked(NamedTuple):
    """One look at the store: the schedule, and which cells signed their sheet."""

    board: Board
    sheets: dict[str, Summary]


def _look(services: Services) -> _Looked:
    return _Looked(services.schedule.board(), services.precheck.summaries())


class ScheduleView(Page):
    """Reads the schedule off the thread and shows it; whoever extends it says what can be done."""

    def __init__(self, context: UiContext) -> None:
        super().__init__()
        self.setAccessibleName(tr("Lịch cuốn chiếu"))
        self._context = context
        self._asked: Task | None = None
        self.board: Board | None = None
        self.sheets: dict[str, Summary] = {}
        self.proposal: Proposal | None = None
        self._make_figures()
        self.grid = ScheduleGrid()
        self.side, self.ask, self.changes = ScheduleSide(), ScheduleAsk(), ScheduleChanges()
        self._make_content()
        self.grid.spot_changed.connect(self._spot)
        self.changes.chosen.connect(self._follow)
        theme.on_change(self.refresh_layout)

    def _make_figures(self) -> None:
        self.strip = FigureStrip(gap=(28, 16))
        self.remaining = Figure(tr("còn phải đến"))
        self.needed = Figure(tr("cần mỗi ngày"))
        self.capacity = Figure(tr("nhận được một ngày"))
        self.behind = Figure(tr("chi bộ chậm"))
        for figure in (self.remaining, self.needed, self.capacity, self.behind):
            self.strip.row.addWidget(figure)
        self.planned = PlainLabel("", "label", wrap=True)
        self.paced = PlainLabel("", "label", "ink2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.planned)
        words.addWidget(self.paced)
        words.addStretch(1)
        self.strip.row.addLayout(words, 1)
        self.content.addWidget(self.strip)

    def _make_content(self) -> None:
        panel = Panel(padded=False)
        empty = EmptyState(
            tr("Danh sách chưa có ai."), tr("Nhập danh sách đảng viên rồi bấm Xếp lại.")
        )
        nobody = EmptyState(tr("Không có chi bộ nào như vậy."), tr("Chọn “Mọi chi bộ” ở dưới."))
        self.places = FaceStack()
        for place in (self.grid, empty, nobody):
            self.places.addWidget(place)
        panel.body.addWidget(self.places, 1)
        self.legend = Legend()
        self.shown = ChoiceEdit([(Shown.ALL.value, tr("Mọi chi bộ ({n})").format(n=0))])
        self.shown.setAccessibleName(tr("Chi bộ nào"))
        self.shown.setMinimumWidth(190)
        self.shown.value_changed.connect(self._refill)
        panel.foot.addWidget(self.legend, 1)
        panel.foot.addWidget(self.shown)
        self.right = FaceStack()
        self.right.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        for face in (self.side, self.ask, self.changes):
            self.right.addWidget(face)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(panel, 1)
        both.addWidget(self.right)
        self.content.addLayout(both, 1)
        self.refresh_layout()

    def refresh_layout(self) -> None:
        """Follow the look in force: the panel on the right is as wide as what it shows."""
        face = self.right.currentWidget()
        if face is not None:
            self.right.setFixedWidth(face.minimumWidth())
        # Small windows have no room for a figure that the sentence beside it weighs already.
        self.capacity.setVisible(not theme.current().compact)
        # What a face has to say scrolls inside it; the page itself never does.
        self.right.setMinimumHeight(theme.current().pick(266, 260))

    # ------------------------------------------------------------ reading

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _load(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        look = partial(_look, self._context.services)
        self._asked = self._context.tasks.query(look, self._show, self._failed)

    def _show(self, found: _Looked) -> None:
        board = found.board
        self.board, self.sheets = board, found.sheets
        self.remaining.set(grouped(board.remaining))
        self.needed.set("–" if board.needed is None else str(board.needed))
        self.capacity.set(str(board.capacity))
        self.behind.set(str(len(board.behind)))
        self.planned.setText(plan_words(board))
        self.paced.setText(pace_words(board))
        self.paced.setVisible(bool(board.remaining))
        self._offer(board)
        self._refill()

    def _offer(self, board: Board) -> None:
        counts = {one: len(lines_of(board, None, one, self.sheets)) for one in Shown}
        words = {
            Shown.ALL: tr("Mọi chi bộ ({n})"),
            Shown.BEHIND: tr("Chậm ({n})"),
            Shown.WITHOUT: tr("Chưa xếp đủ ({n})"),
            Shown.NOT_TOLD: tr("Chưa báo ({n})"),
            Shown.UNSIGNED: tr("Chưa có phiếu ký ({n})"),
        }
        self.shown.set_choices([(one.value, words[one].format(n=counts[one])) for one in Shown])

    def _refill(self) -> None:
        board, proposal = self.board, self.proposal
        if board is None:
            return
        shown = Shown(self.shown.value() or Shown.ALL.value)
        lines = lines_of(board, proposal, shown, self.sheets)
        days = days_of(board, proposal)
        room = {day: board.seats_on(day) for day in days if day >= board.today}
        self.places.setCurrentIndex(0 if lines else 1 if not board.cells else 2)
        self.legend.show_items(_legend(is_proposed=proposal is not None))
        self.grid.show_lines(lines, days, load_of(board, proposal), room, board.today)
        self._fit()

    # ------------------------------------------------------------ what is chosen

    @property
    def line(self) -> Line | None:
        """The chosen cell."""
        return self.grid.line if self.board is not None else None

    @property
    def day(self) -> date | None:
        """The chosen day."""
        return self.grid.day

    def _spot(self) -> None:
        self.side.show_line(self.line, self.day)
        self._fit()

    def _follow(self, cell: str) -> None:
        """Bring the cell of a change into sight, on the first day that it gets."""
        if self.board is None or self.proposal is None:
            return
        change = next((one for one in self.proposal.changes if one.cell == cell), None)
        names = [row.cell for row in self.board.cells]
        if change is not None and cell in names and self.shown.value() == Shown.ALL.value:
            slots = change.after or change.before
            self.grid.choose(names.index(cell), slots[0].day)

    def _face(self, face: QWidget) -> None:
        self.right.setCurrentWidget(face)
        # A list of people needs the height more than the figures do.
        self.strip.setVisible(face in {self.side, self.ask, self.changes})
        self.refresh_layout()

    def _fit(self) -> None:
        """Say what can be done now; extended by the page."""

    def _failed(self, error: UserFacingError) -> None:
        message = Message("warn", error.title, error.advice, key=BAR, code=error.code)
        self.bars.show_message(message)


def _legend(*, is_proposed: bool) -> tuple[tuple[MarkKind, str], ...]:
    if is_proposed:
        return (
            (MarkKind.COMING, tr("buổi mới")),
            (MarkKind.GOING, tr("buổi bỏ")),
            (MarkKind.AHEAD, tr("giữ nguyên")),
            (MarkKind.TOLD, tr("đã báo")),
        )
    return (
        (MarkKind.AHEAD, tr("đã xếp")),
        (MarkKind.TOLD, tr("đã báo")),
        (MarkKind.MISSED, tr("chưa đến đủ")),
        (MarkKind.OVER, tr("đã qua")),
    )
