"""The page "Kế hoạch": phases on top, every cell with its gate, the selected one beside it."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.cells.views import OpenCase
from desktop.campaign.phases import rules
from desktop.campaign.phases.views import Board, CellRow
from desktop.campaign.phases.words import phase_words
from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign.acts import PlanActs
from desktop.ui.campaign.cell_side import CellSide
from desktop.ui.campaign.cells_table import CellsTable
from desktop.ui.campaign.closing_side import ClosingSide
from desktop.ui.campaign.notice_files import choose_and_save
from desktop.ui.campaign.phase_steps import PhaseSteps
from desktop.ui.campaign.settings_side import SettingsSide
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.side_panel import SidePanel

_BAR = "campaign"


class _Read(NamedTuple):
    """What the page shows."""

    board: Board
    values: dict[str, Any]


class CampaignPage(Page):
    """The plan of the campaign by phase and cell; looking is open to everybody."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Kế hoạch"))
        self._context = context
        self._asked: Task | None = None
        self._read: _Read | None = None
        latest = today(context.services.clock).year + 5
        self.all_button = OutlineButton(tr("Mở bước sau cho chi bộ đạt"), key="Ctrl+A", small=True)
        self.settings_button = OutlineButton(tr("Đặt đợt"), key="Ctrl+E", small=True)
        self.notices_button = OutlineButton(tr("Báo nơi sinh hoạt"), key="Ctrl+S", small=True)
        for button in (self.notices_button, self.all_button, self.settings_button):
            self.title_row.addWidget(button)
        self.steps = PhaseSteps()
        self.cells = CellsTable()
        self.side = CellSide(latest_year=latest)
        self.closing = ClosingSide()
        self.settings = SettingsSide(latest_year=latest)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.cells, 1)
        for side in self._sides():
            both.addWidget(side)
        self.content.addWidget(self.steps)
        self.content.addLayout(both, 1)
        self.action_bar.add_back(self._back)
        self.close_button = FlatButton(tr("Khóa sổ chi bộ"), key="F6")
        self.action_bar.add_left(self.close_button)
        rules = self.action_bar.add_left(FlatButton(tr("Quy định"), key="Ctrl+Q"))
        rules.clicked.connect(lambda: self._context.navigator.show(PageName.RULES))
        self.action_bar.set_primary(tr("Mở bước sau"), self._go)
        self._connect()
        self._face(self.side)

    def _connect(self) -> None:
        acts = self._acts = PlanActs(
            self._context, changed=self._changed, reload=self._load, failed=self._failed
        )
        self.all_button.clicked.connect(acts.open_met)
        self.settings_button.clicked.connect(self._begin_settings)
        self.notices_button.clicked.connect(
            lambda: choose_and_save(self, self._context, self._failed)
        )
        self.close_button.clicked.connect(self._begin_closing)
        self.cells.table.row_changed.connect(self._fit)
        self.side.confirmed.connect(
            lambda what, on: acts.confirm(self.row, what, on=on) if self.row else None
        )
        self.side.dated.connect(lambda day: acts.date(self.row, day) if self.row else None)
        self.closing.changed.connect(self._fit_bar)

    def _sides(self) -> tuple[SidePanel, ...]:
        return self.side, self.closing, self.settings

    # ------------------------------------------------------------ reading

    def enter(self) -> None:
        """Read the plan of this moment."""
        super().enter()
        self._face(self.side)
        self._load()
        self.cells.table.setFocus()

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    @property
    def row(self) -> CellRow | None:
        """The selected cell."""
        return self.cells.row

    def _load(self) -> None:
        phases, campaign = self._context.services.phases, self._context.services.campaign
        self._asked = self._context.tasks.query(
            lambda: _Read(phases.board(), campaign.all()), self._show, self._failed
        )

    def _show(self, read: _Read) -> None:
        self._read = read
        self.steps.show_board(read.board)
        self.cells.show_board(read.board)
        self._fit()

    def _face(self, side: SidePanel) -> None:
        """Show one of the panels at the right."""
        self._side = side
        for one in self._sides():
            one.setVisible(one is side)
        # Closing is about people: the panel gets the room of what is about all cells.
        self.steps.setVisible(side is not self.closing)
        self.cells.table.setEnabled(side is not self.closing)
        self._fit_bar()

    def _fit(self, *_: object) -> None:
        may = not self._context.why_not(Permission.SETTING_CHANGE)
        self.side.show_cell(self.row, may_change=may)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Let the buttons say what they would do now."""
        row, primary = self.row, self.action_bar.primary
        change = self._context.why_not(Permission.SETTING_CHANGE)
        decide = self._context.why_not(Permission.ROSTER_DECIDE)
        self.all_button.set_disabled(change)
        self.settings_button.set_disabled(change)
        self.notices_button.set_disabled(self._context.why_not(Permission.ROSTER_EXPORT))
        named = row is not None and bool(row.name)
        closed = row is not None and row.closing is not None
        is_cell = self._side is self.side
        self.close_button.setVisible(is_cell)
        nobody = "" if named else tr("Chọn một chi bộ có tên.")
        self.close_button.set_disabled(
            decide or nobody or (tr("Chi bộ này đã khóa sổ.") if closed else "")
        )
        words, reason = self._primary(row)
        if primary is not None:
            primary.setText(words)
            primary.set_disabled(reason)
        self.action_bar.set_reason(reason)

    def _primary(self, row: CellRow | None) -> tuple[str, str]:
        """Return what Enter does, and why it cannot."""
        change = self._context.why_not(Permission.SETTING_CHANGE)
        decide = self._context.why_not(Permission.ROSTER_DECIDE)
        if self._side is self.settings:
            return tr("Lưu kế hoạch"), change
        if self._side is self.closing:
            if self.closing.unexplained:
                return tr("Ghi lý do"), self._context.why_not(Permission.RECORD_SET_ASIDE)
            return tr("Khóa sổ"), decide
        if row is None or not row.name:
            return tr("Mở bước sau"), tr("Chọn một chi bộ có tên.")
        return _verb_for(row), decide if _is_decided(row) else change

    # ------------------------------------------------------------ the one primary

    def on_enter(self, key: int) -> None:
        """Keep a day that is just being typed before the button is pressed."""
        if self.side.deadline.hasFocus():
            self.cells.table.setFocus()
            return
        super().on_enter(key)

    def _go(self) -> None:
        row = self.row
        if self._side is self.settings:
            self._keep_settings()
        elif self._side is self.closing:
            self._explain_or_close()
        elif row is None:
            return
        elif row.closing is None and _is_decided(row):
            self._begin_closing()
        elif row.closing is None and not row.obstacles:
            self._acts.open_next(row, "")
        elif reason := self.side.checked_reason():
            act = self._acts.open_next if row.closing is None else self._acts.reopen
            act(row, reason)

    # ------------------------------------------------------------ closing and settings

    def _begin_closing(self) -> None:
        row = self.row
        if row is not None and row.name and row.closing is None:
            read = partial(self._context.services.cells.open_cases, row.name)
            show = partial(self._show_cases, row.name)
            self._asked = self._context.tasks.query(read, show, self._failed)

    def _show_cases(self, cell: str, cases: tuple[OpenCase, ...]) -> None:
        self.closing.show_cases(cell, cases)
        self._face(self.closing)
        (self.closing.reason if self.closing.unexplained else self.closing.table).setFocus()

    def _explain_or_close(self) -> None:
        if not self.closing.unexplained:
            self._acts.close(self.closing.cell, partial(self._face, self.side))
            return
        case, said = self.closing.case, self.closing.checked()
        if case is not None and said is not None:
            self._acts.explain(case, said, self._begin_closing)

    def _begin_settings(self) -> None:
        if self._read is not None:
            self.settings.show_campaign(self._read.values, self._read.board)
            self._face(self.settings)
            self.settings.name.setFocus()

    def _keep_settings(self) -> None:
        wanted, read = self.settings.checked(), self._read
        if wanted is not None and read is not None:
            self._acts.keep(wanted, read.values, read.board, partial(self._face, self.side))

    # ------------------------------------------------------------ ways

    def _back(self) -> None:
        """Leave a panel first, then the page."""
        if self._side is not self.side:
            self._face(self.side)
            self._load()
            self.cells.table.setFocus()
        else:
            self._context.navigator.back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a panel with Esc, too."""
        if event.key() == Qt.Key.Key_Escape and self._side is not self.side:
            self._back()
            return
        super().keyPressEvent(event)

    def _changed(self, words: str) -> None:
        self.bars.clear(_BAR)
        self._context.feedback.toast(words)
        self.side.reason.set_value("")
        self.cells.table.setFocus()
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
        if self._read is not None:
            self._fit()  # ticks and days say again what is kept


def _is_decided(row: CellRow) -> bool:
    """Whether what comes next for a cell is to close it or to open it again."""
    return row.closing is not None or row.can_close or rules.after(row.phase) is None


def _verb_for(row: CellRow) -> str:
    """Return what comes next for a cell."""
    if row.closing is not None:
        return tr("Mở lại chi bộ")
    next_ = rules.after(row.phase)
    if next_ is None or row.can_close:
        return tr("Khóa sổ chi bộ")
    told = tr("Vẫn mở bước {phase}") if row.obstacles else tr("Mở bước {phase}")
    return told.format(phase=phase_words(next_))
