"""A toast: confirms what was just done, with `Hoàn tác` while there is time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.common.i18n import tr
from desktop.ui import theme
from desktop.ui.feedback import Feedback, Notice
from desktop.ui.theme import Role
from desktop.ui.widgets import paint
from desktop.ui.widgets.buttons import KeyButton, _Skin
from desktop.ui.widgets.clear_spot import clear_spot
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel


class ToastButton(KeyButton):
    """The button on a toast; dark in both palettes."""

    role: Role = "button"

    def _skin(self) -> _Skin:
        colours = theme.current().palette
        fill = "#3D3832" if self.isDown() or self.underMouse() else colours.toast
        gold = colours.toast_action
        return _Skin(fill, colours.toast_line, gold, gold, colours.toast_line)


class Toast(QWidget):
    """One toast; it counts down and goes away by itself.

    Signals:
        ticked: another second has passed.
        gone: it was closed, undone or its time ran out.
    """

    ticked = Signal()
    gone = Signal()

    def __init__(
        self, notice: Notice, *, key: str = "Ctrl+Z", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.notice = notice
        self._left = notice.seconds
        self.setAccessibleName(notice.text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 20 if notice.on_undo is None else 6, 4)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("check", "toast_text", 18))
        layout.addWidget(PlainLabel(notice.text, "body", "toast_text"), 1)
        self.button: ToastButton | None = None
        if notice.on_undo is not None:
            self.button = ToastButton(self._words(), key=key, small=True)
            self.button.clicked.connect(self._undo)
            layout.addWidget(self.button)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count)
        theme.on_change(self.refresh_theme)

    def start(self) -> None:
        """Begin to count down."""
        self._tick.start()

    def _words(self) -> str:
        word = self.notice.action or tr("Hoàn tác")
        return f"{word} ({self._left})"

    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.close_now()
            return
        if self.button is not None:
            self.button.setText(self._words())
        self.ticked.emit()

    def _undo(self) -> None:
        self.close_now()
        if self.notice.on_undo is not None:
            self.notice.on_undo()

    def close_now(self) -> None:
        """Go away now."""
        self._tick.stop()
        self.hide()
        self.gone.emit()

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of a toast, wide enough for its words."""
        hint = super().sizeHint()
        return QSize(max(420, hint.width()), max(48, hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark box."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        line = colours.toast_line if theme.current().mode == "night" else colours.toast
        paint.box(painter, QRectF(self.rect()), colours.toast, line)
        painter.end()


class ToastArea(QWidget):
    """Floats one toast over its parent, clear of buttons and rows; a new one takes its place.

    The page under it may change while it stands there, so every second it looks whether it still
    covers nothing, and else finds another place.

    Args:
        parent: the window's content.
        lift: distance from the lower edge in px, to stay above the action bar.
    """

    def __init__(self, parent: QWidget, *, lift: int = 80) -> None:
        super().__init__(parent)
        self._lift = lift
        self.toast: Toast | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # What was done often changes the page; it has its new shape after this turn of the loop.
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(0)
        self._settled.timeout.connect(self.place)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        parent.installEventFilter(self)
        self.hide()

    def follow(self, feedback: Feedback) -> None:
        """Show what is sent over a feedback channel."""
        feedback.toast_requested.connect(self.show_notice)

    def show_notice(self, notice: Notice) -> None:
        """Show a toast now."""
        self.dismiss()
        self.toast = Toast(notice, parent=self)
        self.toast.gone.connect(self.dismiss)
        self.toast.ticked.connect(self.settle)
        box = self.layout()
        assert box is not None
        box.addWidget(self.toast)
        self.place()
        self.show()
        self.raise_()
        self.toast.start()
        self.settle()

    def settle(self) -> None:
        """Look for a place again, once the page has the shape it will have."""
        if self.toast is not None:
            self._settled.start()

    def dismiss(self) -> None:
        """Take the toast away."""
        if self.toast is None:
            return
        toast, self.toast = self.toast, None
        toast.gone.disconnect(self.dismiss)
        toast.close_now()
        toast.deleteLater()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Stand in the lower middle, or where that would cover something, where it covers least."""
        parent = self.parentWidget()
        if self.toast is not None and parent is not None:
            self.setGeometry(clear_spot(parent, self, self.toast.sizeHint(), self._lift))
