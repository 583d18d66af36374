"""The list "Dở dang": what lies unfinished opens where it stopped."""

from __future__ import annotations

from collections.abc import Callable

from desktop.batch.board.views import RejectedRow
from desktop.common.clock import show_date, show_time
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.intake.leases.words import where_short
from desktop.intake.review.views import ReturnedRow
from desktop.intake.views import DraftRow
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.intake import field_words as words
from desktop.ui.intake import opening
from desktop.ui.intake.mending import bad_item_words, open_returned, open_to_mend
from desktop.ui.tasks import Task
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.following import follow_rows
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

Row = DraftRow | RejectedRow | ReturnedRow


def _saved_at(row: Row) -> str:
    if isinstance(row, ReturnedRow):
        at = row.returned_at
    else:
        at = row.saved_at if isinstance(row, DraftRow) else row.rejected_at
    return f"{show_time(at)} · {show_date(at)}"


def _stopped(row: Row) -> Cell:
    if isinstance(row, RejectedRow):
        back = tr("Tỉnh trả về: {item}").format(item=bad_item_words(row))
        return Cell(back, tag="bad", icon="edit")
    if isinstance(row, ReturnedRow):
        back = tr("Cần sửa: {item}").format(item=bad_item_words(row))
        return Cell(back, tag="bad", icon="edit")
    if row.holder is not None:
        return Cell(where_short(row.holder), tag="warn", icon="user")
    return Cell(words.step_and_number(row.step), tag="warn", icon="edit")


def _held_by(row: Row) -> str:
    if isinstance(row, DraftRow) and row.holder is not None:
        return row.holder.operator
    return "" if isinstance(row, RejectedRow) else row.held_by


class DraftsPage(Page):
    """What a reviewer or the province sent back, one's own first; then unfinished files.

    Enter goes on with the selected one.
    """

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Hồ sơ dở dang"))
        self._context = context
        self._asked: Task | None = None
        self.table = Table(
            (
                Column(tr("Họ và tên"), self._name, stretch=3),
                Column(tr("Chi bộ"), lambda row: row.cell, stretch=2),
                Column(tr("Dừng ở"), _stopped, width=256),
                Column(tr("Lưu lúc"), _saved_at, width=186),
                Column(tr("Người làm"), _held_by, width=164, drop=1),
            ),
            tr("Hồ sơ dở dang"),
        )
        self.table.row_activated.connect(self._open)
        self.empty = EmptyState(
            tr("Không có hồ sơ dở dang."),
            tr("Hồ sơ bấm “Để sau” sẽ nằm ở đây, mở lại đúng bước đang làm."),
            icon="clock",
        )
        self._places = TablePanel(self.table, self.empty)
        self.content.addWidget(self._places, 1)
        self.action_bar.add_back(self._to_find)
        primary = self.action_bar.set_primary(tr("Mở hồ sơ"), self._open_selected)
        context.forbid(Permission.RECORD_TAKE, primary)

    @staticmethod
    def _name(row: Row) -> Cell:
        return Cell(row.full_name or tr("Chưa ghi tên"), strong=True)

    def enter(self) -> None:
        """Read what lies unfinished."""
        super().enter()
        self._ask(self._show)

    def follow(self) -> None:
        """Read again what lies unfinished; the selected file stays selected."""
        self._ask(self._follow)

    def _ask(self, show: Callable[[tuple[Row, ...]], None]) -> None:
        services, actor = self._context.services, self._context.actor

        def load() -> tuple[Row, ...]:
            back = services.board.sent_back()
            rejected = [row for row in back if row.state is ApplicationState.REJECTED]
            returned = [
                row
                for row in services.review.returned()
                if row.state is ApplicationState.NEEDS_SUPPLEMENT
            ]
            returned.sort(key=lambda row: row.held_by != actor)
            return (*returned, *rejected, *services.overview.drafts())

        self._asked = self._context.tasks.query(load, show)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, drafts: tuple[Row, ...]) -> None:
        self.table.set_rows(drafts)
        self._fit(drafts)
        if drafts:
            self.table.setFocus()

    def _follow(self, drafts: tuple[Row, ...]) -> None:
        follow_rows(self.table, drafts, lambda row: row.application_id)
        self._fit(drafts)

    def _fit(self, drafts: tuple[Row, ...]) -> None:
        self._places.set_filled(bool(drafts))
        self.action_bar.set_reason("" if drafts else tr("Không có gì để mở"))

    def _open_selected(self) -> None:
        row = self.table.current_row()
        if isinstance(row, Row):
            self._open(row)

    def _open(self, row: Row) -> None:
        if self._context.why_not(Permission.RECORD_TAKE):
            return
        if isinstance(row, RejectedRow):
            open_to_mend(self._context, row.application_id)
            return
        if isinstance(row, ReturnedRow):
            open_returned(self._context, row)
            return
        page = opening.page_of(row.step)
        self._context.navigator.show(page, application_id=row.application_id)

    def _to_find(self) -> None:
        self._context.navigator.show(PageName.FIND)
