"""A field for a PIN: digits, hidden, without input method."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.widgets.fields import DigitsEdit

LONGEST_PIN = 12


class PinEdit(DigitsEdit):
    """Hides what is typed; `value()` gives the digits."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, length=0, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST_PIN)
        self.setMaximumWidth(320)
