"""Second face: cards in hand, scanned or ticked one by one, then a protocol."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.i18n import tr
from desktop.common.vocabulary import CardState
from desktop.common.work import Work
from desktop.returns.views import CardView, CountView
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.returns.face import BAR, CardsFace, card_tag, cell_name
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel
from desktop.ui.widgets.table import Cell, Column, Table

_LATER, _LOST = "later", "lost"
Found = tuple[CountView | None, tuple[CardView, ...]]


def _columns() -> list[Column]:
    return [
        Column(tr("Họ và tên"), lambda row: Cell(row.full_name, strong=True), stretch=2),
        Column(tr("Chi bộ"), lambda row: cell_name(row.cell), stretch=2, drop=2),
        Column(tr("Số biên nhận"), lambda row: row.receipt_number, width=170, drop=1),
        Column(tr("Thẻ"), card_tag, width=140, tags=True),
    ]


class CountFace(CardsFace):
    """Left: every card that should be here. Right: the number, the reason, the end."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.count: CountView | None = None
        self.table = Table(_columns(), tr("Thẻ phải về"))
        self.table.row_changed.connect(self._fit)
        panel = Panel(tr("Thẻ phải về"), padded=False)
        self.sums = PlainLabel("", "label", "ink2")
        panel.head.addWidget(self.sums)
        self.print_button = OutlineButton(tr("In biên bản"), key="Ctrl+P", small=True)
        self.print_button.clicked.connect(self._print)
        panel.head.addWidget(self.print_button)
        panel.body.addWidget(self.table, 1)
        self.code = TextEdit()
        self.code.value_changed.connect(self._fit)
        self.reason = TextEdit(limit=120)
        self.rest = ChoiceEdit(
            [(_LATER, tr("Chờ đợt sau")), (_LOST, tr("Là thẻ thiếu"))], tr("Thẻ chưa thấy")
        )
        self.side = SidePanel()
        self._lay_out_side()
        kept = (self.print_button, self.damaged, self.missing, self.undo, self.close_button)
        context.forbid(Permission.CARD_COUNT, *kept)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(panel, 1)
        layout.addWidget(self.side)

    def _lay_out_side(self) -> None:
        inside = self.side.inside
        inside.addWidget(FormEntry(tr("Số thẻ, số biên nhận, số định danh"), self.code))
        inside.addWidget(FormEntry(tr("Lý do hỏng hoặc thiếu"), self.reason))
        self.damaged = OutlineButton(tr("Thẻ hỏng"), key="F6", small=True)
        self.damaged.clicked.connect(partial(self._mark, CardState.DAMAGED))
        self.missing = OutlineButton(tr("Thẻ thiếu"), key="Ctrl+M", small=True)
        self.missing.clicked.connect(partial(self._mark, CardState.MISSING))
        self.undo = OutlineButton(tr("Bỏ đánh dấu"), key="Ctrl+B", small=True)
        self.undo.clicked.connect(self._unmark)
        for button in (self.damaged, self.missing, self.undo):
            inside.addWidget(button)
        inside.addWidget(FormEntry(tr("Thẻ chưa thấy"), self.rest))
        inside.addStretch(1)
        self.close_button = OutlineButton(tr("Khép kiểm đếm"), key="Ctrl+G", small=True)
        self.close_button.clicked.connect(self._close)
        self.side.below.addWidget(self.close_button)

    def primary(self) -> tuple[str, str]:
        """Count the card that was named, else the one selected."""
        if whom := self.context.why_not(Permission.CARD_COUNT):
            return tr("Đếm thẻ này"), whom
        has_any = bool(self.code.value()) or self.table.current_row() is not None
        return tr("Đếm thẻ này"), "" if has_any else tr("Chưa có thẻ nào phải về")

    def go(self) -> None:
        """Count a card."""
        self._mark(CardState.COUNTED)

    def on_scan(self, text: str) -> None:
        """Count the card that was scanned."""
        self.code.set_value(text)
        self._mark(CardState.COUNTED)

    def load(self) -> None:
        """Read the open count and what waits."""
        counts = self.context.services.cards.counts

        def read() -> Found:
            return counts.current(), counts.waiting()

        self.context.tasks.query(read, self._show)

    def _show(self, found: Found) -> None:
        count, waiting = found
        self.count = count
        kept = self.table.current_row()
        rows = (*waiting, *(count.cards if count else ()))
        keys = [row.application_id for row in rows]
        # What was marked goes down to the marked ones; the selection stays up with the waiting.
        same = keys.index(kept.application_id) if kept and kept.application_id in keys else 0
        self.table.set_rows(rows, select=same if same < len(waiting) else 0)
        self.sums.setText(_sums(count, len(waiting)))
        self.close_button.set_disabled("" if count else tr("Chưa đếm thẻ nào"))
        self.code.setFocus()
        self._fit()

    def _fit(self, *_: object) -> None:
        row = self.table.current_row()
        is_marked = isinstance(row, CardView) and row.state is not CardState.PRINTED
        self.undo.set_disabled("" if is_marked else tr("Chọn thẻ đã đánh dấu"))
        self.moved.emit()

    def _mark(self, state: CardState, *_: object) -> None:
        counts, actor = self.context.services.cards.counts, self.context.actor
        code, row, reason = self.code.value(), self.table.current_row(), self.reason.value()
        if not code and not isinstance(row, CardView):
            return

        def mark() -> CountView:
            key = counts.find(code).application_id if code else row.application_id
            return counts.mark(key, state, actor=actor, reason=reason)

        self._change(mark, self._marked)

    def _marked(self, _: CountView) -> None:
        self.context.feedback.clear(BAR)
        self.code.set_value("")
        self.reason.set_value("")
        self.load()

    def _unmark(self) -> None:
        row = self.table.current_row()
        if isinstance(row, CardView):
            counts, actor = self.context.services.cards.counts, self.context.actor
            self._change(lambda: counts.unmark(row.application_id, actor=actor), self._marked)

    def _close(self) -> None:
        counts, actor = self.context.services.cards.counts, self.context.actor
        why = tr("Không có trong gói khi kiểm đếm") if self.rest.value() == _LOST else ""
        self._change(lambda: counts.close(actor=actor, rest_missing=why), self._closed)

    def _closed(self, count: CountView) -> None:
        words = tr("Đã khép kiểm đếm số {n}: {counted} thẻ về xã.")
        self.context.feedback.toast(words.format(n=count.number, counted=count.counted))
        self.load()

    def _print(self) -> None:
        services, actor = self.context.services, self.context.actor

        def run(work: Work) -> None:
            del work
            pdf = services.cards.papers.count_protocol(actor=actor)
            services.printer().print_pdf(pdf, title="kiem-dem-the", copies=2)

        def printed(_: object) -> None:
            self.context.feedback.toast(tr("Đã gửi biên bản kiểm đếm ra máy in."))

        self.context.tasks.run_long(run, printed, self.fail)

    def _change(self, act: Callable[[], CountView], on_done: Callable[[CountView], object]) -> None:
        self.context.tasks.change(act, on_done, self.fail)


def _sums(count: CountView | None, waiting: int) -> str:
    if count is None:
        return tr("Chưa thấy {n}").format(n=waiting)
    words = tr("Đã đếm {counted} · hỏng {damaged} · thiếu {missing} · chưa thấy {waiting}")
    return words.format(
        counted=count.counted, damaged=count.damaged, missing=count.missing, waiting=waiting
    )
