"""The page "Hồ sơ trùng": one person, two records; a supervisor chooses, and both are kept.

1 keeps the office's record, 2 takes the laptop's; nothing is decided before a reason is written
and Enter is pressed. The other record stays, with its bytes and the reason.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.field.kits.views import Conflict, ConflictDetail
from desktop.field.merging.service import OURS, THEIRS
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.field.conflict_sheet import ConflictSheet
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.choice_row import ChoiceRow
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.one_by_one import add_steps
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel

_BAR = "conflicts"


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Họ và tên"), lambda one: Cell(one.full_name, strong=True), stretch=3),
        Column(tr("Máy"), lambda one: one.theirs.station, width=88),
    )


class ConflictsPage(Page):
    """Left who was taken twice, right both records, below the choice."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Hồ sơ trùng"))
        self._context = context
        self._asked: Task | None = None
        self.detail: ConflictDetail | None = None
        self.table = Table(_columns(), tr("Hồ sơ trùng"))
        self.table.row_changed.connect(self._row_changed)
        empty = EmptyState(
            tr("Không có hồ sơ trùng nào chờ chọn."),
            tr("Người được thu nhận cả ở quầy và ở máy lưu động sẽ hiện ở đây."),
            icon="check",
        )
        self.panel = TablePanel(self.table, empty)
        self.before, self.after = add_steps(self.panel, self.table.move_selection)
        self.sheet = ConflictSheet()
        self.choice = self._make_choice()
        self.right = QWidget()
        column = QVBoxLayout(self.right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, 1)
        column.addWidget(self.choice)
        self._both = QHBoxLayout()
        self._both.addWidget(self.panel)
        self._both.addWidget(self.right, 1)
        self.content.addLayout(self._both, 1)
        self.numbers = OutlineButton(tr("Hiện số"), key="Ctrl+H", icon="eye", small=True)
        self.numbers.clicked.connect(self._toggle_numbers)
        self.title_row.addWidget(self.numbers)
        self.action_bar.add_back(context.navigator.back)
        primary = self.action_bar.set_primary(tr("Ghi lựa chọn"), self._choose)
        context.forbid(Permission.RECORD_APPROVE, primary)
        context.forbid(Permission.NUMBER_REVEAL, self.numbers)
        theme.on_change(self.fit)

    def _make_choice(self) -> Panel:
        panel = Panel()
        self.ours = ChoiceRow(tr("Giữ hồ sơ của văn phòng"), key="1")
        self.theirs = ChoiceRow(tr("Lấy hồ sơ của máy lưu động"), key="2")
        self.reason = TextEdit()
        self.reason_entry = FormEntry(
            tr("Lý do"), self.reason, hint=tr("Hồ sơ không được chọn vẫn được giữ cùng lý do này.")
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        rows = QVBoxLayout()
        rows.setSpacing(8)
        for one in (self.ours, self.theirs):
            one.toggled.connect(self._fit_primary)
            one.clicked.connect(self.reason.setFocus)
            rows.addWidget(one)
        row.addLayout(rows, 2)
        row.addWidget(self.reason_entry, 3, Qt.AlignmentFlag.AlignTop)
        panel.body.addLayout(row)
        self.reason.value_changed.connect(self._fit_primary)
        return panel

    def fit(self) -> None:
        """Follow the look in force: the list is narrow, the records get the room."""
        look = theme.current()
        self._both.setSpacing(look.fixed(16, 12))
        is_there = self.row is not None
        narrow = look.pick(320, 250)
        self.panel.setMinimumWidth(narrow)
        self.panel.setMaximumWidth(narrow if is_there else 16_777_215)
        for part in (self.right, self.numbers, self.before, self.after):
            part.setVisible(is_there)
        self.panel.show_foot(shown=is_there)
        if (primary := self.action_bar.primary) is not None:
            primary.setVisible(is_there)

    # ------------------------------------------------------------ which one

    @property
    def row(self) -> Conflict | None:
        """The conflict at hand."""
        row = self.table.current_row()
        return row if isinstance(row, Conflict) else None

    def enter(self, record_id: UUID | None = None) -> None:
        """Read what waits; come to one of them, or to the first."""
        super().enter()
        self._load(record_id)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def hideEvent(self, event: QHideEvent) -> None:
        """Mask the numbers: whoever comes back has not asked for them."""
        super().hideEvent(event)
        self._reveal(False)

    def _load(self, record_id: UUID | None = None) -> None:
        def show(found: tuple[Conflict, ...]) -> None:
            keys = [one.theirs.record_id for one in found]
            self._list(found, keys.index(record_id) if record_id in keys else 0)

        self._asked = self._context.tasks.query(self._context.services.kits.merging.conflicts, show)

    def _list(self, found: tuple[Conflict, ...], at: int) -> None:
        self.table.set_rows(found, select=at)
        self.panel.set_filled(bool(found))
        self._row_changed()
        if found:
            self.table.setFocus()

    def _row_changed(self, *_: object) -> None:
        self.detail = None
        self.bars.clear(_BAR)
        self._clear_choice()
        self.fit()
        row = self.row
        if row is not None:
            read = partial(self._context.services.kits.merging.detail, row.theirs.record_id)
            self._asked = self._context.tasks.query(read, self._show)

    def _show(self, detail: ConflictDetail) -> None:
        row = self.row
        if row is None or row.theirs.record_id != detail.conflict.theirs.record_id:
            return
        self.detail = detail
        self.sheet.show_detail(detail)
        self._reveal(False)
        ours = detail.conflict.ours
        self.ours.set_words(
            tr("Giữ hồ sơ của văn phòng") if ours else tr("Không lấy hồ sơ của máy này")
        )
        self._fit_primary()

    # ------------------------------------------------------------ choosing

    @property
    def kept(self) -> str:
        """Which record was chosen, "" for none yet."""
        if self.ours.isChecked():
            return OURS
        return THEIRS if self.theirs.isChecked() else ""

    def _clear_choice(self) -> None:
        for one in (self.ours, self.theirs):
            one.setAutoExclusive(False)
            one.setChecked(False)
            one.setAutoExclusive(True)
        self.reason.set_value("")
        self._fit_primary()

    def _fit_primary(self, *_: object) -> None:
        if self.row is None or self.detail is None:
            self.action_bar.set_reason("")
        elif not self.kept:
            self.action_bar.set_reason(tr("Chọn 1 hoặc 2."))
        else:
            self.action_bar.set_reason("" if self.reason.value().strip() else tr("Ghi lý do."))

    def _choose(self) -> None:
        row, kept = self.row, self.kept
        if row is None or self.detail is None or not kept:
            return
        merging, actor = self._context.services.kits.merging, self._context.actor
        act = partial(
            merging.choose, row.theirs.record_id, kept, reason=self.reason.value(), actor=actor
        )
        self._context.tasks.change(act, partial(self._chosen, row, kept))

    def _chosen(self, row: Conflict, kept: str, _: object) -> None:
        words = (
            tr("{name}: giữ hồ sơ của văn phòng.")
            if kept == OURS
            else tr("{name}: lấy hồ sơ của máy lưu động.")
        )
        self._context.feedback.toast(words.format(name=row.full_name))
        self._load()

    # ------------------------------------------------------------ numbers

    def _toggle_numbers(self) -> None:
        row = self.row
        if row is None:
            return
        if self.sheet.is_revealed:
            self._reveal(False)
            return
        asked = row.theirs.record_id
        security, actor = self._context.services.security, self._context.actor

        def show(_: object) -> None:
            if self.isVisible() and self.row is not None and self.row.theirs.record_id == asked:
                self._reveal(True)

        self._context.tasks.change(partial(security.reveal_number, str(asked), actor=actor), show)

    def _reveal(self, revealed: bool) -> None:
        self.sheet.reveal(revealed)
        self.numbers.setText(tr("Che số") if revealed else tr("Hiện số"))

    def handle_key(self, event: QKeyEvent) -> bool:
        """Scroll both records by a page."""
        step = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.sheet.scroll_by(step)
            return True
        return super().handle_key(event)
