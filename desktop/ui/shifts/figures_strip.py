"""What a shift did, as one row of numbers above what they count."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.shifts.views import Figures
from desktop.shifts.words import minutes_words
from desktop.ui import theme
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel


class _Number(QWidget):
    """A number above what it counts."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.number = PlainLabel("–", "title")
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


class FiguresStrip(Panel):
    """`84 hồ sơ đã nhận · 82 đã xong · 2 còn dở dang · …`, spread over the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.received = _Number(tr("hồ sơ đã nhận"))
        self.done = _Number(tr("đã xong"))
        self.unfinished = _Number(tr("còn dở dang"))
        self.returned = _Number(tr("lượt trả lại"))
        self.failed = _Number(tr("lượt in lỗi"))
        self.minutes = _Number(tr("phút mỗi người"))
        self.waiting = _Number(tr("chưa xuất lô"))
        self._row = QHBoxLayout()
        for part in self.parts:
            self._row.addWidget(part, 1)
        self.body.addLayout(self._row)
        self.show_figures(Figures())

    @property
    def parts(self) -> tuple[_Number, ...]:
        """The numbers in their order."""
        return (
            self.received,
            self.done,
            self.unfinished,
            self.returned,
            self.failed,
            self.minutes,
            self.waiting,
        )

    def show_figures(self, figures: Figures) -> None:
        """Show other numbers."""
        self.received.set(str(figures.received))
        self.done.set(str(figures.done))
        self.unfinished.set(str(figures.unfinished))
        self.returned.set(str(figures.returned))
        self.failed.set(str(figures.failed_prints))
        self.minutes.set(minutes_words(figures.median_seconds))
        self.waiting.set(str(figures.waiting_export))

    def refresh_theme(self) -> None:
        """Follow the look in force."""
        super().refresh_theme()
        side = theme.current().fixed(16, 12)
        self.body.setContentsMargins(side, theme.current().fixed(8, 6), side, 8)
        if hasattr(self, "_row"):
            self._row.setSpacing(theme.current().fixed(16, 10))
