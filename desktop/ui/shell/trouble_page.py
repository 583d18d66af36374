"""Before the counter: the program cannot open its store, and what to do then."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.errors import KeyUnavailableError, UserFacingError, WrongKeyError
from desktop.common.i18n import tr
from desktop.ui.security.front import FrontPage
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class TroublePage(FrontPage):
    """Why the store could not be opened, and the way on.

    Args:
        error: what went wrong.
        can_unlock: whether a recovery code may be tried.

    Signals:
        retried: try again.
        unlocked (object): open with this code (str) or with the file that holds it (Path).
    """

    retried = Signal()
    unlocked = Signal(object)

    def __init__(self, error: UserFacingError, *, can_unlock: bool) -> None:
        super().__init__(error.title)
        self.error = error
        self.content.addWidget(PlainLabel(error.advice, "body", "ink", wrap=True))
        self._field: TextEdit | None = None
        if can_unlock and isinstance(error, (KeyUnavailableError, WrongKeyError)):
            self.content.addWidget(self._unlock_panel())
            retry = self.action_bar.add_right(OutlineButton(tr("Thử lại")))
            retry.clicked.connect(self.retried)
            self.action_bar.set_primary(tr("Mở bằng mã khôi phục"), self._unlock)
        else:
            self.action_bar.set_primary(tr("Thử lại"), self.retried.emit)
        calm = tr("Dữ liệu trong máy vẫn nguyên. Khi gọi hỗ trợ, đọc mã {code}.")
        self.content.addWidget(PlainLabel(calm.format(code=error.code), "hint", "ink2", wrap=True))
        self.content.addStretch(1)
        leave = self.action_bar.add_left(OutlineButton(tr("Thoát")))
        leave.clicked.connect(self._leave_program)

    def _unlock_panel(self) -> QWidget:
        panel = Panel(tr("Mở bằng mã khôi phục"))
        self._field = TextEdit(upper=True)
        self._entry = FormEntry(
            tr("Mã khôi phục"),
            self._field,
            hint=tr("In trên giấy niêm phong của quầy. Chữ O là số 0, chữ I và L là số 1."),
        )
        choose = OutlineButton(tr("Mở tệp mã khôi phục"), key="Ctrl+O", icon="file")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        inner = QVBoxLayout()
        inner.setSpacing(12)
        inner.addWidget(self._entry)
        inner.addLayout(row)
        panel.body.addLayout(inner)
        return panel

    def enter(self) -> None:
        """Place the focus where the way on is."""
        super().enter()
        if self._field is not None:
            self._field.setFocus()

    def _unlock(self) -> None:
        code = self._field.value() if self._field is not None else ""
        if not code:
            self._entry.set_error(tr("Gõ mã khôi phục, hoặc mở tệp chứa mã."))
            return
        self._entry.set_error("")
        self.action_bar.set_reason(tr("Đang mở…"))
        self.unlocked.emit(code)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            tr("Mở tệp mã khôi phục"),
            str(Path.home()),
            tr("Mã khôi phục (*.txt *.png *.jpg *.jpeg)"),
            options=QFileDialog.Option.DontUseNativeDialog,
        )
        if name:
            self.action_bar.set_reason(tr("Đang mở…"))
            self.unlocked.emit(Path(name))

    def _leave_program(self) -> None:
        self.window().close()
