"""Pairs one after the other: our person, their row, one key each."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.common.vocabulary import LinkState
from desktop.roster.register.words import SOURCE_NAMES
from desktop.roster.sources.errors import PairUnknownError
from desktop.roster.sources.views import PairView
from desktop.security.access.permissions import Permission
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.pair_by_pair import AT_ONCE, PairByPair
from desktop.ui.roster.pairs_offers import PairOffers
from desktop.ui.roster.pairs_table import Side, SideBySide
from desktop.ui.roster.pairs_words import fact_rows, pair_words
from desktop.ui.roster.person_words import moment
from desktop.ui.roster.register_face import Undo
from desktop.ui.widgets.buttons import DangerButton, OutlineButton, PrimaryButton
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fields import ChoiceEdit
from desktop.ui.widgets.page import GUARD_SECONDS
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


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


class PairsFace(PairByPair[PairView]):
    """Waiting pairs, likeliest first; those linked or refused can be looked at again.

    Attributes:
        waiting: how many pairs wait for somebody's word.
    """

    gone = PairUnknownError

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        table = SideBySide(context, tr("So sánh"))
        super().__init__(context, lambda pair: pair.link_id, table, parent)
        self._offers = PairOffers(context, self._turns, self)
        self._offers.found.connect(self._offered)
        self._offers.failed.connect(self.fail)
        self._shown_at = 0.0
        self.waiting = 0
        self.answers = _AnswerPanel()
        self.state = self.answers.state
        self.state.value_changed.connect(self.load)
        self.answers.same.clicked.connect(self._same)
        self.answers.other.clicked.connect(self._other)
        self.answers.later.clicked.connect(self.put_off)
        self.answers.again.clicked.connect(self._ask_again)
        kept = (self.answers.same, self.answers.other, self.answers.again)
        context.forbid(Permission.ROSTER_DECIDE, *kept)
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

    def chosen(self) -> LinkState:
        """Return the state whose pairs are shown."""
        return LinkState(self.state.value())

    def read(self, state: LinkState, offset: int) -> tuple[tuple[PairView, ...], int]:
        """Return some pairs of a state and how many there are."""
        return self._context.services.sources.pairs(state, offset=offset, limit=AT_ONCE)

    def state_of(self, pair: PairView) -> LinkState:
        """Return the state of a pair."""
        return pair.state

    def show_pair(self) -> None:
        """Show the pair at hand, or that there is none."""
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

    def is_ready(self) -> bool:
        """Whether the pair has been seen: a key held too long must not answer the next one."""
        return super().is_ready() and time.monotonic() - self._shown_at >= GUARD_SECONDS

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
        pair = self.pair
        if pair is not None:
            self.answer(partial(say, pair.link_id))

    def answered(self, before: PairView, after: PairView) -> None:
        """Tell what was said, offer the way back, and go on."""
        self._offers.withdraw(after)
        if after.state is LinkState.REFUSED:
            self._offers.look(after)
        self.acted.emit(Undo(_done_words(after), self._way_back(before), self._taken_back))
        self.show_next()

    def _offered(self, refused: PairView, offers: tuple[PairView, ...]) -> None:
        """Ask about more pairs behind the one at hand; at once when there is none."""
        if self.state.value() != LinkState.WAITING.value:
            return
        pair = self.pair
        self._turns.put_next(offers)
        if pair is None:
            self.show_pair()
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
        if isinstance(pair, PairView):
            self._offers.withdraw(pair)
            self.take_back(pair)


def _done_words(pair: PairView) -> str:
    words = {
        LinkState.LINKED: tr("Đã ghép {name}."),
        LinkState.REFUSED: tr("Đã ghi hai người khác nhau: {name}."),
        LinkState.WAITING: tr("Đã đưa {name} về chờ xác nhận."),
    }
    return words[pair.state].format(name=pair.member.full_name)
