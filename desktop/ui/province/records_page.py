"""Every record of the province, however many: searched, filtered, looked at, opened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desktop.common.i18n import tr
from desktop.province.records.views import RecordLine, RecordMarks
from desktop.ui.context import PageName
from desktop.ui.province.context import ProvinceContext
from desktop.ui.province.record_filters import RecordFilters
from desktop.ui.province.record_list import RecordList
from desktop.ui.province.record_side import RecordSide
from desktop.ui.province.record_words import record_columns
from desktop.ui.roster.figures import grouped
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table_panel import TablePanel

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


class RecordsPage(Page):
    """A table of any length: its rows come from the store as they are looked at."""

    def __init__(self, context: ProvinceContext) -> None:
        super().__init__(tr("Hồ sơ của tỉnh"))
        self._context = context
        self._asked: Task | None = None
        self.total = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.total)
        self.filters = RecordFilters()
        self.filters.changed.connect(self._ask)
        self.filters.commune_changed.connect(self._ask_choices)
        self.filters.search.input.installEventFilter(self)
        self.content.addWidget(self.filters)
        self.list = RecordList(context, record_columns(), tr("Hồ sơ của tỉnh"))
        self.list.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.counted.connect(self._counted)
        self.list.table.row_changed.connect(self._row_changed)
        self.list.table.doubleClicked.connect(self._go)
        self.empty = EmptyState(
            tr("Chưa nhận hồ sơ nào."),
            tr("Bấm Enter để sang trang Tiếp nhận và nhận tệp của các quầy."),
            icon="batch",
        )
        self.nobody = EmptyState(
            tr("Không có hồ sơ nào khớp với các lựa chọn trên."),
            tr("Bấm Esc để bỏ lọc, hoặc gõ ít chữ hơn."),
            icon="search",
        )
        self.panel = TablePanel(self.list.table, self.empty, self.nobody)
        self.side = RecordSide()
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        self.clear = self.action_bar.add_left(OutlineButton(tr("Bỏ lọc"), key="Esc"))
        self.clear.clicked.connect(self._clear)
        self.clear.hide()
        self.action_bar.set_primary(tr("Mở hồ sơ"), self._go)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read the list anew, the same filters in force."""
        super().enter()
        self._ask_choices(self.filters.commune.value())
        self._ask()
        self.filters.search.focus()

    def leave(self) -> None:
        """Ask nothing more."""
        self.list.stop()
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        self.list.ask(self.filters.query())

    def _ask_choices(self, commune: str) -> None:
        records = self._context.desk.records
        self._context.tasks.query(lambda: records.choices(commune), self.filters.show_choices)

    def _counted(self, marks: RecordMarks) -> None:
        narrowed = self.filters.is_narrowed
        self.panel.set_filled(bool(marks.count))
        if not marks.count and narrowed:
            self.panel.show_empty(self.nobody)
        self.total.setText(tr("{n} hồ sơ").format(n=grouped(marks.count)) if marks.count else "")
        self.clear.setVisible(narrowed)
        self.filters.setVisible(bool(marks.count) or narrowed)
        self.side.setVisible(bool(marks.count))
        is_none = not marks.count and not narrowed
        self.action_bar.set_primary(tr("Sang trang Tiếp nhận") if is_none else tr("Mở hồ sơ"))
        reason = tr("Không có hồ sơ để mở.") if not marks.count and narrowed else ""
        self.action_bar.set_reason(reason)
        if is_none:
            self.setFocus()

    # ------------------------------------------------------------ the selected one

    def _row_changed(self, row: object) -> None:
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if not isinstance(row, RecordLine):
            self.side.show_line(None)
            return
        self.side.show_line(row)
        review, key = self._context.desk.review, row.id
        self._asked = self._context.tasks.query(
            lambda: review.detail(key), self.side.show_detail, self.side.say_gone
        )

    def _go(self) -> None:
        if self.panel.is_filled:
            row = self.list.table.current_row()
            if isinstance(row, RecordLine):
                self._context.navigator.show(PageName.PROVINCE_RECORD, record=row)
        elif not self.filters.is_narrowed:
            self._context.navigator.show(PageName.PROVINCE)

    def _clear(self) -> None:
        self.filters.clear()
        self.filters.search.focus()

    # ------------------------------------------------------------ keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows in the search field move through the list; Ctrl+End jumps."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            is_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ends = {Qt.Key.Key_Home: -self.list.table.count, Qt.Key.Key_End: self.list.table.count}
            if step is None and is_control:
                step = ends.get(Qt.Key(event.key()))
            if step is not None:
                self.list.table.move_selection(step)
                return True
        return super().eventFilter(watched, event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Ctrl+F comes to the search field."""
        is_control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F and is_control:
            self.filters.search.focus()
            return True
        return super().handle_key(event)
