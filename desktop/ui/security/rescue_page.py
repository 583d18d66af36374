"""The way back for an administrator who forgot: the code from the envelope, then a new PIN."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from desktop.common.errors import UserFacingError, WrongKeyError
from desktop.common.i18n import tr
from desktop.security.recovery import read_code_file
from desktop.security.views import OperatorView, Role
from desktop.ui.context import UiContext
from desktop.ui.feedback import Message
from desktop.ui.security.front import FrontPage
from desktop.ui.security.new_secret import NewSecretFields
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import ChoiceEdit, FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel

_BAR = "rescue"


class RescuePage(FrontPage):
    """Asks for the recovery code and a new secret; both or nothing.

    Args:
        context: `actor` is empty.

    Signals:
        rescued (OperatorView): the administrator has a new secret and may go in.
        left: back to the log-in.
    """

    rescued = Signal(object)
    left = Signal()

    def __init__(self, context: UiContext) -> None:
        super().__init__(tr("Đặt lại mã của người kỹ thuật"))
        self._context = context
        lead = tr("Dùng tờ mã khôi phục trong phong bì niêm phong. Lần dùng này ghi vào nhật ký.")
        self.content.addWidget(PlainLabel(lead, "body", "ink2", wrap=True))
        self.who = ChoiceEdit([])
        self._who_entry = FormEntry(tr("Người kỹ thuật"), self.who)
        self.code = TextEdit(upper=True)
        self.code_entry = FormEntry(
            tr("Mã khôi phục"),
            self.code,
            hint=tr("In trên giấy niêm phong của quầy. Chữ O là số 0, chữ I và L là số 1."),
        )
        choose = OutlineButton(tr("Mở tệp mã khôi phục"), key="Ctrl+O", icon="file", small=True)
        choose.clicked.connect(self._choose_file)
        self.secret = NewSecretFields()
        panel = Panel()
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        panel.body.addWidget(self._who_entry)
        panel.body.addWidget(self.code_entry)
        panel.body.addLayout(row)
        panel.body.addWidget(self.secret)
        self.content.addWidget(panel)
        self.content.addStretch(1)
        back = self.action_bar.add_back(self.left.emit)
        back.setText(tr("Về trang vào ca"))
        self.action_bar.set_primary(tr("Đặt mã mới và vào ca"), self._go)

    def enter(self) -> None:
        """Load who may be rescued."""
        super().enter()
        self.code.setFocus()
        self._context.tasks.query(self._context.services.login.active, self._show)

    def _show(self, people: tuple[OperatorView, ...]) -> None:
        self.who.clear()
        for person in people:
            if person.role is Role.ADMINISTRATOR:
                self.who.addItem(person.full_name, person)

    def _go(self) -> None:
        self.bars.clear(_BAR)
        person, code = self.who.currentData(), self.code.value()
        self.code_entry.set_error("" if code else tr("Gõ mã khôi phục, hoặc mở tệp chứa mã."))
        fits = self.secret.check()
        if not code:
            self.code.setFocus()
        if not code or not fits or not isinstance(person, OperatorView):
            return
        self.action_bar.set_reason(tr("Đang kiểm tra…"))
        rescue = partial(self._context.services.login.rescue, code, person.id, self.secret.value())
        self._context.tasks.change(rescue, self._done, self._refused)

    def _done(self, person: OperatorView) -> None:
        self.action_bar.set_reason("")
        self.code.clear()
        self.secret.clear()
        self.rescued.emit(person)

    def _refused(self, error: UserFacingError) -> None:
        self.action_bar.set_reason("")
        if isinstance(error, WrongKeyError):
            self.code_entry.set_error(f"{error.title} {error.advice}".strip())
            self.code.setFocus()
            return
        self.bars.show_message(Message("bad", error.title, error.advice, key=_BAR, code=error.code))

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Mở tệp mã khôi phục"),
            str(Path.home()),
            tr("Tệp chữ (*.txt)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.use_file(Path(name))

    def use_file(self, file: Path) -> None:
        """Take the code from a text file."""
        self.code_entry.set_error("")
        self._context.tasks.query(
            partial(read_code_file, file), self.code.set_value, self._refused_file
        )

    def _refused_file(self, error: UserFacingError) -> None:
        self.code_entry.set_error(f"{error.title} {error.advice}".strip())

    def leave(self) -> None:
        """Forget what was typed."""
        super().leave()
        self.code.clear()
        self.secret.clear()
