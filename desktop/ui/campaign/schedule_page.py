"""The page "Lịch cuốn chiếu": plan again by Enter, move a slot by a key or by dragging it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from desktop.campaign.schedule.hand import Wish
from desktop.campaign.schedule.rules import Slot
from desktop.campaign.schedule.views import Proposal, ScheduleChange
from desktop.campaign.schedule.words import slot_words
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign.schedule_ask import Question
from desktop.ui.campaign.schedule_lines import Line
from desktop.ui.campaign.schedule_sheets import SheetsView
from desktop.ui.campaign.schedule_view import BAR
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message


class SchedulePage(SheetsView):
    """What a replan would change is shown first; every change can be taken back."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        bar = self.action_bar
        self.stop.clicked.connect(self._stop)
        self.primary = bar.set_primary(tr("Xếp lại"), self._go)
        side = self.side
        side.told.clicked.connect(self._told)
        side.place.clicked.connect(self._ask)
        side.drop.clicked.connect(self._drop)
        self.ask.changed.connect(self._fit)
        self.grid.nudged.connect(self._nudge)
        self.grid.dropped.connect(self._dropped)
        context.forbid(Permission.SHIFT_PLAN, self.primary, side.told, side.place, side.drop)
        self._fit()

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Read the schedule; what was being asked is over."""
        super().enter()
        self.bars.clear(BAR)
        self.proposal, self._busy = None, False
        self._close()
        self._load()
        self.grid.setFocus()

    def _close(self) -> None:
        self.ask.question = None
        super()._close()

    def _stop(self) -> None:
        had = self.proposal is not None
        self.proposal = None
        self.bars.clear(BAR)
        self._close()
        if had:
            self._refill()
        self.grid.setFocus()

    def _go(self) -> None:
        """Do what the primary says."""
        schedule, actor = self._context.services.schedule, self._context.actor
        if self.proposal is not None:
            accept = partial(schedule.accept, self.proposal, actor=actor)
            self._change(accept, tr("Đã dùng lịch mới."))
        elif self.is_filling:
            self._keep_form()
        elif self.ask.question is not None:
            wish = self.ask.wish()
            if wish is not None:
                self._place(self.ask.question.line, self.ask.slot, wish)
        elif not self._busy:
            self.bars.clear(BAR)
            self._busy = True
            self._fit()
            self._asked = self._context.tasks.query(schedule.propose, self._proposed, self._refused)

    # ------------------------------------------------------------ planning again

    def _proposed(self, proposal: Proposal) -> None:
        self._busy = False
        if self.board is None or proposal.is_nothing:
            words = tr("Lịch không có gì cần đổi.")
            self.bars.show_message(Message("ok", words, key=BAR))
            self._fit()
            return
        self.proposal = proposal
        self._face(self.changes)
        self._refill()
        self.changes.show_proposal(proposal, self.board)
        self._fit()

    # ------------------------------------------------------------ by hand

    def _ask(self) -> None:
        """Ask where the slot of the chosen day goes, or where people without one do."""
        line, day, board = self.line, self.day, self.board
        if line is None or day is None or board is None:
            return
        slots = tuple(slot for slot in line.slots_on(day) if slot.day > board.today)
        question = Question(line, day, slots, max(0, line.row.without))
        self.bars.clear(BAR)
        self._face(self.ask)
        self.ask.ask(question, board.windows, board.hours.counters)
        self._fit()

    def _nudge(self, step: int) -> None:
        """Put the chosen slot on the next open day, or on the one before."""
        line, day = self.line, self.day
        if line is None or day is None or self.board is None:
            return
        opened = sorted({one.day for one in self.board.windows})
        later = [one for one in opened if one > day]
        earlier = [one for one in opened if one < day]
        target = later[:1] if step > 0 else earlier[-1:]
        if target:
            self._dropped(line, day, target[0])

    def _dropped(self, line: Line, from_day: date, to_day: date) -> None:
        if self._busy or self.proposal is not None or not self._may:
            return
        slots = line.slots_on(from_day)
        if slots:
            self._place(line, slots[0], Wish(to_day))

    def _place(self, line: Line, slot: Slot | None, wish: Wish) -> None:
        schedule, actor = self._context.services.schedule, self._context.actor
        words = tr("Đã xếp buổi cho {cell}.")
        change = partial(schedule.place, line.row.cell, wish, actor=actor)
        if slot is not None:
            change = partial(schedule.move, slot, wish, actor=actor)
            words = tr("Đã dời buổi của {cell}; nhớ báo chi bộ.")
            if not slot.is_told:
                words = tr("Đã dời buổi của {cell}.")
        self._change(change, words.format(cell=line.name), wish.day)

    def _drop(self) -> None:
        line, day = self.line, self.day
        slots = line.slots_on(day) if line and day else ()
        if line is not None and slots:
            words = tr("Đã bỏ buổi {slot} của {cell}.")
            drop = partial(
                self._context.services.schedule.drop, slots[0], actor=self._context.actor
            )
            self._change(drop, words.format(slot=slot_words(slots[0]), cell=line.name))

    def _told(self) -> None:
        line = self.line
        if line is None or self._busy:
            return
        told = partial(
            self._context.services.schedule.told, line.row.cell, actor=self._context.actor
        )

        def noted(slots: int) -> None:
            self._busy = False
            words = tr("Đã ghi {n} buổi của {cell} là đã báo.")
            self._context.feedback.toast(words.format(n=slots, cell=line.name))
            self._load()

        self._busy = True
        self._context.tasks.change(told, noted, self._refused)

    # ------------------------------------------------------------ writing

    def _change(
        self, change: Callable[[], ScheduleChange], words: str, day: date | None = None
    ) -> None:
        if self._busy:
            return

        def done(found: ScheduleChange) -> None:
            self._busy, self.proposal = False, None
            schedule, actor = self._context.services.schedule, self._context.actor
            undo = partial(schedule.undo, found, actor=actor)
            self._context.feedback.toast(words, partial(self._undo, undo))
            self._close()
            if day is not None:
                self.grid.choose(self.grid.currentIndex().row(), day)
            self._load()
            self.grid.setFocus()

        self.bars.clear(BAR)
        self._busy = True
        self._fit()
        self._context.tasks.change(change, done, self._refused)

    def _undo(self, undo: Callable[[], Any]) -> None:
        def undone(_: ScheduleChange) -> None:
            self._context.feedback.toast(tr("Đã lấy lại lịch trước đó."))
            self._load()

        self._context.tasks.change(undo, undone, self._refused)

    def _refused(self, error: UserFacingError) -> None:
        self._busy = False
        self._failed(error)
        if self.ask.question is None:
            self.proposal = None
            self._close()
            self._load()
        self._fit()

    # ------------------------------------------------------------ what can be done now

    @property
    def _may(self) -> bool:
        return not self._context.why_not(Permission.SHIFT_PLAN)

    def _fit(self) -> None:
        if not hasattr(self, "primary"):
            return
        is_proposed = self.proposal is not None
        is_asking = self.ask.question is not None or self.is_filling
        self.stop.setVisible(is_asking or is_proposed)
        self.back.setVisible(not is_asking and not is_proposed)
        self.shown.setEnabled(not is_proposed)
        words, reason = tr("Xếp lại"), ""
        if is_proposed:
            words = tr("Dùng lịch này")
        elif self.is_filling:
            words, reason = tr("Giữ phiếu"), self.form.why_not()
        elif is_asking:
            words = tr("Dời buổi") if self.ask.slot else tr("Xếp buổi")
            reason = self.ask.why_not()
        elif self.board is None:
            reason = tr("Đang đọc lịch")
        elif not self.board.cells:
            reason = tr("Danh sách chưa có ai.")
        self.action_bar.set_primary(words)
        self.action_bar.set_reason(tr("Đang làm") if self._busy else reason)
        self._fit_papers(is_idle=not is_asking and not is_proposed)
        self._fit_side()

    def _fit_side(self) -> None:
        side, line, day, board = self.side, self.line, self.day, self.board
        if line is None or day is None or board is None:
            for button in (side.told, side.place, side.drop):
                button.set_disabled(tr("Chưa chọn chi bộ"))
            return
        is_past, slots = day <= board.today, line.slots_on(day)
        over = tr("Ngày này đã qua hoặc là hôm nay.")
        ahead = line.row.ahead_of(board.today)
        untold = [slot for slot in ahead if not slot.is_told]
        side.told.set_disabled("" if untold else tr("Không có buổi nào chưa báo."))
        side.drop.set_disabled(over if is_past else "" if slots else tr("Ngày này không có buổi."))
        side.place.setText(tr("Dời buổi") if slots or line.row.without <= 0 else tr("Xếp buổi"))
        can = slots or line.row.without > 0
        side.place.set_disabled(over if is_past else "" if can else tr("Ngày này không có buổi."))
