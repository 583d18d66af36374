"""The page "Đổi mã PIN của tôi": whoever has the counter chooses another PIN or password."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from desktop.common.errors import NotAllowedError, UserFacingError
from desktop.common.i18n import tr
from desktop.security.operators.errors import SameSecretError
from desktop.security.rules import FREE_TRIES
from desktop.security.views import OperatorView, SecretKind
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.security.new_secret import NewSecretFields
from desktop.ui.security.pin_edit import PinEdit
from desktop.ui.widgets.fields import FormEntry
from desktop.ui.widgets.page import Page
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.side_panel import SidePanel

_BAR = "own-secret"


class OwnSecretPage(Page):
    """The secret in force once, the new one twice; the rules beside them.

    Args:
        context: what a page may use.
        operator_id: who has the counter; None in practice, where nobody logs in.
    """

    def __init__(self, context: UiContext, operator_id: UUID | None = None) -> None:
        super().__init__(tr("Đổi mã PIN của tôi"))
        self._context, self._operator_id = context, operator_id
        self._operator: OperatorView | None = None
        self.old = PinEdit()
        self.old_entry = FormEntry(tr("Mã PIN đang dùng"), self.old)
        self.new = NewSecretFields(beside_old=True)
        self._who = PlainLabel("", "strong")
        self.panel = Panel()
        for part in (self._who, self.old_entry, self.new):
            self.panel.body.addWidget(part)
        self.panel.body.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addWidget(self.panel, 1)
        both.addWidget(_rules())
        self.content.addLayout(both, 1)
        self.action_bar.add_back(context.navigator.back)
        self.action_bar.set_primary(tr("Đổi mã"), self._go)

    def enter(self) -> None:
        """Ask for nothing that was typed before, and learn what kind of secret is in force."""
        super().enter()
        self._forget()
        self._operator = None
        self.action_bar.set_reason(tr("Đang đọc"))
        login = self._context.services.login
        self._context.tasks.query(login.active, self._show)
        self.old.setFocus()

    def leave(self) -> None:
        """Leave nothing that was typed."""
        super().leave()
        self._forget()

    def _show(self, people: tuple[OperatorView, ...]) -> None:
        found = next((one for one in people if one.id == self._operator_id), None)
        self._operator = found
        if found is None:
            self.panel.setEnabled(False)
            self.action_bar.set_reason(tr("Ở chế độ thực hành không ai có mã PIN."))
            return
        typed = self.old.value()  # somebody quick does not wait for the store
        self._who.setText(found.full_name)
        self.old.set_kind(found.secret)
        self.new.set_kind(found.secret)
        is_pin = found.secret is SecretKind.PIN
        words = tr("Mã PIN đang dùng") if is_pin else tr("Mật khẩu đang dùng")
        self.old_entry.label.setText(words)
        self.old.setAccessibleName(words)
        self.old.set_value(typed)
        self.title = tr("Đổi mã PIN của tôi") if is_pin else tr("Đổi mật khẩu của tôi")
        self.action_bar.set_reason("")

    # ------------------------------------------------------------ changing

    def _go(self) -> None:
        self.bars.clear(_BAR)
        operator = self._operator
        if operator is None:
            return
        is_pin = operator.secret is SecretKind.PIN
        missing = tr("Gõ mã PIN đang dùng.") if is_pin else tr("Gõ mật khẩu đang dùng.")
        self.old_entry.set_error("" if self.old.value() else missing)
        if not self.new.check() or not self.old.value():
            if not self.old.value():
                self.old.setFocus()
            return
        self.action_bar.set_reason(tr("Đang kiểm tra…"))
        change = partial(
            self._context.services.login.change_secret,
            operator.id,
            self.old.value(),
            self.new.value(),
        )
        self._context.tasks.change(change, self._changed, self._refused)

    def _changed(self, operator: OperatorView) -> None:
        self.action_bar.set_reason("")
        self._forget()
        is_pin = operator.secret is SecretKind.PIN
        self._context.feedback.toast(
            tr("Đã đổi mã PIN; lần vào tới gõ mã mới.")
            if is_pin
            else tr("Đã đổi mật khẩu; lần vào tới gõ mật khẩu mới.")
        )
        self._context.navigator.back()

    def _refused(self, error: UserFacingError) -> None:
        """Say at the field it is about what is wrong; the new secret stays as typed."""
        self.action_bar.set_reason("")
        words = f"{error.title} {error.advice}".strip()
        if isinstance(error, SameSecretError):
            self.new.pin_entry.set_error(words)
            self.new.pin.setFocus()
            return
        if isinstance(error, NotAllowedError):
            self.old.clear()
            self.old_entry.set_error(words)
            self.old.setFocus()
            return
        message = Message("bad", error.title, error.advice, key=_BAR, code=error.code)
        self.bars.show_message(message)

    def _forget(self) -> None:
        self.old.clear()
        self.new.clear()
        for entry in (self.old_entry, self.new.pin_entry, self.new.again_entry):
            entry.set_error("")


def _rules() -> SidePanel:
    """Return what one has to know, beside the fields."""
    side = SidePanel(tr("Cần biết"), width=344, small_width=284)
    side.foot_box.hide()
    for words in (
        tr("Mã mới chỉ mình bạn biết: mọi việc làm bằng mã này đứng tên bạn."),
        tr("Mã mới phải khác mã đang dùng."),
        tr("Gõ sai mã đang dùng cũng tính như khi vào ca: sai {n} lần thì phải chờ.").format(
            n=FREE_TRIES
        ),
        tr("Quên mã: nhờ người kỹ thuật đặt lại trong Cài đặt, phần Cán bộ."),
        tr("Nhật ký ghi lúc đổi mã, không ghi mã."),
    ):
        side.inside.addWidget(PlainLabel(words, "body", "ink2", wrap=True))
    side.inside.addStretch(1)
    return side
