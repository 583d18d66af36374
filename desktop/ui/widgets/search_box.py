"""The big field at the counter: name, digits, year; a scan works anywhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.common.text import clean
from desktop.ui import theme
from desktop.ui.widgets import paint
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.key_cap import KeyCap
from desktop.ui.widgets.plain_label import PlainLabel


class _Input(QLineEdit):
    """Knows what is still being composed by the input method.

    Signals:
        composed: the composition changed.
    """

    composed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preedit = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember the composition; Qt keeps it out of `text()`."""
        self.preedit = event.preeditString()
        super().inputMethodEvent(event)
        self.composed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the composition; Qt has committed it."""
        self.preedit = ""
        super().focusOutEvent(event)


class SearchBox(QWidget):
    """A big search field with magnifier, hint and its key.

    Args:
        name: accessible name.
        hint: quiet words at the right end.
        key: the key that brings one here, shown as a cap.
        delay: milliseconds of rest before `searched`.

    Signals:
        searched (str): the clean text, composition included, after a short rest.
        submitted: Enter was pressed in the field.
    """

    searched = Signal(str)
    submitted = Signal()

    def __init__(
        self,
        name: str,
        *,
        hint: str = "",
        key: str = "F3",
        delay: int = 150,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.input = _Input(self)
        self.input.setProperty("bare", "true")
        self.input.setAccessibleName(name)
        # With its parent from the start: shown without one it would be a window of its own.
        self.hint = PlainLabel(hint, "label", "ink3", parent=self)
        self.hint.setVisible(bool(hint))
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(12)
        self._layout.addWidget(IconLabel("search", "ink3", 20))
        self._layout.addWidget(self.input, 1)
        self._layout.addWidget(self.hint)
        if key:
            self._layout.addWidget(KeyCap(key))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(delay)
        self._rest.timeout.connect(self._search)
        self.input.textChanged.connect(self._typed)
        self.input.composed.connect(self._typed)
        self.input.returnPressed.connect(self.submitted)
        self.setFocusProxy(self.input)
        self._last = ""
        theme.on_change(self.refresh_theme)

    def text(self) -> str:
        """Return the clean text as it stands on the screen, composition included."""
        typed, at = self.input.text(), self.input.cursorPosition()
        return clean(typed[:at] + self.input.preedit + typed[at:])

    def set_text(self, text: str) -> None:
        """Put a text into the field and search at once."""
        self.input.setText(text)
        self._rest.stop()
        self._search()

    def clear(self) -> None:
        """Empty the field and search at once."""
        self.set_text("")

    def focus(self) -> None:
        """Come to the field with everything selected."""
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.input.selectAll()

    def _typed(self) -> None:
        self._rest.start()

    def _search(self) -> None:
        self._last = self.text()
        self.searched.emit(self._last)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        look = theme.current()
        self.input.setFont(look.font("search"))
        self._layout.setContentsMargins(look.fixed(16, 14), 0, 12, 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return a field higher than all others."""
        return QSize(480, theme.current().pick(56, 48))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which one can still search."""
        return QSize(260, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere in the box goes to the field."""
        self.input.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Search no more once nobody sees it."""
        self._rest.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box."""
        del event
        painter = QPainter(self)
        colours = theme.current().palette
        paint.box(painter, QRectF(self.rect()), colours.surface, colours.line2)
        painter.end()
