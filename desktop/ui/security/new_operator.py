"""The three fields that make a new operator: name, PIN, PIN again."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.security.pin_edit import PinEdit
from desktop.ui.widgets.fields import FormEntry, TextEdit


class NewOperatorFields(QWidget):
    """Name and PIN of somebody who will work here; checked only when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextEdit(limit=120)
        self.pin = PinEdit()
        self.again = PinEdit()
        self.name_entry = FormEntry(tr("Họ và tên cán bộ"), self.name)
        self.pin_entry = FormEntry(
            tr("Mã PIN"), self.pin, hint=tr("4 đến 12 chữ số, không lặp một chữ số duy nhất.")
        )
        self.again_entry = FormEntry(tr("Gõ lại mã PIN"), self.again)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setVerticalSpacing(8)
        layout.addWidget(self.name_entry, 0, 0, 1, 2)
        pins = QHBoxLayout()
        pins.setSpacing(16)
        pins.addWidget(self.pin_entry, 1)
        pins.addWidget(self.again_entry, 1)
        layout.addLayout(pins, 1, 0, 1, 2)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()

    def check(self) -> bool:
        """Mark what is missing; the first such field gets the focus."""
        problems = (
            (self.name_entry, "" if self.name.value() else tr("Ghi họ và tên cán bộ.")),
            (self.pin_entry, self._pin_problem()),
            (
                self.again_entry,
                ""
                if self.pin.value() == self.again.value()
                else tr("Hai lần gõ chưa giống nhau. Gõ lại mã PIN."),
            ),
        )
        for entry, words in problems:
            entry.set_error(words)
        for entry, words in problems:
            if words:
                entry.field.setFocus()
                return False
        return True

    def _pin_problem(self) -> str:
        digits = self.pin.value()
        if len(digits) < 4 or len(set(digits)) == 1:
            return tr("Chọn 4 đến 12 chữ số, không lặp một chữ số duy nhất.")
        return ""

    def clear(self) -> None:
        """Empty all fields."""
        for field in (self.name, self.pin, self.again):
            field.clear()
