"""Paragraphs of a side panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.province.rows import Line
from desktop.ui.widgets.plain_label import PlainLabel


class Lines(QWidget):
    """Paragraphs that are exchanged for others."""

    def __init__(self) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self.labels: list[PlainLabel] = []

    def set(self, lines: Sequence[Line]) -> None:
        """Show others."""
        for old in self.labels:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.labels = []
        for line in lines:
            label = PlainLabel(line.text, "strong" if line.strong else "body", wrap=True)
            self._box.addWidget(label)
            self.labels.append(label)

    def texts(self) -> list[str]:
        """Return what is shown."""
        return [label.text() for label in self.labels]
