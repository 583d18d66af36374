"""Says on pages without a header that nothing here is real."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.widgets.plain_label import PlainLabel


class PracticeRibbon(QWidget):
    """A turmeric band over the whole width, for log-in, opening and trouble in practice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(12)
        self._layout.addWidget(PlainLabel(tr("THỰC HÀNH"), "strong"))
        about = PlainLabel(tr("Người và số liệu ở đây không có thật, không gửi đi đâu."), "label")
        self._layout.addWidget(about, 1)
        theme.on_change(self.refresh_theme)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        side = theme.current().fixed(32, 20)
        self._layout.setContentsMargins(side, 4, side, 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a low band; the page below needs the room."""
        return QSize(super().sizeHint().width(), theme.current().pick(40, 36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the band with the line that the header has in practice, too."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        painter.fillRect(self.rect(), QColor(colours.mark))
        painter.fillRect(0, 0, self.width(), 4, QColor(colours.focus))
        painter.end()
