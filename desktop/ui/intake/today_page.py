"""The list "Hôm nay": what was finished today, with its receipts."""

from __future__ import annotations

from desktop.common.clock import show_time
from desktop.common.i18n import tr
from desktop.intake.views import PrintResult, ReceivedRow, Today
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.intake import field_words as words
from desktop.ui.intake.find_results import Fact
from desktop.ui.intake.reprint import reprint
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.following import follow_rows
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.state_words import state_kind, state_name
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel


def _state(row: ReceivedRow) -> Cell:
    if row.print_problem:
        return Cell(tr("Chưa in được"), tag="warn")
    return Cell(state_name(row.state), tag=state_kind(row.state))


class TodayPage(Page):
    """Finished records of the day; `In lại` for the selected one."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Đã xong hôm nay"))
        self._context = context
        self._asked: Task | None = None
        self._keep = 0
        self.done = Fact(tr("Người đã xong"))
        self.minutes = Fact(tr("Phút mỗi người"))
        self.trouble = Fact(tr("Chưa in được"))
        for fact in (self.done, self.minutes, self.trouble):
            self.title_row.addSpacing(12)
            self.title_row.addWidget(fact)
        self.table = Table(
            (
                Column(tr("Giờ"), lambda row: show_time(row.received_at), width=76),
                Column(tr("Số biên nhận"), lambda row: row.receipt_number, width=176),
                Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), stretch=3),
                Column(tr("Chi bộ"), lambda row: row.cell, stretch=2),
                Column(tr("Người nhận"), lambda row: row.received_by, width=170, drop=1),
                Column(tr("Phút"), lambda row: words.minutes(row.seconds), width=76, right=True),
                Column(tr("Trạng thái"), _state, width=164),
            ),
            tr("Hồ sơ đã xong hôm nay"),
        )
        self.table.row_activated.connect(self._open)
        self.empty = EmptyState(
            tr("Hôm nay chưa có hồ sơ nào."),
            tr("Về trang Quầy, đưa thẻ vào máy quét để bắt đầu."),
            icon="calendar",
        )
        self._places = TablePanel(self.table, self.empty)
        self.content.addWidget(self._places, 1)
        self.print_button = OutlineButton(tr("In lại"), key="Ctrl+P", icon="printer")
        self.print_button.clicked.connect(self._print)
        context.forbid(Permission.RECORD_PRINT, self.print_button)
        self.open_button = OutlineButton(tr("Xem biên nhận"), key="Ctrl+Enter")
        self.open_button.clicked.connect(self._open_selected)
        self.action_bar.add_left(self.print_button)
        self.action_bar.add_left(self.open_button)
        self.action_bar.set_primary(tr("Về quầy"), self._to_find)

    def enter(self) -> None:
        """Read the day."""
        super().enter()
        self._ask()

    def follow(self) -> None:
        """Read the day again; the selected line stays selected."""
        overview = self._context.services.overview
        self._asked = self._context.tasks.query(overview.today, self._follow)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        overview = self._context.services.overview
        self._asked = self._context.tasks.query(overview.today, self._show)

    def _show(self, today: Today) -> None:
        kept = self.table.current_row()
        places = [row.application_id for row in today.rows]
        same = kept.application_id if isinstance(kept, ReceivedRow) else None
        self.table.set_rows(today.rows, select=places.index(same) if same in places else 0)
        self._fit(today)
        if today.rows:
            self.table.setFocus()

    def _follow(self, today: Today) -> None:
        follow_rows(self.table, today.rows, lambda row: row.application_id)
        self._fit(today)

    def _fit(self, today: Today) -> None:
        self._places.set_filled(bool(today.rows))
        self.done.set(str(today.done))
        self.minutes.set(words.minutes(today.median_seconds) if today.rows else "")
        failed = sum(bool(row.print_problem) for row in today.rows)
        self.trouble.set(str(failed) if failed else "")
        for button in (self.print_button, self.open_button):
            button.setVisible(bool(today.rows))

    def _selected(self) -> ReceivedRow | None:
        row = self.table.current_row()
        return row if isinstance(row, ReceivedRow) else None

    def _print(self) -> None:
        row = self._selected()
        if row is not None:
            self.print_button.set_disabled(tr("Đang in"))
            reprint(self._context, row.application_id, self._printed)

    def _printed(self, result: PrintResult) -> None:
        self.print_button.set_disabled()
        if result.printed:
            self.bars.clear("print")
            self._context.feedback.toast(tr("Đã in lại biên nhận."))
        else:
            self.bars.show_message(Message("warn", result.title, result.advice, key="print"))
        if self.isVisible():
            self._ask()

    def _open_selected(self) -> None:
        row = self._selected()
        if row is not None:
            self._open(row)

    def _open(self, row: ReceivedRow) -> None:
        page = PageName.ALREADY_DONE
        self._context.navigator.show(page, member_id=None, application_id=row.application_id)

    def _to_find(self) -> None:
        self._context.navigator.show(PageName.FIND)
