"""Trouble and good news on top of the content, pushing it down."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.feedback import Feedback, Message
from desktop.ui.theme import Span
from desktop.ui.widgets import paint
from desktop.ui.widgets.buttons import FlatButton, OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel


class InlineBar(QWidget):
    """What happened, what to do, one button.

    Args:
        message: what to say.
        closable: whether a `Đóng` is offered.

    Signals:
        closed: the person is done with it.
    """

    closed = Signal()

    def __init__(
        self, message: Message, *, closable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.message = message
        self.setAccessibleName(f"{message.title} {message.text}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        tone = message.tone
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 8, 6)
        layout.setSpacing(14)
        layout.addWidget(IconLabel(paint.TAG_ICONS[tone], tone, 18))
        self.text = PlainLabel(self.accessibleName(), "body", tone, wrap=True)
        self.text.set_spans([Span(0, len(message.title), "strong")])
        layout.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)
        if message.action:
            button = OutlineButton(message.action, key=message.action_key, small=True)
            button.clicked.connect(self._act)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            close = FlatButton(tr("Đóng"), small=True)
            close.clicked.connect(self.closed)
            layout.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumHeight(54)
        theme.on_change(self.refresh_theme)

    def _act(self) -> None:
        self.closed.emit()
        if self.message.on_action is not None:
            self.message.on_action()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette.kind(self.message.tone)
        paint.box(painter, QRectF(self.rect()), colours.tint, colours.line)
        painter.end()


class BarArea(QWidget):
    """The place on top of a content where bars stand; empty it takes no room.

    Signals:
        filled (bool): there are bars now, or none any more.
    """

    filled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self.bars: list[InlineBar] = []
        self.hide()

    def follow(self, feedback: Feedback) -> None:
        """Show what is sent over a feedback channel."""
        feedback.bar_requested.connect(self.show_message)
        feedback.bars_cleared.connect(self.clear)

    def show_message(self, message: Message) -> None:
        """Add a bar on top; one with the same key, or with the same words, gives way."""
        if message.key:
            self.clear(message.key)
        said = message.title, message.text, message.action
        for bar in [*self.bars]:
            if (bar.message.title, bar.message.text, bar.message.action) == said:
                self._remove(bar)
        bar = InlineBar(message, closable=True)
        bar.closed.connect(self._closed)
        self.bars.insert(0, bar)
        self._layout.insertWidget(0, bar)
        while len(self.bars) > 3:
            self._remove(self.bars[-1])
        self.show()
        self.filled.emit(True)
        QAccessible.updateAccessibility(QAccessibleEvent(bar, QAccessible.Event.Alert))

    def clear(self, key: str = "") -> None:
        """Remove the bars with a key, or all."""
        for bar in [bar for bar in self.bars if not key or bar.message.key == key]:
            self._remove(bar)

    def _closed(self) -> None:
        bar = self.sender()
        if isinstance(bar, InlineBar):
            self._remove(bar)

    def _remove(self, bar: InlineBar) -> None:
        self.bars.remove(bar)
        self._layout.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self.bars))
        self.filled.emit(bool(self.bars))
