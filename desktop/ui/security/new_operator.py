"""The fields that make a new operator: name, PIN or password, the same again."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.security.new_secret import NewSecretFields
from desktop.ui.widgets.fields import FormEntry, TextEdit


class NewOperatorFields(QWidget):
    """Name and secret of somebody who will work here; checked only when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextEdit(limit=120)
        self.secret = NewSecretFields()
        self.pin, self.again = self.secret.pin, self.secret.again
        self.pin_entry, self.again_entry = self.secret.pin_entry, self.secret.again_entry
        self.name_entry = FormEntry(tr("Họ và tên cán bộ"), self.name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.name_entry)
        layout.addWidget(self.secret)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()

    def check(self) -> bool:
        """Mark what is missing; the first such field gets the focus."""
        has_name = bool(self.name.value())
        fits = self.secret.check()
        self.name_entry.set_error("" if has_name else tr("Ghi họ và tên cán bộ."))
        if not has_name:
            self.name.setFocus()
        return has_name and fits

    def clear(self) -> None:
        """Empty all fields."""
        self.name.clear()
        self.secret.clear()
