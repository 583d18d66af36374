"""A panel of fixed width beside the main column: its middle scrolls, its foot stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.panel import Panel, rule


def scrolling(inner: QWidget) -> QScrollArea:
    """Return a frame in which a widget scrolls up and down; keys stay with what is inside."""
    inner.setProperty("surface", "none")
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(inner)
    return scroll


class SidePanel(Panel):
    """Put things into `inside`, which scrolls, and into `below`, which stays in sight.

    Args:
        title: section title; empty for a panel without head.
        width: px at scale 1.
        small_width: px on a small screen.
    """

    def __init__(self, title: str = "", *, width: int = 344, small_width: int = 284) -> None:
        super().__init__(title, padded=False)
        self._widths = (width, small_width)
        inner = QWidget()
        self.inside = QVBoxLayout(inner)
        self._scroll = scrolling(inner)
        self.foot_box = QWidget()
        foot = QVBoxLayout(self.foot_box)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(rule())
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        foot.addLayout(self.below)
        self.body.setSpacing(0)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self.foot_box)
        theme.on_change(self.refresh_width)

    def refresh_width(self) -> None:
        """Keep the fixed width of side panels and the margins that go with it."""
        look = theme.current()
        self.setFixedWidth(look.pick(*self._widths))
        side, top = look.fixed(16, 12), look.fixed(12, 8)
        self.inside.setContentsMargins(side, top, side, top)
        self.inside.setSpacing(look.fixed(8, 6))
        self.below.setContentsMargins(side, 9, side, 9)

    def scroll_up(self) -> None:
        """Show the beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll so far that a part is seen whole, with its focus ring."""
        self._scroll.ensureWidgetVisible(part, 0, 12)
