"""People who stand twice: looked for in the whole list, merged or told apart, taken back."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import DuplicateState
from desktop.common.work import Work
from desktop.roster.duplicates.views import FindReport
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.roster.duplicates_face import TwinsFace
from desktop.ui.roster.figures import grouped
from desktop.ui.roster.register_face import FaceStack, Undo
from desktop.ui.roster.register_undo import UndoStack
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "duplicates"


class _BusyPanel(Panel):
    """How far the search is."""

    def __init__(self) -> None:
        super().__init__()
        self.meter = Meter(tr("Tiến độ"))
        self.body.addWidget(PlainLabel(tr("Đang tìm trong cả danh sách"), "strong"))
        self.body.addWidget(self.meter)
        words = tr("Chỉ tìm, không ai bị gộp. Bấm Esc để dừng.")
        self.body.addWidget(PlainLabel(words, "body", "ink2", wrap=True))
        self.body.addStretch(1)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is."""
        del text
        self.meter.set(done, total, tr("{n} %").format(n=done * 100 // max(total, 1)))


class DuplicatesPage(Page):
    """One pair at a time; a reason is needed to merge, and every merge can be taken back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Người trùng"))
        self._context = context
        self._finding: Task | None = None
        self.undos = UndoStack(context, self)
        self.twins = TwinsFace(context)
        self.busy = _BusyPanel()
        self.faces = FaceStack()
        self.faces.addWidget(self.twins)
        self.faces.addWidget(self.busy)
        self._make_chips()
        self.content.addWidget(self.faces, 1)
        self._make_bar()
        self.twins.shown.connect(self._pair_shown)
        self.twins.moved.connect(self._fit)
        self.twins.failed.connect(self._failed)
        self.twins.acted.connect(self._acted)
        self.twins.counted.connect(self.chips[DuplicateState.OPEN].set_count)
        self.undos.moved.connect(self._fit)
        self.undos.failed.connect(self._failed)

    def _make_chips(self) -> None:
        self.chips = {
            DuplicateState.OPEN: Chip(tr("Chưa xử lý"), on=True),
            DuplicateState.MERGED: Chip(tr("Đã gộp")),
            DuplicateState.DISTINCT: Chip(tr("Hai người khác nhau")),
        }
        group = QButtonGroup(self)
        for number, chip in enumerate(self.chips.values(), start=1):
            group.addButton(chip)
            chip.clicked.connect(self._choose_state)
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(chip.click)
            self.title_row.addWidget(chip)
        self._keys = (KeyCap("Alt+1"), PlainLabel("–", "label", "ink2"), KeyCap("3"))
        for part in self._keys:
            self.title_row.addWidget(part)

    def _make_bar(self) -> None:
        bar = self.action_bar
        self.stop = bar.add_left(OutlineButton(tr("Thôi"), key="Esc"))
        self.back = bar.add_back(self._go_back)
        self.undo = bar.add_left(OutlineButton(tr("Hoàn tác"), key="Ctrl+Z", icon="undo"))
        self.search = OutlineButton(tr("Tìm lại"), key="Ctrl+R", icon="search", small=True)
        self.twins.table.foot.addWidget(self.search)
        bar.add_right(self.twins.later)
        self.stop.clicked.connect(self._stop)
        self.undo.clicked.connect(self.undos.undo)
        self.search.clicked.connect(self.look)
        bar.set_primary(tr("Tìm người trùng"), self._go)

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read the pairs anew."""
        super().enter()
        if self._finding is None:
            self.twins.load()
        self._fit()

    def leave(self) -> None:
        """Ask nothing more; a search under way is stopped, nothing of it is stored."""
        self.twins.stop()
        if self._finding is not None:
            self._finding.cancel()

    def _go_back(self) -> None:
        self._context.navigator.back()

    def _choose_state(self) -> None:
        if self._finding is None:
            chosen = next(state for state, chip in self.chips.items() if chip.isChecked())
            self.bars.clear(_BAR)
            self.twins.show_state(chosen)
        self._fit()

    # ------------------------------------------------------------ looking for them

    def look(self) -> None:
        """Look through the whole list."""
        if self._finding is not None:
            return
        self.bars.clear(_BAR)
        duplicates, actor = self._context.services.duplicates, self._context.actor

        def run(work: Work) -> FindReport:
            return duplicates.find(actor=actor, work=work)

        self.busy.show_progress(0, 1, "")
        self.faces.setCurrentWidget(self.busy)
        self._finding = self._context.tasks.run_long(
            run,
            self._found,
            self._not_found,
            on_progress=self.busy.show_progress,
            on_cancelled=self._stopped,
        )
        self._fit()

    def _found(self, report: FindReport) -> None:
        self._end()
        words = tr("Có {n} cặp có thể là một người, {new} cặp mới thấy.")
        text = words.format(n=grouped(report.found), new=grouped(report.new))
        if not report.found:
            text = tr("Đã tìm cả danh sách: không thấy cặp nào giống nhau.")
        self.chips[DuplicateState.OPEN].setChecked(True)
        self.twins.show_state(DuplicateState.OPEN)
        self._context.feedback.toast(text)

    def _end(self) -> None:
        self._finding = None
        self.faces.setCurrentWidget(self.twins)
        self._fit()

    def _not_found(self, error: UserFacingError) -> None:
        self._end()
        self._failed(error)

    def _stopped(self) -> None:
        self._end()
        self.twins.load()
        self.bars.show_message(Message("info", tr("Đã thôi tìm. Chưa gì được lưu."), key=_BAR))

    def _stop(self) -> None:
        if self._finding is not None:
            self._finding.cancel()

    # ------------------------------------------------------------ the pair at hand

    def _pair_shown(self) -> None:
        super().enter()  # Enter that answered the last pair does not answer this one
        if self.isVisible():
            self.twins.setFocus()  # away from the reason, which would take the digits

    def handle_key(self, event: QKeyEvent) -> bool:
        """Digits from 3 take a value from the other row."""
        is_free = self._finding is None and self._is_plain(event)
        if is_free and self.twins.use_key(event.text()):
            return True
        return super().handle_key(event)

    def on_enter(self, key: int) -> None:
        """Merge; where the reason is missing, come to its field instead."""
        reason = self.twins.panel.reason
        if self.twins.wants_reason and self._finding is None and not reason.hasFocus():
            reason.setFocus()
        else:
            super().on_enter(key)

    def _fit(self) -> None:
        """Put buttons and words around the pair."""
        is_busy = self._finding is not None
        self.chips[self.twins.state].setChecked(True)
        for part in (*self.chips.values(), *self._keys, self.back):
            part.setVisible(not is_busy)
        self.stop.setVisible(is_busy)
        self.undo.setVisible(not is_busy and not self.undos.is_empty)
        words, reason = self.twins.primary()
        if is_busy:
            words, reason = tr("Đang tìm"), tr("Bấm Esc để dừng.")
        offers_search = not words and self.twins.state is DuplicateState.OPEN
        self.twins.later.setVisible(not is_busy and self.twins.pair is not None)
        primary = self.action_bar.set_primary(words or tr("Tìm người trùng"))
        primary.setVisible(bool(words) or offers_search)
        self.action_bar.set_reason(reason)

    def _go(self) -> None:
        if self.twins.pair is not None:
            self.twins.go()
        else:
            self.look()

    def _acted(self, undo: Undo) -> None:
        self.bars.clear(_BAR)
        self.undos.add(undo)

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)
