"""What was kept long enough: how many records, and their erasure with a certificate."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.erasure.views import DueRecord, ErasureReport
from desktop.security.access.permissions import Permission
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class ErasurePanel(Panel):
    """Shows what is due; erases after a folder for the certificate was chosen.

    Args:
        context: what a page may use.

    Signals:
        trouble (UserFacingError): it could not be done.
        erased (ErasureReport): it was done.
    """

    trouble = Signal(object)
    erased = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(tr("Dữ liệu hết hạn giữ"), parent=parent)
        self._context = context
        self.words = PlainLabel("", "table", "ink2", wrap=True)
        self.body.addWidget(self.words)
        self.button = OutlineButton(tr("Xóa và ghi biên bản"), key="F9", icon="file")
        self.button.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.addWidget(self.button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.button.hide()
        self.hide()

    def reload(self) -> None:
        """Ask what is due; who may not erase is shown nothing."""
        if self._context.why_not(Permission.DATA_ERASE):
            return
        self._context.tasks.query(self._context.services.erasure.due, self._show, self._hidden)

    def _hidden(self, _error: UserFacingError) -> None:
        self.hide()

    def _show(self, due: tuple[DueRecord, ...]) -> None:
        days = self._context.services.erasure.days
        if due:
            words = tr(
                "{n} hồ sơ đã trao thẻ quá {days} ngày. Ảnh, chữ ký, giấy tờ và thông tin cá nhân "
                "sẽ bị xóa hẳn; số liệu và nhật ký ở lại."
            )
        else:
            words = tr("Chưa có hồ sơ nào trao thẻ quá {days} ngày.")
        self.words.setText(words.format(n=len(due), days=days))
        self.button.setVisible(bool(due))
        self.show()

    def _ask(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            tr("Chọn nơi ghi biên bản xóa"),
            str(Path.home()),
            QFileDialog.Option.DontUseNativeDialog | QFileDialog.Option.ShowDirsOnly,
        )
        if name:
            self.erase_to(Path(name))

    def erase_to(self, folder: Path) -> None:
        """Erase what is due and write the certificate there."""
        erasure, actor = self._context.services.erasure, self._context.actor
        self.button.set_disabled(tr("Đang xóa"))
        erase = partial(erasure.run, folder, actor=actor)
        self._context.tasks.change(erase, self._done, self._failed)

    def _done(self, report: ErasureReport) -> None:
        self.button.set_disabled()
        self.erased.emit(report)
        self.reload()

    def _failed(self, error: UserFacingError) -> None:
        self.button.set_disabled()
        self.trouble.emit(error)
