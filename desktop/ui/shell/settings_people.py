"""A panel of the settings: who can open the batches."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.security.views import RecipientView
from desktop.ui.context import UiContext
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.fields import FormEntry, TextEdit
from desktop.ui.widgets.panel import Panel, rule
from desktop.ui.widgets.plain_label import PlainLabel


class _ListPanel(Panel):
    """A list of people or keys with a form below."""

    def __init__(self, title: str, lead: str) -> None:
        super().__init__(title)
        self.body.addWidget(PlainLabel(lead, "body", "ink2", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def clear_rows(self) -> None:
        """Take all rows away."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add_row(self, name: str, detail: str, button: OutlineButton | None = None) -> None:
        """Add a row: name, a quiet line, at most one button."""
        host = QWidget()
        line = QHBoxLayout(host)
        line.setContentsMargins(0, 6, 0, 6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(name, "strong"))
        words.addWidget(PlainLabel(detail, "hint", "ink2"))
        line.addLayout(words, 1)
        if button is not None:
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._rows.addWidget(host)
        self._rows.addWidget(rule())


class RecipientsPanel(_ListPanel):
    """The province's public keys: everybody who can open the batches of this station."""

    def __init__(self, context: UiContext) -> None:
        super().__init__(
            tr("Nơi nhận lô hồ sơ"),
            tr("Lô chỉ mở được bằng khóa riêng của những nơi này. Khóa công khai do tỉnh gửi."),
        )
        self._context = context
        self.name = TextEdit(limit=120)
        self.key = TextEdit(limit=100)
        self._name_entry = FormEntry(tr("Tên nơi nhận"), self.name)
        self._key_entry = FormEntry(tr("Khóa công khai"), self.key, hint=tr("bắt đầu bằng age1"))
        self.add = OutlineButton(tr("Thêm nơi nhận"), icon="plus", small=True)
        self.add.clicked.connect(self.submit)
        self.body.addWidget(self._name_entry)
        self.body.addWidget(self._key_entry)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        self._shown: dict[OutlineButton, RecipientView] = {}

    def load(self) -> None:
        """Show who is there."""
        security = self._context.services.security
        self._context.tasks.query(security.recipients, self._show)

    def _show(self, recipients: tuple[RecipientView, ...]) -> None:
        self.clear_rows()
        self._shown = {}
        for recipient in recipients:
            button = OutlineButton(tr("Gỡ"), small=True)
            button.setAccessibleName(tr("Gỡ {name}").format(name=recipient.name))
            button.clicked.connect(self._remove)
            self._shown[button] = recipient
            key = recipient.public_key
            self.add_row(recipient.name, f"{key[:16]}…{key[-8:]}", button)

    def submit(self) -> None:
        """Add what was typed."""
        self._name_entry.set_error("" if self.name.value() else tr("Ghi tên nơi nhận."))
        self._key_entry.set_error("" if self.key.value() else tr("Dán khóa công khai của tỉnh."))
        if not self.name.value() or not self.key.value():
            return
        name, key, actor = self.name.value(), self.key.value(), self._context.actor
        security = self._context.services.security
        self._context.tasks.change(
            lambda: security.add_recipient(name, key, actor=actor), self._added, self._refused
        )

    def _added(self, recipient: RecipientView) -> None:
        self.name.clear()
        self.key.clear()
        self._context.feedback.toast(
            tr("Đã thêm nơi nhận {name}.").format(name=recipient.name), seconds=5
        )
        self.load()

    def _refused(self, error: UserFacingError) -> None:
        self._key_entry.set_error(f"{error.title} {error.advice}".strip())

    def _remove(self) -> None:
        button = self.sender()
        recipient = self._shown.get(button) if isinstance(button, OutlineButton) else None
        if recipient is None:
            return
        security, actor = self._context.services.security, self._context.actor

        def undo() -> None:
            self._context.tasks.change(
                lambda: security.add_recipient(recipient.name, recipient.public_key, actor=actor),
                self._added,
            )

        self._context.tasks.change(
            lambda: security.remove_recipient(recipient.id, actor=actor), self._removed
        )
        words = tr("Đã gỡ nơi nhận {name}.").format(name=recipient.name)
        self._context.feedback.toast(words, undo)

    def _removed(self, result: object) -> None:
        del result
        self.load()
