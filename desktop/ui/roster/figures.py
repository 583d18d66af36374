"""A row of big numbers with a word below each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.plain_label import PlainLabel


def grouped(number: int) -> str:
    """Return 1766 as people write it: 1.766."""
    return f"{number:,}".replace(",", ".")


class Figures(QWidget):
    """Numbers side by side.

    Args:
        words: what each number counts.
    """

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        self._words = tuple(words)
        self.numbers: list[PlainLabel] = []
        for text in words:
            box = QVBoxLayout()
            box.setSpacing(0)
            number = PlainLabel("–", "figure")
            box.addWidget(number)
            box.addWidget(PlainLabel(text, "hint", "ink2", wrap=True))
            box.addStretch(1)
            row.addLayout(box, 1)
            self.numbers.append(number)

    def set(self, values: Sequence[int]) -> None:
        """Show numbers."""
        for label, value, words in zip(self.numbers, values, self._words, strict=True):
            label.setText(grouped(value))
            label.setAccessibleName(f"{words}: {grouped(value)}")
