"""Numbers above what they count, side by side in one panel."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.theme import Role
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class Figure(QWidget):
    """A number above what it counts.

    Args:
        words: what it counts.
        role: how large the number is.
    """

    def __init__(self, words: str, role: Role = "title") -> None:
        super().__init__()
        self.number = PlainLabel("–", role)
        self.words = PlainLabel(words, "label", "ink2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.number)
        layout.addWidget(self.words)

    def set(self, text: str) -> None:
        """Show a number."""
        self.number.setText(text)
        self.setAccessibleName(f"{self.words.text()}: {text}")


class FigureStrip(Panel):
    """A low panel; put figures, and signs between them, into `row`.

    Args:
        gap: px between them, on a usual and on a small screen.
    """

    def __init__(self, gap: tuple[int, int] = (16, 10), parent: QWidget | None = None) -> None:
        self._gap = gap
        self.row = QHBoxLayout()
        super().__init__(parent=parent)
        self.body.addLayout(self.row)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        look = theme.current()
        side = look.fixed(16, 12)
        self.body.setContentsMargins(side, look.fixed(8, 6), side, 8)
        self.row.setSpacing(look.fixed(*self._gap))
