"""A hidden field for what somebody logs in with: digits of a PIN, or a password."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.security.views import SecretKind
from desktop.ui.widgets.fields import DigitsEdit

LONGEST_PIN = 12
LONGEST_PASSWORD = 64


class PinEdit(DigitsEdit):
    """Hides what is typed; `value()` gives it back. Takes digits until it is told otherwise."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, length=0, parent=parent)
        self._kind = SecretKind.PIN
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST_PIN)
        self.setMaximumWidth(320)

    @property
    def kind(self) -> SecretKind:
        """What may be typed."""
        return self._kind

    def set_kind(self, kind: SecretKind) -> None:
        """Take digits only, or every letter and sign; another kind empties the field."""
        if kind is self._kind:
            return
        self._kind = kind
        self.clear()
        self.setMaxLength(LONGEST_PIN if kind is SecretKind.PIN else LONGEST_PASSWORD)

    def value(self) -> str:
        """Return the digits of a PIN, or a password exactly as it was typed."""
        return super().value() if self._kind is SecretKind.PIN else self.text()

    def set_value(self, digits: str) -> None:
        """Put in a secret, as if it were typed."""
        if self._kind is SecretKind.PIN:
            super().set_value(digits)
        else:
            self.setText(digits)

    def _keep_digits(self, typed: str) -> None:
        if self._kind is SecretKind.PIN:
            super()._keep_digits(typed)
