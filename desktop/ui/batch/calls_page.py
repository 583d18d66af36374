"""The phone list: who has to be called today, the number on Enter, the outcome by one digit."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QStackedLayout

from desktop.common.clock import today
from desktop.common.dates import show_iso
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.common.vocabulary import CallFor, CallOutcome
from desktop.common.work import Work
from desktop.intake.calls.errors import CallDayError
from desktop.intake.calls.views import CallLine, CallList
from desktop.intake.calls.words import outcome_words
from desktop.security.access.permissions import Permission
from desktop.ui.batch.calls_rows import columns, sums_words
from desktop.ui.batch.calls_side import CallsSide
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.one_look import OneLook
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.table import Table

_BAR = "calls"
_Key = tuple[UUID, CallFor]


class CallsPage(Page):
    """Whom to call, what to say, what came of it."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Gọi điện"))
        self._context = context
        self._asked: Task | None = None
        self._look = OneLook(context.tasks, context.feedback, self)
        self._shown: _Key | None = None  # whose number may be read
        self._noted_last: tuple[_Key, str] | None = None  # what Ctrl+Z takes back, and the name
        self._chips = self._make_chips()
        self.outcomes: dict[CallOutcome, OutlineButton] = {}
        self.table = Table(columns(self._is_shown), tr("Người cần gọi"))
        self.table.row_changed.connect(self._row_changed)
        self.empty = EmptyState(
            tr("Không có ai phải gọi."),
            tr("Người bị tỉnh trả hồ sơ và người có thẻ đang chờ sẽ hiện ở đây."),
            icon="phone",
        )
        self.panel = Panel(tr("Người cần gọi"), padded=False)
        self.sums = PlainLabel("", "label", "ink2")
        self.panel.head.addWidget(self.sums)
        # Attached first: a stack without a parent would show its first page as a window.
        self._places = QStackedLayout()
        self.panel.body.addLayout(self._places)
        self._places.addWidget(self.table)
        self._places.addWidget(self.empty)
        self.side = CallsSide(today(context.services.clock))
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, outcome in enumerate(CallOutcome):
            button = OutlineButton(outcome_words(outcome), key=str(place + 1), small=True)
            button.clicked.connect(partial(self._answered, outcome))
            grid.addWidget(button, place // 3, place % 3)
            self.outcomes[outcome] = button
        self.panel.foot.addLayout(grid, 1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(self.side)
        self.content.addLayout(both, 1)
        self._fill_bar()

    def _make_chips(self) -> dict[CallFor | None, Chip]:
        chips: dict[CallFor | None, Chip] = {
            None: Chip(tr("Tất cả"), on=True),
            CallFor.MEND: Chip(tr("Sửa hồ sơ")),
            CallFor.CARD: Chip(tr("Nhận thẻ")),
        }
        group = QButtonGroup(self)
        for number, (call_for, chip) in enumerate(chips.items(), start=1):
            group.addButton(chip)
            chip.clicked.connect(partial(self._choose, call_for))
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(chip.click)
            self.title_row.addWidget(chip)
        for part in (KeyCap("Alt+1"), PlainLabel("–", "label", "ink2"), KeyCap("3")):
            self.title_row.addWidget(part)
        return chips

    def _fill_bar(self) -> None:
        bar = self.action_bar
        bar.add_back(self._context.navigator.back)
        self.undo = FlatButton(tr("Hoàn tác"), key="Ctrl+Z")
        self.undo.clicked.connect(self._take_back)
        bar.add_left(self.undo)
        self.print_button = OutlineButton(tr("In phiếu gọi"), key="Ctrl+P")
        self.print_button.clicked.connect(self._print)
        bar.add_right(self.print_button)
        primary = bar.set_primary(tr("Hiện số để gọi"), self._reveal)
        forbid = self._context.forbid
        forbid(Permission.NUMBER_REVEAL, primary)
        forbid(Permission.RECORD_TAKE, self.undo, *self.outcomes.values())
        forbid(Permission.RECORD_PRINT, self.print_button)

    # ------------------------------------------------------------ coming and going

    def enter(self, call_for: CallFor | None = None) -> None:
        """Come for one purpose, or for all."""
        super().enter()
        self._shown = self._noted_last = None
        self._chips[call_for].setChecked(True)
        self._load()

    def leave(self) -> None:
        """Ask nothing more; numbers are masked again."""
        self._shown = None
        if self._asked is not None:
            self._asked.cancel()

    def _choose(self, call_for: CallFor | None, *_: object) -> None:
        self._chips[call_for].setChecked(True)
        self._load()

    @property
    def call_for(self) -> CallFor | None:
        """The purpose that is shown; None for all."""
        return next(one for one, chip in self._chips.items() if chip.isChecked())

    @property
    def line(self) -> CallLine | None:
        """The line that is selected."""
        row = self.table.current_row()
        return row if isinstance(row, CallLine) else None

    def _load(self) -> None:
        calls, call_for = self._context.services.calls, self.call_for
        self._asked = self._context.tasks.query(partial(calls.all, call_for), self._show)

    def _show(self, found: CallList) -> None:
        self.sums.setText(sums_words(found) if found.lines else "")
        self._places.setCurrentWidget(self.table if found.lines else self.empty)
        self.print_button.set_disabled("" if found.lines else tr("Không có ai phải gọi."))
        self.table.set_rows(found.lines)
        if found.lines:
            self.table.setFocus()

    def _row_changed(self, row: object) -> None:
        line = row if isinstance(row, CallLine) else None
        if line is None or _key(line) != self._shown:
            self._shown = None
        self.side.show_line(line, revealed=self._shown is not None)
        self._fit()

    def _fit(self) -> None:
        line = self.line
        for button in self.outcomes.values():
            button.set_disabled("" if line else tr("Không có ai phải gọi."))
        self.undo.set_disabled("" if self._noted_last else tr("Chưa ghi cuộc gọi nào"))
        reason = ""
        if line is None:
            reason = tr("Không có ai phải gọi.")
        elif not line.callee.phone:
            reason = tr("Chưa có số: hỏi bí thư")
        elif self._shown is not None:
            reason = tr("Bấm kết quả: phím 1–5")
        self.action_bar.set_reason(reason)

    # ------------------------------------------------------------ numbers

    def _is_shown(self, line: CallLine) -> bool:
        return _key(line) == self._shown

    def _reveal(self) -> None:
        line = self.line
        if line is None or self._is_shown(line):
            return
        security, actor = self._context.services.security, self._context.actor
        note = partial(security.reveal_number, str(line.callee.application_id), actor=actor)
        target = str(line.callee.application_id)
        self._look.ask(target, note, partial(self._may_show, line), self._failed)

    def _may_show(self, line: CallLine) -> None:
        if self.line is None or _key(self.line) != _key(line):
            return
        self._shown = _key(line)
        self.side.show_phone(line, revealed=True)
        self.table.viewport().update()
        self._fit()

    # ------------------------------------------------------------ outcomes

    def _answered(self, outcome: CallOutcome, *_: object) -> None:
        line = self.line
        if line is None:
            return
        calls, actor = self._context.services.calls, self._context.actor
        write = partial(
            calls.note,
            *_key(line),
            outcome,
            actor=actor,
            on_day=self.side.on_day if outcome in _WITH_DAY else "",
            note=self.side.words.value(),
        )
        self._context.tasks.change(write, partial(self._noted, line, outcome), self._failed)

    def _noted(self, line: CallLine, outcome: CallOutcome, day: str) -> None:
        words = tr("{name}: {outcome} {day}").format(
            name=line.callee.full_name, outcome=outcome_words(outcome).lower(), day=show_iso(day)
        )
        self._noted_last = (_key(line), line.callee.full_name)
        self._changed(words.strip())

    def _take_back(self) -> None:
        if self._noted_last is None:
            return
        (key, name), self._noted_last = self._noted_last, None
        calls, actor = self._context.services.calls, self._context.actor
        words = tr("Đã bỏ lần gọi vừa ghi của {name}.").format(name=name)
        self._context.tasks.change(
            partial(calls.take_back, *key, actor=actor),
            lambda _: self._changed(words),
            self._failed,
        )

    def _changed(self, words: str) -> None:
        self._context.feedback.clear(_BAR)
        self._context.feedback.toast(words)
        self._load()

    def _failed(self, error: UserFacingError) -> None:
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self._context.feedback.show(message)
        if isinstance(error, CallDayError):
            self.side.day.setFocus()
        else:
            self._load()

    # ------------------------------------------------------------ paper

    def _print(self) -> None:
        services, actor, call_for = self._context.services, self._context.actor, self.call_for

        def run(work: Work) -> None:
            del work
            pdf = services.calls.sheets(call_for, actor=actor)
            services.printer().print_pdf(pdf, title="goi-dien", copies=1)

        def printed(_: object) -> None:
            self._context.feedback.toast(tr("Đã gửi phiếu gọi ra máy in."))

        self._context.tasks.run_long(run, printed, self._failed)


_WITH_DAY = frozenset({CallOutcome.COMING, CallOutcome.ASKED_CELL, CallOutcome.NO_ANSWER})


def _key(line: CallLine) -> _Key:
    return line.callee.application_id, line.callee.call_for
