"""Status in one look: symbol and word, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.theme import Kind
from desktop.ui.widgets import paint


class Tag(QWidget):
    """A tag: ✓ ok, △ warn, ✕ bad, ⓘ info, ○ neutral, and at most three words.

    Args:
        text: the word.
        kind: what it means.
        icon: another symbol than the kind's own.
        boxed: False for the plain form where all agrees.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "neutral",
        *,
        icon: str = "",
        boxed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._kind, self._icon, self._boxed = text, kind, icon, boxed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set(text, kind, icon)
        theme.on_change(self.refresh_theme)

    def set(self, text: str, kind: Kind, icon: str = "") -> None:
        """Show another word and kind."""
        self._text, self._kind, self._icon = text, kind, icon
        self.setAccessibleName(text)
        self.refresh_theme()

    @property
    def text(self) -> str:
        """The word shown."""
        return self._text

    @property
    def kind(self) -> Kind:
        """What the tag means."""
        return self._kind

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the tag."""
        return paint.tag_size(self._text, boxed=self._boxed)

    def minimumSizeHint(self) -> QSize:
        """A status is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tag."""
        del event
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint.paint_tag(painter, area, self._text, self._kind, self._icon, boxed=self._boxed)
        painter.end()
