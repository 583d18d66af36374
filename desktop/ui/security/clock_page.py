"""The clock of this machine is not believed: what it says, what the store knows, how to set it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.security.timekeeping import words
from desktop.security.timekeeping.views import ClockState
from desktop.security.views import OperatorView
from desktop.ui.context import PageName, UiContext
from desktop.ui.feedback import Message
from desktop.ui.security.vouch_form import VouchForm
from desktop.ui.tasks import Task
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "clock"
_EVERY_MS = 5_000
"""How often the page looks by itself: whoever sets the clock comes back to a page that knows."""


class ClockPage(Page):
    """Waits until the clock is right, or until somebody who answers for it lets it pass."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Đồng hồ máy chưa đúng"))
        self._context = context
        self._asked: Task | None = None
        self._next: Callable[[], None] = self._look
        self.lead = PlainLabel("", "body", wrap=True)
        self.content.addWidget(self.lead)
        columns = QGridLayout()
        columns.setHorizontalSpacing(16)
        columns.addWidget(self._facts(), 0, 0)
        self.how = self._how()
        columns.addWidget(self.how, 0, 1)
        columns.setColumnStretch(0, 1)
        columns.setColumnStretch(1, 1)
        # In the place of the advice: both do not fit on a small screen.
        self.form = VouchForm(
            tr("Cho qua, có lý do"), tr("Người cho qua"), tr("Mã của người cho qua")
        )
        self.form.hide()
        columns.addWidget(self.form, 0, 1)
        self.content.addLayout(columns)
        self.content.addStretch(1)
        self.action_bar.add_back(context.navigator.back)
        self.let_pass = OutlineButton(tr("Cho qua, có lý do"), key="F6")
        self.let_pass.clicked.connect(self._open_form)
        self.action_bar.add_left(self.let_pass)
        self.action_bar.set_primary(tr("Kiểm tra lại"), self._go)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def _facts(self) -> Panel:
        panel = Panel(tr("Máy và kho"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        self.values: list[PlainLabel] = []
        names = (tr("Đồng hồ máy"), tr("Múi giờ của máy"), tr("Lần làm việc trước"))
        for number, name in enumerate(names):
            value = PlainLabel("", "section")
            grid.addWidget(PlainLabel(name, "body", "ink2"), number, 0)
            grid.addWidget(value, number, 1)
            self.values.append(value)
        grid.setColumnStretch(1, 1)
        panel.body.addLayout(grid)
        panel.body.addStretch(1)
        return panel

    @staticmethod
    def _how() -> Panel:
        panel = Panel(tr("Cách chỉnh"))
        for text in (words.how_on_windows(), words.how_on_debian()):
            panel.body.addWidget(PlainLabel(text, "body", wrap=True))
        panel.body.addStretch(1)
        return panel

    def enter(self) -> None:
        """Look at the clock, and go on looking."""
        super().enter()
        self._put_away()
        self._look()
        self._timer.start()
        self._context.tasks.query(self._context.services.login.active, self._offer)

    def _offer(self, people: tuple[OperatorView, ...]) -> None:
        self.form.offer(people, Permission.CLOCK_OVERRIDE)

    def leave(self) -> None:
        """Look no more, forget what was typed."""
        self._timer.stop()
        self.form.close_up()
        if self._asked is not None:
            self._asked.cancel()

    def _look(self) -> None:
        self._asked = self._context.tasks.query(
            self._context.services.clock_watch.state, self._show, self._unread
        )

    def _unread(self, error: UserFacingError) -> None:
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _show(self, state: ClockState) -> None:
        told = (words.says(state), words.zone_words(state.offset), words.trusted_words(state))
        for label, text in zip(self.values, told, strict=True):
            label.setText(text)
        if state.fault is None:
            self.title = tr("Đồng hồ máy đã đúng")
            self.lead.setText(tr("Tiếp nhận hồ sơ như thường."))
            self._put_away()
            self.let_pass.hide()
            self._next = self._home
            self.action_bar.set_primary(tr("Về quầy"))
            return
        self.title = words.title(state.fault).rstrip(".")
        self.lead.setText(
            tr("Quầy tạm dừng nhận hồ sơ để biên nhận không sai ngày; hồ sơ dở vẫn giữ nguyên. ")
            + words.advice(state)
        )
        self.let_pass.setVisible(not self.form.isVisibleTo(self))

    def _home(self) -> None:
        self._context.navigator.show(PageName.FIND)

    def _open_form(self) -> None:
        self.how.hide()
        self.form.show()
        self.let_pass.hide()
        self._next = self._pass
        self.action_bar.set_primary(tr("Cho qua trong ca này"))
        self.form.reason.setFocus()

    def _put_away(self) -> None:
        self.form.close_up()
        self.how.show()
        self._next = self._look
        self.action_bar.set_primary(tr("Kiểm tra lại"))

    def _go(self) -> None:
        self._next()

    def _pass(self) -> None:
        given = self.form.given()
        if given is None:
            return
        person, secret, reason = given
        self.bars.clear(_BAR)
        override = self._context.services.clock_watch.override
        self._context.tasks.change(
            partial(override, person.id, secret, reason, actor=self._context.actor),
            self._passed,
            self._refused,
        )

    def _passed(self, state: ClockState) -> None:
        self._show(state)
        if state.fault is None:
            self._context.feedback.toast(tr("Đã cho qua, lý do ghi vào nhật ký."))
            self._home()

    def _refused(self, error: UserFacingError) -> None:
        self.form.secret.clear()
        self.form.secret.setFocus()
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))
