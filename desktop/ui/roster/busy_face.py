"""While a list is being read or taken in."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui.roster.face_words import FaceWords
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class BusyFace(QWidget):
    """How far the work is, and what stopping would mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        panel = Panel()
        self._title = ""
        self.meter = Meter(tr("Tiến độ"))
        self.doing = PlainLabel("", "strong")
        self.promise = PlainLabel("", "body", "ink2", wrap=True)
        for part in (self.doing, self.meter, self.promise):
            panel.body.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(panel)
        box.addStretch(1)

    def begin(self, title: str, promise: str) -> None:
        """Start anew."""
        self._title = title
        self.doing.setText(title)
        self.promise.setText(promise)
        self.show_progress(0, 1, "")

    def words(self) -> FaceWords:
        """Return what stands around the face."""
        return FaceWords(self._title, tr("Đang làm…"), reason=tr("Chờ một chút."), stop=tr("Thôi"))

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is and what is being done."""
        self.meter.set(done, total, tr("{n} %").format(n=done * 100 // max(total, 1)))
        if text:
            self.doing.setText(text)
