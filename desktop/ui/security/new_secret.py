"""Two fields that make a new PIN or password: once, and once more."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.security.rules import checked_secret
from desktop.security.views import SecretKind
from desktop.ui import theme
from desktop.ui.security.pin_edit import PinEdit
from desktop.ui.widgets.buttons import FlatButton
from desktop.ui.widgets.fields import FormEntry


class NewSecretFields(QWidget):
    """A PIN twice, or a password for those who want one; checked only when asked.

    Args:
        beside_old: the secret in force is asked for as well, so these are called new.
    """

    def __init__(self, parent: QWidget | None = None, *, beside_old: bool = False) -> None:
        super().__init__(parent)
        self._beside_old = beside_old
        self.pin, self.again = PinEdit(), PinEdit()
        self.pin_entry, self.again_entry = FormEntry("", self.pin), FormEntry("", self.again)
        self.other_kind = FlatButton("", small=True)
        self.other_kind.clicked.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.pin_entry, 1)
        row.addWidget(self.again_entry, 1)
        layout.addLayout(row)
        foot = QHBoxLayout()
        foot.addWidget(self.other_kind)
        foot.addStretch(1)
        layout.addLayout(foot)
        self._name_fields()
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()

    @property
    def kind(self) -> SecretKind:
        """Whether a PIN or a password is being chosen."""
        return self.pin.kind

    def set_kind(self, kind: SecretKind) -> None:
        """Ask for a PIN or for a password."""
        self.pin.set_kind(kind)
        self.again.set_kind(kind)
        self._name_fields()

    def _name_fields(self) -> None:
        is_pin = self.kind is SecretKind.PIN
        if self._beside_old:
            first = tr("Mã PIN mới") if is_pin else tr("Mật khẩu mới")
            again = tr("Gõ lại mã PIN mới") if is_pin else tr("Gõ lại mật khẩu mới")
        else:
            first = tr("Mã PIN") if is_pin else tr("Mật khẩu")
            again = tr("Gõ lại mã PIN") if is_pin else tr("Gõ lại mật khẩu")
        for entry, text in ((self.pin_entry, first), (self.again_entry, again)):
            entry.label.setText(text)
            entry.field.setAccessibleName(text)
            entry.set_error("")
        self.other_kind.setText(
            tr("Dùng mật khẩu thay mã PIN") if is_pin else tr("Dùng mã PIN thay mật khẩu")
        )
        self.pin_entry.set_hint(
            tr("4 đến 12 chữ số, không lặp một chữ số duy nhất.")
            if is_pin
            else tr("8 đến 64 chữ không dấu, số hoặc ký hiệu.")
        )

    def _turn(self) -> None:
        is_pin = self.kind is SecretKind.PIN
        self.set_kind(SecretKind.PASSWORD if is_pin else SecretKind.PIN)
        self.pin.setFocus()

    def value(self) -> str:
        """Return the secret."""
        return self.pin.value()

    def check(self) -> bool:
        """Mark what is missing; the first such field gets the focus."""
        problems = ((self.pin_entry, self._problem()), (self.again_entry, self._not_the_same()))
        for entry, words in problems:
            entry.set_error(words)
        wrong = next((entry for entry, words in problems if words), None)
        if wrong is not None:
            wrong.field.setFocus()
        return wrong is None

    def _problem(self) -> str:
        try:
            checked_secret(self.pin.value())
        except NotAllowedError as error:
            return error.advice
        return ""

    def _not_the_same(self) -> str:
        if self.pin.value() == self.again.value():
            return ""
        if self.kind is SecretKind.PIN:
            return tr("Hai lần gõ chưa giống nhau. Gõ lại mã PIN.")
        return tr("Hai lần gõ chưa giống nhau. Gõ lại mật khẩu.")

    def clear(self) -> None:
        """Empty both fields."""
        self.pin.clear()
        self.again.clear()
