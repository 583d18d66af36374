"""While a list is being taken in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class BusyFace(Panel):
    """How far the work is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.meter = Meter(tr("Đang nhận danh sách"))
        self._doing = PlainLabel("", "body", "ink2")
        self.body.addStretch(1)
        self.body.addWidget(self.meter)
        self.body.addWidget(self._doing)
        self.body.addStretch(2)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is and what is being done."""
        self.meter.set(done, total)
        self._doing.setText(text)
