"""Pairs one after the other: our person, their row, one key each."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import LinkState
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.sources.errors import PairUnknownError
from desktop.roster.sources.views import PairView
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.pairs_offers import PairOffers
from desktop.ui.roster.pairs_table import Side, SideBySide
from desktop.ui.roster.pairs_turns import Turns
from desktop.ui.roster.pairs_words import fact_rows, pair_words
from desktop.ui.roster.person_words import moment
from desktop.ui.roster.register_face import RegisterFace, Undo
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import DangerButton, OutlineButton, PrimaryButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.page import GUARD_SECONDS
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_AT_ONCE = 50
_Page = tuple[LinkState, tuple[PairView, ...], int]


class _AnswerPanel(Panel):
    """Which pairs, the question and its three keys."""

    def __init__(self) -> None:
        super().__init__()
        self.state = ChoiceEdit(
            [
                (LinkState.WAITING.value, tr("Chờ xác nhận")),
                (LinkState.LINKED.value, tr("Đã ghép")),
                (LinkState.REFUSED.value, tr("Không phải một người")),
            ],
            tr("Cặp nào"),
        )
        self.question = PlainLabel(tr("Có phải một người không?"), "section", wrap=True)
        self.place = PlainLabel("", "hint", "ink2")
        self.words = PlainLabel("", "body", "ink2", wrap=True)
        self.decided = PlainLabel("", "body", "ink2", wrap=True)
        self.same = PrimaryButton(tr("Cùng một người"), key="1")
        self.other = DangerButton(tr("Không phải một người"), key="2")
        self.later = OutlineButton(tr("Để sau"), key="3")
        self.again = OutlineButton(tr("Đưa về chờ xác nhận"), key="4")
        self._asks = QWidget()
        box = QVBoxLayout(self._asks)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(8)
        for part in (self.question, self.place, self.words, self.decided):
            box.addWidget(part)
        box.addStretch(1)
        for button in (self.same, self.other, self.later, self.again):
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.addWidget(button)
        self.body.addWidget(self.state)
        self.body.addWidget(self._asks, 1)
        self.body.addStretch(0)

    def refresh_theme(self) -> None:
        """Keep the fixed width of side panels."""
        super().refresh_theme()
        self.setFixedWidth(theme.current().pick(344, 284))

    def show_nothing(self) -> None:
        """There is nothing to ask."""
        self._asks.hide()

    def show_pair(self, pair: PairView, number: int, total: int) -> None:
        """Show what the comparison found, and what somebody said already."""
        self._asks.show()
        words = tr("Cặp {n} trong {all}").format(n=grouped(number), all=grouped(total))
        self.place.setText(words)
        sure = pair.state is LinkState.LINKED and not pair.decided_by
        self.words.setText(
            tr("Máy tự ghép: các mục đủ chắc và không mục nào trái ngược.")
            if sure
            else pair_words(pair.weight, pair.reasons)
        )
        self.decided.setText(_decided_words(pair))
        self.decided.setVisible(bool(self.decided.text()))
        self.again.setVisible(bool(pair.decided_by))
        is_waiting = pair.state is LinkState.WAITING
        self.later.setText(tr("Để sau") if is_waiting else tr("Giữ nguyên, cặp sau"))
        self.same.set_disabled(_already(pair, LinkState.LINKED))
        self.other.set_disabled(_already(pair, LinkState.REFUSED))


def _already(pair: PairView, state: LinkState) -> str:
    return tr("Đã chọn như vậy.") if pair.state is state and pair.decided_by else ""


def _decided_words(pair: PairView) -> str:
    if not pair.decided_by or pair.decided_at is None:
        return ""
    words = (
        tr("{who} đã xác nhận là một người, lúc {when}.")
        if pair.state is LinkState.LINKED
        else tr("{who} đã chọn không phải một người, lúc {when}.")
    )
    return words.format(who=pair.decided_by, when=moment(pair.decided_at))


class PairsFace(RegisterFace):
    """Waiting pairs, likeliest first; those linked or refused can be looked at again.

    Attributes:
        waiting: how many pairs wait for somebody's word.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._turns: Turns[PairView] = Turns(lambda pair: pair.link_id)
        self._offers = PairOffers(context, self._turns, self)
        self._offers.found.connect(self._offered)
        self._offers.failed.connect(self.fail)
        self._asked: Task | None = None
        self._saving = False
        self._shown_at = 0.0
        self.waiting = 0
        self.table = SideBySide(context, tr("So sánh"))
        self.answers = _AnswerPanel()
        self.state = self.answers.state
        self.state.value_changed.connect(self.load)
        self.answers.same.clicked.connect(self._same)
        self.answers.other.clicked.connect(self._other)
        self.answers.later.clicked.connect(self._put_off)
        self.answers.again.clicked.connect(self._ask_again)
        self.empty = EmptyState(tr("Đang mở các cặp…"), icon="users", action=tr("Xem lại từ đầu"))
        self.empty.button.clicked.connect(self.load)
        none = Panel()
        none.body.addWidget(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(none)
        self._stack.setCurrentIndex(1)
        self.answers.show_nothing()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._stack, 1)
        row.addWidget(self.answers)

    # ------------------------------------------------------------ which pair

    @property
    def pair(self) -> PairView | None:
        """The pair at hand."""
        return self._turns.first

    def load(self) -> None:
        """Begin with the likeliest pair; what was put off comes again."""
        self._turns.clear()
        self._ask()

    def stop(self) -> None:
        """Ask nothing more."""
        if self._asked is not None:
            self._asked.cancel()

    def _ask(self) -> None:
        self.stop()
        sources, state = self._context.services.sources, LinkState(self.state.value())
        offset = self._turns.put_off_count

        def load() -> _Page:
            found, total = sources.pairs(state, offset=offset, limit=_AT_ONCE)
            return state, found, total

        self._asked = self._context.tasks.query(load, self._came)

    def _came(self, page: _Page) -> None:
        state, found, total = page
        if state.value != self.state.value():
            return
        self._turns.add(found, total)
        self._show()

    def _show(self) -> None:
        pair = self.pair
        if self.state.value() == LinkState.WAITING.value:
            self.waiting = self._turns.left
            self.counted.emit(self.waiting)
        self._stack.setCurrentIndex(0 if pair else 1)
        if pair is None:
            self._show_none()
        else:
            self._shown_at = time.monotonic()
            source = tr(SOURCE_NAMES[pair.kind.value])
            row = tr("dòng {n}").format(n=grouped(pair.row_number)) if pair.row_number else ""
            self.table.set_sides(Side(tr("Danh sách")), Side(source, row, "file"))
            rows = fact_rows(pair.member.fields, pair.record.fields, pair.reasons)
            self.table.show_rows(str(pair.link_id), rows)
            self.answers.show_pair(pair, self._turns.number, self._turns.total)
            if self.isVisible():
                self.setFocus()  # away from the choice above, which would take the digits
        self.moved.emit()

    def _show_none(self) -> None:
        self.answers.show_nothing()
        put_off = self._turns.put_off_count
        is_waiting = self.state.value() == LinkState.WAITING.value
        if put_off:
            words = tr("Còn {n} cặp để sau, chưa ai xác nhận.").format(n=grouped(put_off))
            again = tr("Xem lại từ đầu")
            self.empty.set(tr("Đã xem hết một lượt"), words if is_waiting else "", again)
        elif is_waiting:
            words = tr("Nạp nguồn khác ở mục Nguồn thì cặp cần hỏi sẽ hiện ở đây.")
            self.empty.set(tr("Không có cặp nào chờ xác nhận"), words)
        else:
            self.empty.set(tr("Không có cặp nào ở mục này"))

    # ------------------------------------------------------------ answers

    def _is_ready(self) -> bool:
        """Whether the pair has been seen: a key held too long must not answer the next one."""
        return not self._saving and time.monotonic() - self._shown_at >= GUARD_SECONDS

    def _put_off(self) -> None:
        if self.pair is not None and self._is_ready():
            self._turns.put_off()
            self._next()

    def _next(self) -> None:
        if self._turns.wants_more:
            self._ask()
        else:
            self._show()

    def _same(self) -> None:
        sources, actor = self._context.services.sources, self._context.actor
        self._answer(lambda pair: sources.confirm_pair(pair, is_same=True, actor=actor))

    def _other(self) -> None:
        sources, actor = self._context.services.sources, self._context.actor
        self._answer(lambda pair: sources.confirm_pair(pair, is_same=False, actor=actor))

    def _ask_again(self) -> None:
        sources, actor = self._context.services.sources, self._context.actor
        self._answer(lambda pair: sources.ask_again(pair, actor=actor))

    def _answer(self, say: Callable[[UUID], PairView]) -> None:
        before = self.pair
        if before is None or not self._is_ready():
            return

        def run() -> tuple[PairView, PairView]:
            return before, say(before.link_id)

        self._saving = True
        self._context.tasks.change(run, self._said, self._refused)

    def _said(self, found: tuple[PairView, PairView]) -> None:
        before, after = found
        self._saving = False
        self._turns.settle(after.link_id)
        self._offers.withdraw(after)
        if after.state is LinkState.REFUSED:
            self._offers.look(after)
        self.acted.emit(Undo(_done_words(after), self._way_back(before), self._taken_back))
        self._next()

    def _offered(self, refused: PairView, offers: tuple[PairView, ...]) -> None:
        """Ask about more pairs behind the one at hand; at once when there is none."""
        if self.state.value() != LinkState.WAITING.value:
            return
        pair = self.pair
        self._turns.put_next(offers)
        if pair is None:
            self._show()
            return
        words = tr("{name}: còn một người khác cũng giống, hỏi ngay sau cặp này.")
        self._context.feedback.toast(words.format(name=refused.member.full_name))
        self.answers.show_pair(pair, self._turns.number, self._turns.total)
        self.waiting = self._turns.left
        self.counted.emit(self.waiting)

    def _way_back(self, before: PairView) -> partial[PairView]:
        sources, actor = self._context.services.sources, self._context.actor
        if before.decided_by:
            is_same = before.state is LinkState.LINKED
            return partial(sources.confirm_pair, before.link_id, is_same=is_same, actor=actor)
        return partial(sources.ask_again, before.link_id, actor=actor)

    def _taken_back(self, pair: object) -> None:
        """Show a pair again whose answer was taken back."""
        if isinstance(pair, PairView) and pair.state.value == self.state.value():
            self._offers.withdraw(pair)
            self._turns.put_back(pair)
            self._show()
        else:
            self.load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the comparison; every other key is the page's."""
        if not self.table.use_key(event.key()):
            super().keyPressEvent(event)

    def _refused(self, error: UserFacingError) -> None:
        self._saving = False
        self.fail(error)
        if isinstance(error, PairUnknownError):
            self.load()


def _done_words(pair: PairView) -> str:
    words = {
        LinkState.LINKED: tr("Đã ghép {name}."),
        LinkState.REFUSED: tr("Đã ghi hai người khác nhau: {name}."),
        LinkState.WAITING: tr("Đã đưa {name} về chờ xác nhận."),
    }
    return words[pair.state].format(name=pair.member.full_name)
