"""Fix only what was rejected: every record that the province sent back, one Enter to mend it."""

from __future__ import annotations

from functools import partial

from desktop.batch.board.views import RejectedRow
from desktop.common.i18n import tr
from desktop.common.vocabulary import CallFor
from desktop.security.access.permissions import Permission
from desktop.ui.batch.rows import sent_back_columns
from desktop.ui.context import PageName, UiContext
from desktop.ui.intake.mending import open_to_mend
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table
from desktop.ui.widgets.table_panel import TablePanel


class SentBackPage(Page):
    """The list, the whole of the province's words on the selected record, and one verb."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Hồ sơ tỉnh trả về"))
        self._context = context
        self._asked: Task | None = None
        self.table = Table(sent_back_columns(), tr("Hồ sơ tỉnh trả về"))
        self.table.row_changed.connect(self._row_changed)
        self.table.doubleClicked.connect(self._mend)
        self.empty = EmptyState(
            tr("Không có hồ sơ nào tỉnh trả về."),
            tr("Nhận tệp trả lời của tỉnh ở trang Lô hồ sơ; hồ sơ cần sửa sẽ nằm ở đây."),
            icon="batch",
        )
        self._places = TablePanel(self.table, self.empty)
        self.content.addWidget(self._places, 1)
        self.words = Panel(tr("Lời của tỉnh"))
        self.said = PlainLabel("", "body", wrap=True)
        self.rest = PlainLabel("", "label", "ink2", wrap=True)
        self.words.body.addWidget(self.said)
        self.words.body.addWidget(self.rest)
        self.content.addWidget(self.words)
        self.action_bar.add_back(context.navigator.back)
        self.calls = OutlineButton(tr("Gọi điện"), key="Ctrl+D")
        self.calls.clicked.connect(
            partial(context.navigator.show, PageName.CALLS, call_for=CallFor.MEND)
        )
        self.action_bar.add_right(self.calls)
        self.photos = OutlineButton(tr("Ảnh bị trả về"), key="Ctrl+I", icon="camera")
        self.photos.clicked.connect(partial(context.navigator.show, PageName.PHOTO_FEEDBACK))
        self.action_bar.add_right(self.photos)
        primary = self.action_bar.set_primary(tr("Sửa hồ sơ này"), self._mend)
        context.forbid(Permission.RECORD_TAKE, primary)

    def enter(self) -> None:
        """Read what was sent back."""
        super().enter()
        board = self._context.services.board
        self._asked = self._context.tasks.query(board.sent_back, self._show)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _show(self, rows: tuple[RejectedRow, ...]) -> None:
        kept = self.table.current_row()
        ids = [row.application_id for row in rows]
        same = kept.application_id if isinstance(kept, RejectedRow) else None
        self.table.set_rows(rows, select=ids.index(same) if same in ids else 0)
        self._places.set_filled(bool(rows))
        self.action_bar.set_reason("" if rows else tr("Không có gì để sửa"))
        if rows:
            self.table.setFocus()

    def _row_changed(self, row: object) -> None:
        self.words.setVisible(isinstance(row, RejectedRow))
        if not isinstance(row, RejectedRow):
            return
        self.said.setText(row.said.words)
        words = tr("Biên nhận {number}. Chỉ sửa phần này, phần còn lại giữ nguyên.")
        self.rest.setText(words.format(number=row.receipt_number))

    def _mend(self) -> None:
        row = self.table.current_row()
        if isinstance(row, RejectedRow) and not self._context.why_not(Permission.RECORD_TAKE):
            open_to_mend(self._context, row.application_id)
