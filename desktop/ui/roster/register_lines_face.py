"""The register: where sources differ, filtered, decided line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import DiscrepancyState
from desktop.roster.register.errors import DecisionRefusedError, DiscrepancyUnknownError
from desktop.roster.register.rules import OTHER
from desktop.roster.register.rules import shown as as_typed
from desktop.roster.register.service import RegisterService
from desktop.roster.register.views import DiscrepancyPage, DiscrepancyQuery, DiscrepancyView
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import RegisterFace, Undo
from desktop.ui.roster.register_filters import LineFilters
from desktop.ui.roster.register_panel import LinePanel
from desktop.ui.roster.register_table import columns
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.paged_table import PAGE, PagedTable
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class _Answered:
    """A query, its first page, and the counts around it."""

    query: DiscrepancyQuery
    page: DiscrepancyPage
    counts: Counts
    select: int


class LinesFace(RegisterFace):
    """Filters, the table of lines, and the panel of the one at hand.

    Attributes:
        read: the button that takes a filled sheet in.
        save: the one that writes lines to a sheet.
        print: the one that prints what cells sign.
        open_count: how many lines of the whole register are open.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._query = DiscrepancyQuery()
        self._counts: Counts = {}
        self._asked: list[Task] = []
        self._look = OneLook(context.tasks, context.feedback, self)
        self._saving = self._keeps_focus = False
        self._wants: UUID | None = None
        self.open_count = 0
        self.filters = LineFilters()
        self.filters.changed.connect(self._filter)
        self.total = PlainLabel("", "label", "ink2")
        self.table = PagedTable(columns(), tr("Chỗ khác nhau"))
        self.table.row_changed.connect(self._show_line)
        self.table.page_wanted.connect(self._ask_page)
        self.panel = LinePanel()
        self.panel.moved.connect(self.moved)
        self.panel.reopen.clicked.connect(self._reopen)
        self.panel.reveal.clicked.connect(self._reveal)
        self.empty = EmptyState(tr("Đang mở sổ…"), icon="list", action=tr("Bỏ lọc"))
        self.empty.button.clicked.connect(self.filters.clear)
        self.read = OutlineButton(tr("Đọc Excel"), key="Ctrl+O", small=True)
        self.save = OutlineButton(tr("Xuất Excel"), key="Ctrl+S", small=True)
        self.print = OutlineButton(tr("In phiếu xác nhận"), key="Ctrl+P", small=True)
        context.forbid(Permission.ROSTER_DECIDE, self.read, self.panel.reopen)
        context.forbid(Permission.ROSTER_EXPORT, self.save, self.print)
        context.forbid(Permission.NUMBER_REVEAL, self.panel.reveal)
        self._lay_out()

    def _lay_out(self) -> None:
        self._frame = Panel(padded=False)
        self._frame.body.addWidget(self.table)
        self._frame.foot.addWidget(self.total, 1)
        for button in (self.read, self.save, self.print):
            self._frame.foot.addWidget(button)
        self._none = Panel()
        self._none.body.addWidget(self.empty)
        left = QVBoxLayout()
        left.setSpacing(12)
        for part, stretch in ((self.filters, 0), (self._frame, 1), (self._none, 1)):
            left.addWidget(part, stretch)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 1)
        row.addWidget(self.panel)
        self._frame.hide()
        self.panel.hide()

    # ------------------------------------------------------------ which lines

    def _filter(self) -> None:
        self._keeps_focus = True
        self._ask(0)

    def load(self) -> None:
        """Read anew and stay where one was."""
        self._ask(max(0, self.table.currentIndex().row()))

    def stop(self) -> None:
        """Ask nothing more."""
        for task in self._asked:
            task.cancel()
        self._asked.clear()

    def _ask(self, select: int) -> None:
        self.stop()
        register, query = self._context.services.register, self.filters.query()

        def load() -> _Answered:
            page = register.page(query, offset=0, limit=PAGE)
            return _Answered(query, page, register.counts(), select)

        self._asked.append(self._context.tasks.query(load, self._came))

    def _ask_page(self, number: int) -> None:
        register, query = self._context.services.register, self._query

        def load() -> tuple[DiscrepancyQuery, int, DiscrepancyPage]:
            return query, number, register.page(query, offset=number * PAGE, limit=PAGE)

        self._asked = [task for task in self._asked if not task.is_finished]
        self._asked.append(self._context.tasks.query(load, self._page_came))

    def _page_came(self, found: tuple[DiscrepancyQuery, int, DiscrepancyPage]) -> None:
        query, number, page = found
        if query == self._query:
            self.table.put_page(number, page.rows)

    def _came(self, found: _Answered) -> None:
        self._query, self._counts = found.query, found.counts
        total = found.page.total
        self.filters.offer_cells(found.counts)
        opened = self.open_count = sum(one for one, _decided in found.counts.values())
        self.counted.emit(opened)
        wanted, self._wants = self._wants, None
        ids = {line.discrepancy_id: place for place, line in enumerate(found.page.rows)}
        select = ids.get(wanted, found.select) if wanted else found.select
        self.filters.setVisible(bool(found.counts))
        self._frame.setVisible(total > 0)
        self._none.setVisible(total == 0)
        self.table.begin(total, found.page.rows, select=select)
        self.total.setText(tr("{n} mục").format(n=grouped(total)) if total else "")
        if not total:
            self._show_none(opened)
        elif self.isVisible() and not self._keeps_focus:
            self.table.setFocus()
        self._keeps_focus = False
        self.moved.emit()

    def _show_none(self, opened: int) -> None:
        self.panel.show_line(None)
        if self.filters.is_narrowed or (opened and self._query.state is DiscrepancyState.OPEN):
            self.empty.set(tr("Không có mục nào khớp bộ lọc"), "", tr("Bỏ lọc"))
        elif any(decided for _open, decided in self._counts.values()):
            words = tr("Chọn “Đã quyết định” ở trên để xem lại hoặc mở lại.")
            self.empty.set(tr("Mọi chỗ khác nhau đã có quyết định"), words)
        elif self._counts:
            self.empty.set(tr("Chưa có quyết định nào"), "", tr("Bỏ lọc"))
        else:
            words = tr("Nạp nguồn khác và xác nhận các cặp thì chỗ khác nhau sẽ hiện ở đây.")
            self.empty.set(tr("Sổ chưa có chỗ khác nhau nào"), words)

    # ------------------------------------------------------------ the line at hand

    def _show_line(self, line: DiscrepancyView | None) -> None:
        if line is None and self.table.count:
            return  # its page is on the way
        self.panel.show_line(line)
        self.moved.emit()

    def primary(self) -> tuple[str, str]:
        """Return the verb of Enter and what is missing."""
        if not self.table.count:
            return "", ""
        whom = self._context.why_not(Permission.ROSTER_DECIDE)
        return tr("Lưu, sang mục sau"), whom or self.panel.missing()

    def go(self) -> None:
        """Keep the decision and go to the next line."""
        answer = self.panel.answer()
        if answer is None or self._saving or self._context.why_not(Permission.ROSTER_DECIDE):
            return
        register, actor, line = self._context.services.register, self._context.actor, answer.line

        def run() -> tuple[DiscrepancyView, DiscrepancyView]:
            return line, register.decide(
                line.discrepancy_id,
                source=answer.source,
                value=answer.value,
                reason=answer.reason,
                actor=actor,
            )

        self._saving = True
        self._context.tasks.change(run, self._decided, self._refused)

    def _decided(self, found: tuple[DiscrepancyView, DiscrepancyView]) -> None:
        before, after = found
        self._saving = False
        words = tr("{name}, {field}: đã lưu quyết định.").format(
            name=after.full_name, field=after.field_name.lower()
        )
        self.acted.emit(Undo(words, self._way_back(before), self._taken_back))
        place = self.table.currentIndex().row()
        stays = self._query.state is not DiscrepancyState.OPEN
        self._ask(place + 1 if stays else place)
        self.table.setFocus()

    def _way_back(self, before: DiscrepancyView) -> partial[UUID]:
        register, actor = self._context.services.register, self._context.actor
        if before.state is DiscrepancyState.OPEN:
            return partial(_reopen_and_tell, register, before, actor)
        return partial(_decide_and_tell, register, before, actor)

    def _taken_back(self, discrepancy_id: object) -> None:
        self._wants = discrepancy_id if isinstance(discrepancy_id, UUID) else None
        self.load()

    def _refused(self, error: UserFacingError) -> None:
        self._saving = False
        if isinstance(error, DecisionRefusedError) and self.panel.source == OTHER:
            self.panel.set_error(f"{error.title} {error.advice}".strip())
            self.panel.value.setFocus()
            self.moved.emit()
            return
        self.fail(error)
        if isinstance(error, DiscrepancyUnknownError):
            self.load()

    def _reopen(self) -> None:
        line = self.panel.line
        if line is None or self._saving:
            return
        register, actor = self._context.services.register, self._context.actor

        def run() -> DiscrepancyView:
            register.reopen(line.discrepancy_id, reason="", actor=actor)
            return line

        self._saving = True
        self._context.tasks.change(run, self._reopened, self._refused)

    def _reopened(self, before: DiscrepancyView) -> None:
        self._saving = False
        words = tr("{name}, {field}: đã mở lại.").format(
            name=before.full_name, field=before.field_name.lower()
        )
        self.acted.emit(Undo(words, self._way_back(before), self._taken_back))
        self.load()

    def _reveal(self) -> None:
        line = self.panel.line
        if line is None:
            return
        if self.panel.is_revealed:
            self.panel.reveal_numbers(revealed=False)
            return
        security, actor = self._context.services.security, self._context.actor
        target = str(line.discrepancy_id)
        note = partial(security.reveal_number, target, actor=actor)
        self._look.ask(target, note, partial(self._may_show, line.discrepancy_id))

    def _may_show(self, discrepancy_id: UUID) -> None:
        if self.panel.line is not None and self.panel.line.discrepancy_id == discrepancy_id:
            self.panel.reveal_numbers(revealed=True)


def _reopen_and_tell(register: RegisterService, before: DiscrepancyView, actor: str) -> UUID:
    register.reopen(before.discrepancy_id, reason=tr("Hoàn tác"), actor=actor)
    return before.discrepancy_id


def _decide_and_tell(register: RegisterService, before: DiscrepancyView, actor: str) -> UUID:
    is_other = before.chosen_source == OTHER
    register.decide(
        before.discrepancy_id,
        source=before.chosen_source,
        value=as_typed(before.field, before.chosen_value) if is_other else "",
        reason=before.reason,
        actor=actor,
    )
    return before.discrepancy_id
