"""Two rows side by side: which stays, whose value holds where they differ, one person or two."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import DuplicateState
from desktop.roster.duplicates.errors import DuplicateUnknownError
from desktop.roster.duplicates.views import DuplicateView
from desktop.ui.context import UiContext
from desktop.ui.roster.duplicates_panel import TwinsPanel
from desktop.ui.roster.duplicates_plan import LEFT, RIGHT, MergePlan
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.pair_by_pair import AT_ONCE, PairByPair
from desktop.ui.roster.pairs_table import Side, SideBySide
from desktop.ui.roster.register_face import Undo
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.panel import Panel


class TwinsFace(PairByPair[DuplicateView]):
    """Pairs of one state, likeliest first.

    Attributes:
        later: the button that puts a pair off; the page gives it a place.
        plan: what would become of the pair at hand.

    Signals:
        shown: another pair is at hand; Enter of the last one must not answer it.
    """

    shown = Signal()
    gone = DuplicateUnknownError

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        table = SideBySide(context, tr("So sánh"))
        super().__init__(context, lambda pair: pair.pair_id, table, parent)
        self.state = DuplicateState.OPEN
        self.plan: MergePlan | None = None
        self.panel = TwinsPanel()
        self.panel.kept_changed.connect(self._kept_changed)
        self.panel.typed.connect(self.moved)
        self.panel.distinct.clicked.connect(self._tell_apart)
        self.later = OutlineButton(tr("Để sau"), key="Esc")
        self.later.clicked.connect(self.put_off)
        self.empty = EmptyState(tr("Đang mở các cặp…"), icon="users", action=tr("Xem lại từ đầu"))
        self.empty.button.clicked.connect(self.load)
        both = QWidget()
        inner = QHBoxLayout(both)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.panel)
        none = Panel()
        none.body.addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(both)
        self._stack.addWidget(none)
        self._stack.setCurrentIndex(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._stack)

    # ------------------------------------------------------------ which pair

    def show_state(self, state: DuplicateState) -> None:
        """Show the pairs of another state."""
        self.state = state
        self.load()

    def chosen(self) -> DuplicateState:
        """Return the state whose pairs are shown."""
        return self.state

    def read(self, state: DuplicateState, offset: int) -> tuple[tuple[DuplicateView, ...], int]:
        """Return some pairs of a state and how many there are."""
        return self._context.services.duplicates.pairs(state, offset=offset, limit=AT_ONCE)

    def state_of(self, pair: DuplicateView) -> DuplicateState:
        """Return the state of a pair."""
        return pair.state

    def show_pair(self) -> None:
        """Show the pair at hand, or that there is none."""
        pair = self.pair
        if self.state is DuplicateState.OPEN:
            self.counted.emit(self._turns.left)
        self._stack.setCurrentIndex(0 if pair else 1)
        self.plan = MergePlan(pair) if pair else None
        if pair is None or self.plan is None:
            self._show_none()
        else:
            is_open = pair.state is DuplicateState.OPEN
            self.later.setText(tr("Để sau") if is_open else tr("Cặp sau"))
            self.panel.show_pair(pair, self._turns.number, self._turns.total, self.plan.keeps)
            self._show_rows()
            self.shown.emit()
        self.moved.emit()

    def _show_none(self) -> None:
        put_off = self._turns.put_off_count
        if put_off:
            words = tr("Còn {n} cặp để sau.").format(n=grouped(put_off))
            is_open = self.state is DuplicateState.OPEN
            again = tr("Xem lại từ đầu")
            self.empty.set(tr("Đã xem hết một lượt"), words if is_open else "", again)
        elif self.state is DuplicateState.OPEN:
            words = tr("Bấm Enter để tìm trong cả danh sách, mọi chi bộ.")
            self.empty.set(tr("Không có cặp nào chờ xử lý"), words)
        else:
            self.empty.set(tr("Chưa có cặp nào ở mục này"))

    # ------------------------------------------------------------ whose value

    def _show_rows(self) -> None:
        pair, plan = self.pair, self.plan
        if pair is None or plan is None:
            return
        keys = {field: key for key, field in plan.keys.items()}
        self.table.set_sides(_side(pair, LEFT), _side(pair, RIGHT))
        self.table.show_rows(str(pair.pair_id), plan.rows, keys=keys, chosen=plan.sides)
        self.panel.show_hint(keys)

    def _kept_changed(self) -> None:
        if self.plan is not None:
            self.plan.keep(self.panel.keep)
            self._show_rows()

    def use_key(self, key: str) -> bool:
        """Take the value of the row that leaves where this digit is printed, or not."""
        field = self.plan.keys.get(key) if self.plan else None
        if self.plan is None or field is None:
            return False
        self.plan.toggle(field)
        self._show_rows()
        return True

    # ------------------------------------------------------------ answers

    @property
    def wants_reason(self) -> bool:
        """Whether only the reason is missing to merge the pair at hand."""
        is_open = self.pair is not None and self.pair.state is DuplicateState.OPEN
        return is_open and not self.panel.reason.value()

    def primary(self) -> tuple[str, str]:
        """Return the verb of Enter and what is missing."""
        pair = self.pair
        if pair is None:
            return "", ""
        if pair.state is DuplicateState.MERGED:
            return tr("Tách lại"), ""
        if pair.state is DuplicateState.DISTINCT:
            return tr("Đưa về chưa xử lý"), ""
        return tr("Gộp thành một"), "" if self.panel.reason.value() else tr("Ghi lý do gộp.")

    def go(self) -> None:
        """Merge an open pair, take back what was decided on another."""
        pair, plan, keep = self.pair, self.plan, self.panel.keep
        if pair is None or plan is None:
            return
        if pair.state is not DuplicateState.OPEN:
            self.answer(self._way_back(pair))
        elif keep is not None:
            duplicates, actor = self._context.services.duplicates, self._context.actor
            merge = partial(
                duplicates.merge,
                pair.pair_id,
                keep=keep,
                from_other=frozenset(plan.from_other),
                reason=self.panel.reason.value(),
                actor=actor,
            )
            self.answer(merge)

    def _tell_apart(self) -> None:
        pair = self.pair
        if pair is not None:
            duplicates, actor = self._context.services.duplicates, self._context.actor
            reason = self.panel.reason.value()
            say = partial(duplicates.mark_distinct, pair.pair_id, reason=reason, actor=actor)
            self.answer(say)

    def answered(self, before: DuplicateView, after: DuplicateView) -> None:
        """Tell what was done, offer the way back, and go on."""
        if before.state is DuplicateState.OPEN:
            words = _done_words(after)
            self.acted.emit(Undo(words, self._way_back(after), self._taken_back))
        else:
            words = tr("Đã hoàn tác: {name} lại là hai dòng chờ xử lý.")
            self._context.feedback.toast(words.format(name=after.first.full_name))
        # A merge may settle other pairs of the same rows: ask anew rather than show them.
        gone = {after.first.member_id, after.second.member_id}
        if any({one.first.member_id, one.second.member_id} & gone for one in self._turns.rest):
            self.load()
        else:
            self.show_next()

    def _way_back(self, pair: DuplicateView) -> partial[DuplicateView]:
        duplicates, actor = self._context.services.duplicates, self._context.actor
        if pair.state is DuplicateState.MERGED:
            return partial(duplicates.undo_merge, pair.pair_id, actor=actor)
        return partial(duplicates.ask_again, pair.pair_id, actor=actor)

    def _taken_back(self, pair: object) -> None:
        """Show a pair again whose decision was taken back."""
        if isinstance(pair, DuplicateView):
            self.take_back(pair)


def _done_words(pair: DuplicateView) -> str:
    words = tr("Đã gộp {name} thành một dòng.")
    if pair.state is DuplicateState.DISTINCT:
        words = tr("Đã ghi hai người khác nhau: {name}.")
    return words.format(name=pair.first.full_name)


def _side(pair: DuplicateView, side: int) -> Side:
    twin = pair.first if side == LEFT else pair.second
    title = tr("Bên trái") if side == LEFT else tr("Bên phải")
    return Side(title, twin.cell, "user")
