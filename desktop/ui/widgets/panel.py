"""A surface: 1 px line, 6 px corners, optional head and foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.plain_label import PlainLabel


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a 1 px separating line."""
    line = QFrame(parent)
    line.setProperty("rule", "true")
    line.setFixedHeight(1)
    return line


def standing_rule(parent: QWidget | None = None) -> QFrame:
    """Return a 1 px line between things side by side."""
    line = QFrame(parent)
    line.setProperty("rule", "true")
    line.setFixedWidth(1)
    return line


class Panel(QFrame):
    """A panel; put things into `body`, actions beside the title into `head`, a foot with `foot`.

    Args:
        title: section title; empty for a panel without head.
        padded: whether the body has the usual margins (False for tables that fill it).
    """

    def __init__(
        self, title: str = "", *, padded: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("panel", "true")
        self._padded = padded
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title_label = PlainLabel(title, "section")
        if title:
            self.head.addWidget(self.title_label)
            self.head.addStretch(1)
            self._outer.addLayout(self.head)
            self._outer.addWidget(rule())
        else:
            self.title_label.setParent(self)
            self.title_label.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._outer.addLayout(self.body, 1)
        self._foot: QHBoxLayout | None = None
        self._foot_rule: QFrame | None = None
        self._titled = bool(title)
        theme.on_change(self.refresh_theme)

    @property
    def foot(self) -> QHBoxLayout:
        """The row under a line at the bottom; made when first asked for."""
        if self._foot is None:
            self._foot = QHBoxLayout()
            self._foot.setSpacing(8)
            self._foot_rule = rule()
            self._outer.addWidget(self._foot_rule)
            self._outer.addLayout(self._foot)
            self.refresh_theme()
        return self._foot

    def show_foot(self, *, shown: bool) -> None:
        """Show the foot, or neither its line nor its room; what stands in it hides by itself."""
        if self._foot_rule is not None:
            self._foot_rule.setVisible(shown)
            self.refresh_theme()

    def set_title(self, title: str) -> None:
        """Show another title (the panel must have been made with one)."""
        self.title_label.setText(title)

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        side = theme.current().fixed(16, 12)
        if self._titled:
            self.head.setContentsMargins(side, 8, side, 8)
        inner = (side, 12, side, 12) if self._padded else (0, 0, 0, 0)
        self.body.setContentsMargins(*inner)
        if self._foot is not None and self._foot_rule is not None:
            room = 0 if self._foot_rule.isHidden() else 9
            self._foot.setContentsMargins(side, room, side - 4, room)


def row(*parts: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Return a row of widgets; a number is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        else:
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
    return layout
