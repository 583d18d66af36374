"""The tables of the list page: everybody, and those outside the denominator with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.common.i18n import tr
from desktop.intake.leases.views import Holder
from desktop.intake.leases.words import where, where_short
from desktop.intake.views import MemberProgress
from desktop.roster.views import PersonRow
from desktop.ui import theme
from desktop.ui.roster import person_words as words
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.paged_table import PagedTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column


@dataclass(frozen=True)
class ListedRow:
    """One line of the list: the person, how far they are, and which other counter has them."""

    person: PersonRow
    progress: MemberProgress | None
    holder: Holder | None = None


def _name(row: ListedRow) -> Cell:
    return Cell(row.person.full_name, strong=True)


def _record(row: ListedRow) -> Cell:
    if row.holder is not None:
        return Cell(where_short(row.holder), tag="warn", icon="user")
    return words.progress_cell(row.person, row.progress)


def _everybody() -> tuple[Column, ...]:
    return (
        Column(tr("Họ và tên"), _name, stretch=3),
        Column(tr("Ngày sinh"), lambda row: row.person.birth_shown, width=124),
        Column(tr("Số định danh"), lambda row: row.person.personal_id_masked, width=160),
        Column(tr("Chi bộ"), lambda row: row.person.cell, stretch=2),
        Column(
            tr("Bản, thôn"),
            lambda row: Cell(row.person.village, quiet=True),
            stretch=2,
            drop=1,
        ),
        Column(tr("Tình trạng"), lambda row: words.status_cell(row.person), width=170),
        Column(tr("Hồ sơ"), _record, width=208),
    )


def _outside() -> tuple[Column, ...]:
    return (
        Column(tr("Họ và tên"), _name, stretch=3),
        Column(tr("Ngày sinh"), lambda row: row.person.birth_shown, width=124),
        Column(tr("Chi bộ"), lambda row: row.person.cell, stretch=2, drop=1),
        Column(tr("Tình trạng"), lambda row: words.status_cell(row.person), width=190),
        Column(tr("Lý do không thuộc diện"), lambda row: row.person.ineligible_reason, stretch=5),
    )


class PeopleTable(Panel):
    """The list itself, what to know of the selected person below it, or why it is empty.

    Signals:
        page_wanted (int): rows somebody looks at are not here; answer with `put_page`.
        opened: a row was double-clicked.
    """

    page_wanted = Signal(int)
    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, parent=parent)
        self._all = PagedTable(_everybody(), tr("Danh sách đảng viên"))
        self._outside = PagedTable(_outside(), tr("Người không thuộc diện"))
        self.table = self._all
        self.empty = EmptyState(
            tr("Chưa có danh sách."),
            tr("Bấm Nhập danh sách và chọn tệp Excel của Đảng ủy gửi đến."),
            icon="file",
        )
        self.nobody = EmptyState(
            tr("Không ai khớp với các lựa chọn trên."),
            tr("Bấm Esc để bỏ lọc, hoặc gõ ít chữ hơn."),
            icon="search",
        )
        # A stack without a parent would show its first page as a window of its own.
        holder = QWidget(self)
        self._places = QStackedLayout(holder)
        for table in (self._all, self._outside):
            # The search field keeps the focus; its arrows move through the list.
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            table.page_wanted.connect(self.page_wanted)
            table.row_changed.connect(self._selected)
            table.doubleClicked.connect(self.opened)
        for place in (self._all, self._outside, self.empty, self.nobody):
            self._places.addWidget(place)
        self.body.addWidget(holder, 1)
        self.note = PlainLabel("", "label", "ink2")
        self.foot.addWidget(self.note, 1)
        theme.on_change(self.refresh_layout)

    def refresh_layout(self) -> None:
        """Follow the look in force."""
        self.note.setMinimumHeight(theme.line_height(theme.current().font("label")))

    def begin(
        self, count: int, first: tuple[ListedRow, ...], *, select: int, outside: bool
    ) -> None:
        """Show the answer to a new question.

        Args:
            count: how many rows there are.
            first: the first of them.
            select: the row to select.
            outside: show the reasons of people outside the denominator.
        """
        self.table = self._outside if outside else self._all
        self.table.begin(count, first, select=select)
        self._places.setCurrentWidget(self.table if count else self.nobody)

    def put_page(self, number: int, rows: tuple[ListedRow, ...]) -> None:
        """Give the rows of a page that was wanted."""
        self.table.put_page(number, rows)

    def show_empty(self) -> None:
        """Say that there is no list at all."""
        self._places.setCurrentWidget(self.empty)
        self.note.setText("")

    @property
    def is_empty(self) -> bool:
        """Whether there is no list at all."""
        return self._places.currentWidget() is self.empty

    def current(self) -> ListedRow | None:
        """Return the selected person, None while the row is on its way."""
        if self._places.currentWidget() is not self.table:
            return None
        row = self.table.current_row()
        return row if isinstance(row, ListedRow) else None

    def _selected(self, row: object) -> None:
        if not isinstance(row, ListedRow):
            self.note.setText("")
            return
        person = row.person
        parts = [person.full_name, person.ineligible_reason]
        if row.holder is not None:
            parts.append(where(row.holder))
        if person.has_problem:
            parts.append(tr("Danh sách có mục cần xem lại, mở để xem."))
        if len([part for part in parts if part]) == 1:
            parts.append(person.residence or person.village)
        self.note.setText(" · ".join(part for part in parts if part))
