"""The page "Hàng chờ": a number by one digit or a scanned card, the next person by Enter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from desktop.campaign.queue.views import QueueBoard, Ticket
from desktop.campaign.queue.words import priority_words
from desktop.common.clock import today
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import TicketState, TurnPriority
from desktop.identity.scanned import read_scanned
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.campaign.queue_rows import Line, columns, lines_of
from desktop.ui.campaign.queue_side import QueueSide
from desktop.ui.campaign.queue_slip import print_slip
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.following import follow_rows
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "queue"
LOOK_AGAIN = 15_000
"""ms until the queue is read again: minutes go by, and another counter calls."""


class QueuePage(Page):
    """Who waits, whose turn it is, who was not there."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Hàng chờ"))
        self._context = context
        self._asked: Task | None = None
        self.board = QueueBoard()
        self.table = Table(columns(), tr("Người đang chờ"))
        self.table.row_changed.connect(self._fit)
        empty = EmptyState(
            tr("Không có ai chờ."),
            tr("Bấm 1–4 hoặc quét thẻ căn cước để phát số."),
            icon="users",
        )
        self.panel = TablePanel(self.table, empty, title=tr("Theo lượt mời"))
        self.issue_buttons: dict[TurnPriority, OutlineButton] = {}
        self._give = PlainLabel(tr("Phát số:"), "label", "ink2")
        self.panel.foot.addWidget(self._give)
        given = [one for one in TurnPriority if one is not TurnPriority.FLAGGED]
        for place, priority in enumerate(given, start=1):
            button = OutlineButton(priority_words(priority), key=str(place), small=True)
            button.setAccessibleName(tr("Phát số: {why}").format(why=priority_words(priority)))
            button.clicked.connect(partial(self._issue, priority))
            self.panel.foot.addWidget(button)
            self.issue_buttons[priority] = button
        self.panel.foot.addStretch(1)
        self.side = QueueSide()
        self.side.missed.clicked.connect(self._missed)
        self.side.opened.clicked.connect(self._open)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        self._fill_bar()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN)
        self._timer.timeout.connect(self.follow)
        theme.on_change(self.refresh_layout)

    def _fill_bar(self) -> None:
        bar = self.action_bar
        bar.add_back(self._context.navigator.back)
        self.slip = OutlineButton(tr("In phiếu"), key="Ctrl+P", small=True)
        self.slip.clicked.connect(self._print)
        self.gone = OutlineButton(tr("Bỏ số"), key="Del", small=True)
        self.gone.clicked.connect(self._give_up)
        for button in (self.slip, self.gone):
            self.panel.head.addWidget(button)
        self.chosen = OutlineButton(tr("Mời số này"), key="Ctrl+Enter")
        self.chosen.clicked.connect(self._call_chosen)
        bar.add_right(self.chosen)
        self.primary = bar.set_primary(tr("Mời người tiếp theo"), self._call_next)
        taking = (self.primary, self.chosen, self.gone, self.side.missed, self.side.opened)
        self._context.forbid(Permission.RECORD_TAKE, *taking, *self.issue_buttons.values())
        self._context.wait_for_server(*taking, *self.issue_buttons.values())
        self._context.forbid(Permission.RECORD_PRINT, self.slip)

    def refresh_layout(self) -> None:
        """Follow the look in force: a small screen has no room for a word that the keys say."""
        self._give.setVisible(not theme.current().compact)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Show the queue of today; it is read again while the page is open."""
        super().enter()
        self.bars.clear(_BAR)
        self.follow()
        self._timer.start()

    def leave(self) -> None:
        """Ask nothing more."""
        self._timer.stop()
        if self._asked is not None:
            self._asked.cancel()

    def follow(self) -> None:
        """Read the queue: another counter may have given a number or called one."""
        if self._asked is not None:
            self._asked.cancel()
        self._asked = self._context.tasks.query(self._context.services.queue.board, self._show)

    def _show(self, board: QueueBoard) -> None:
        self.board = board
        lines = lines_of(board)
        had_focus = self.table.hasFocus()
        follow_rows(self.table, lines, lambda line: line.ticket.id)
        self.panel.set_filled(bool(lines))
        self.side.show_board(board, board.called_by(self._context.actor))
        if lines and (had_focus or self.focusWidget() is None):
            self.table.setFocus()
        self._fit()

    @property
    def line(self) -> Line | None:
        """The line that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, Line) else None

    def _fit(self, *_: object) -> None:
        line, waiting = self.line, self.board.waiting
        nobody = tr("Không có ai chờ.")
        self.chosen.set_disabled("" if line else nobody)
        self.gone.set_disabled("" if line else nobody)
        self.slip.set_disabled("" if line and line.turn else nobody)
        text = tr("Mời người tiếp theo")
        if waiting:
            text = tr("Mời số {n}").format(n=waiting[0].ticket.number)
        elif self.board.called_by(self._context.actor):
            text = tr("Đã tiếp xong")
        self.primary.setText(text)
        idle = not waiting and self.board.called_by(self._context.actor) is None
        self.action_bar.set_reason(tr("Phát số trước: phím 1–4") if idle else "")

    # ------------------------------------------------------------ numbers

    def _issue(self, priority: TurnPriority, *_: object) -> None:
        queue = self._context.services.queue
        self._change(partial(queue.issue, priority, actor=self._context.actor), self._issued)

    def on_scan(self, text: str) -> None:
        """Give the holder of a scanned card a number; their age may give priority."""
        services, actor = self._context.services, self._context.actor
        if self._context.why_not(Permission.RECORD_TAKE):
            return
        day = today(services.clock)

        def find() -> UUID | None:
            card = read_scanned(text, today=day)
            person = services.roster.find_by_personal_id(card.personal_id)
            return person.member_id if person else None

        def found(member_id: UUID | None) -> None:
            if member_id is None:
                title = tr("Chưa thấy người này trong danh sách.")
                advice = tr("Vẫn phát số được: bấm 1–4. Quầy sẽ xem giấy tờ của họ.")
                self.bars.show_message(Message("info", title, advice, key=_BAR))
                return
            self._change(
                partial(services.queue.issue, actor=actor, member_id=member_id), self._issued
            )

        self.bars.clear(_BAR)
        self._asked = self._context.tasks.query(find, found, self._failed)

    def _issued(self, ticket: Ticket) -> None:
        words = tr("Đã phát số {n}.").format(n=ticket.number)
        if ticket.full_name:
            words = tr("Đã phát số {n} cho {name}.").format(n=ticket.number, name=ticket.full_name)
        queue, actor = self._context.services.queue, self._context.actor
        undo = partial(self._change, partial(queue.give_up, ticket.id, actor=actor))
        self._context.feedback.toast(words, undo)
        self.follow()

    # ------------------------------------------------------------ calling

    def _call_next(self) -> None:
        queue, actor = self._context.services.queue, self._context.actor
        if self.board.waiting:
            self._change(partial(queue.call_next, actor=actor), self._called)
        else:
            self._change(partial(queue.finish, actor=actor))

    def _call_chosen(self) -> None:
        line, queue = self.line, self._context.services.queue
        if line is not None:
            call = partial(queue.call, line.ticket.id, actor=self._context.actor)
            self._change(call, self._called)

    def _called(self, ticket: Ticket) -> None:
        queue, actor = self._context.services.queue, self._context.actor
        undo = partial(self._change, partial(queue.take_back, ticket.id, actor=actor))
        self._context.feedback.toast(tr("Mời số {n}.").format(n=ticket.number), undo)
        self.follow()

    def _missed(self) -> None:
        mine, queue = self.board.called_by(self._context.actor), self._context.services.queue
        if mine is None:
            return
        miss = partial(queue.missed, mine.id, actor=self._context.actor)
        self._change(miss, self._noted_missed)

    def _noted_missed(self, ticket: Ticket) -> None:
        words = tr("Số {n} vắng, sẽ mời lại sau vài người.").format(n=ticket.number)
        if ticket.state is TicketState.NO_SHOW:
            words = tr("Số {n} vắng {times} lần, chuyển xuống cuối danh sách.").format(
                n=ticket.number, times=ticket.missed
            )
        self._context.feedback.toast(words)
        self.follow()

    def _give_up(self) -> None:
        line, queue = self.line, self._context.services.queue
        if line is not None:
            self._change(partial(queue.give_up, line.ticket.id, actor=self._context.actor))

    def _open(self) -> None:
        mine = self.board.called_by(self._context.actor)
        if mine is not None and mine.full_name:
            self._context.navigator.show(PageName.FIND, text=mine.full_name)

    def _print(self) -> None:
        if self.line is not None:
            print_slip(self._context, self.line.ticket, self._failed)

    # ------------------------------------------------------------ writing

    def _change(
        self, write: Callable[[], Any], done: Callable[[Any], object] | None = None
    ) -> None:
        self._context.tasks.change(write, done or (lambda _: self.follow()), self._failed)

    def _failed(self, error: UserFacingError) -> None:
        message = Message("warn", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)
        self.follow()
