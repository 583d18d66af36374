"""Why there is nothing here, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.buttons import OutlineButton
from desktop.ui.widgets.icon_label import IconLabel
from desktop.ui.widgets.plain_label import PlainLabel

_ROOM_FOR_ICON = 140  # px


class EmptyState(QWidget):
    """A calm text in an empty place.

    Args:
        title: why it is empty.
        text: what to do next.
        icon: an icon above; empty for none.
        action: a button, such as `Bỏ lọc`; its `button.clicked` is yours.
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        icon: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(2)
        layout.addStretch(1)
        self._icon = IconLabel(icon, "ink3", 24) if icon else None
        if self._icon is not None:
            layout.addWidget(self._icon, 0, middle)
            layout.addSpacing(6)
        self.title = PlainLabel(title, "strong", "ink", wrap=True, align=middle)
        self.text = PlainLabel(text, "body", "ink2", wrap=True, align=middle)
        layout.addWidget(self.title)
        layout.addWidget(self.text)
        self.text.setVisible(bool(text))
        self.button = OutlineButton(action, small=True)
        layout.addSpacing(8)
        layout.addWidget(self.button, 0, middle)
        self.button.setVisible(bool(action))
        layout.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Drop the icon where it would take the room of the words."""
        super().resizeEvent(event)
        if self._icon is not None:
            self._icon.setVisible(self.height() >= _ROOM_FOR_ICON * theme.current().scale)

    def set(self, title: str, text: str = "", action: str = "") -> None:
        """Say something else."""
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action))
