"""Parts of the page after the save: its coloured head, the number, what to hand over."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.theme import Kind
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel


class DoneBand(QWidget):
    """The coloured head: what happened, and the print's state."""

    def __init__(self) -> None:
        super().__init__()
        self._kind: Kind = "ok"
        self._icon = IconLabel("check", "ok", 24)
        self.title = PlainLabel("", "title", "ok")
        self.side = PlainLabel("", "table", "ok")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 12, 32, 12)
        layout.setSpacing(14)
        layout.addWidget(self._icon)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.side)

    def show_state(self, kind: Kind, title: str, side: str) -> None:
        """Show another state."""
        self._kind = kind
        self._icon.set({"ok": "check", "warn": "warning"}.get(kind, "info"), kind)
        for label, words in ((self.title, title), (self.side, side)):
            label.setText(words)
            label.set_color(kind)
        self.setAccessibleName(f"{title} {side}".strip())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it round above and square below."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette.kind(self._kind)
        area = QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        painter.drawRoundedRect(area, theme.RADIUS - 1, theme.RADIUS - 1)
        painter.drawRect(area.adjusted(0, theme.RADIUS, 0, 0))  # square below
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.end()


class Reminder(QWidget):
    """One thing to hand over or to say."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self.title = PlainLabel("", "section", wrap=True)
        self.text = PlainLabel("", "table", "ink2", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(IconLabel(icon, "action", 24), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)


def receipt_column(number: QWidget, *lines: QWidget) -> QVBoxLayout:
    """Return the number that is read out, and below it whose it is."""
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(PlainLabel(tr("Số biên nhận"), "table", "ink2"))
    words.addWidget(number)
    words.addSpacing(4)
    for line in lines:
        words.addWidget(line)
    return words


def place_button(button: QWidget, *, below: QVBoxLayout, beside: QHBoxLayout, low: bool) -> None:
    """Put a button below the words, or beside them where the page is low.

    What was done too soon can be undone for ten seconds; its button must not need scrolling.
    """
    new, old = (beside, below) if low else (below, beside)
    if new.indexOf(button) >= 0:
        return
    old.removeWidget(button)
    edge = Qt.AlignmentFlag.AlignBottom if low else Qt.AlignmentFlag.AlignLeft
    new.addWidget(button, 0, edge)
