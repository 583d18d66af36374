"""The last ones by name: who of a cell, of a reason or of all is not received yet, and why."""

from __future__ import annotations

from datetime import date
from functools import partial

from desktop.common.dates import show_iso
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr, trn
from desktop.progress.remaining.service import MOST
from desktop.progress.remaining.views import Remaining, RemainingList, Wanted
from desktop.progress.remaining.words import reason_words
from desktop.security.access.permissions import Permission
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.progress import report_files, spoken
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.file_question import ask_for_file
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Cell, Column, Table
from desktop.ui.widgets.table_panel import TablePanel


class RemainingPage(Page):
    """One table; a name opens the person's own page."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Người chưa thu nhận"))
        self._context = context
        self._asked: Task | None = None
        self._wanted = Wanted()
        self.found: RemainingList | None = None
        self.about = PlainLabel("", "label", "ink2")
        self.title_row.addWidget(self.about)
        self.table = Table(_columns(), tr("Người chưa thu nhận"))
        self.table.row_activated.connect(self._open)
        self.table.row_changed.connect(self._fit)
        nobody = EmptyState(
            tr("Không còn ai chưa thu nhận."),
            tr("Mọi người đủ điều kiện ở đây đều đã có biên nhận."),
            icon="check",
        )
        self._panel = TablePanel(self.table, nobody)
        self.content.addWidget(self._panel, 1)
        self.action_bar.add_back(context.navigator.back)
        self.print_button = OutlineButton(tr("In danh sách"), key="Ctrl+P", icon="printer")
        self.print_button.clicked.connect(self._print)
        self.save_button = OutlineButton(tr("Ghi ra tệp"), key="Ctrl+S", icon="file")
        self.save_button.clicked.connect(self._save)
        self.action_bar.add_left(self.print_button)
        self.action_bar.add_left(self.save_button)
        context.forbid(Permission.ROSTER_EXPORT, self.print_button, self.save_button)
        self.action_bar.set_primary(tr("Mở trang người này"), self._open_selected)
        self.action_bar.set_reason(tr("Đang đọc danh sách"))

    # ------------------------------------------------------------ reading

    def enter(
        self,
        cell: str | None = None,
        reason: tuple[str, str] | None = None,
        day: date | None = None,
    ) -> None:
        """Read the names of a cell, of a reason, or of all; of now or of the end of a past day."""
        super().enter()
        self._wanted = Wanted(cell, reason)
        self.title = self._title_of(self._wanted)
        read = partial(self._context.services.remaining.list_them, self._wanted, day)
        self._asked = self._context.tasks.query(read, self._show)

    def leave(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    @staticmethod
    def _title_of(wanted: Wanted) -> str:
        if wanted.cell is not None:
            return tr("Chưa thu nhận: {what}").format(what=spoken.cell(wanted.cell))
        if wanted.reason is not None:
            return tr("Chưa thu nhận: {what}").format(what=spoken.remaining(*wanted.reason))
        return tr("Người chưa thu nhận")

    def _show(self, found: RemainingList) -> None:
        self.found = found
        self.table.set_rows(found.people)
        self._panel.set_filled(bool(found.people))
        count = len(found.people)
        words = trn("{n} người, {as_of}", "{n} người, {as_of}", count)
        if found.is_cut:
            words = tr("{n} người đầu; xem từng chi bộ để thấy hết, {as_of}")
        self.about.setText(
            words.format(n=spoken.number(min(count, MOST)), as_of=spoken.as_of_short(found.report))
        )
        nothing = "" if found.people else tr("Không có ai để in")
        self.print_button.set_disabled(nothing)
        self.save_button.set_disabled(nothing)
        self._fit()
        (self.table if found.people else self).setFocus()

    def _fit(self, *_: object) -> None:
        has_row = self.table.current_row() is not None
        self.action_bar.set_reason("" if has_row else tr("Không có ai để mở"))

    # ------------------------------------------------------------ doing

    def _open_selected(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._open(row)

    def _open(self, one: Remaining) -> None:
        self._context.navigator.show(PageName.PERSON, member_id=one.member_id)

    def _print(self) -> None:
        if self.found is not None:
            report_files.print_names(self._context, self.found, self._failed)

    def _save(self) -> None:
        if self.found is None:
            return
        target = ask_for_file(
            self,
            self.save_button.label,
            f"chua-thu-nhan-{self.found.report.as_of:%d-%m-%Y}.pdf",
            tr("PDF (*.pdf);;Excel (*.xlsx)"),
        )
        if target is not None:
            report_files.save_names(self._context, self.found, target, self._failed)

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key="remaining", code=error.code)
        self.bars.show_message(message)


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Họ và tên"), lambda one: Cell(one.full_name, strong=True), stretch=3, least=150),
        Column(tr("Ngày sinh"), lambda one: show_iso(one.birth_date), width=136, drop=2),
        Column(tr("Chi bộ"), lambda one: spoken.cell(one.cell), stretch=2, least=110, drop=1),
        Column(tr("Số định danh"), lambda one: one.masked_id, width=156, drop=3),
        Column(tr("Lý do"), lambda one: reason_words(one.why), stretch=4, least=170),
        Column(tr("Ghi ngày"), _noted_on, width=136, drop=4),
    )


def _noted_on(one: Remaining) -> Cell:
    return Cell(show_iso(one.why.day) if one.why.day else "–", quiet=True)
