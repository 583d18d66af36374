"""What a shift did, as one row of numbers above what they count."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.common.i18n import tr
from desktop.shifts.views import Figures
from desktop.shifts.words import minutes_words
from desktop.ui.widgets.figures import Figure, FigureStrip


class FiguresStrip(FigureStrip):
    """`84 hồ sơ đã nhận · 82 đã xong · 2 còn dở dang · …`, spread over the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.received = Figure(tr("hồ sơ đã nhận"))
        self.done = Figure(tr("đã xong"))
        self.unfinished = Figure(tr("còn dở dang"))
        self.returned = Figure(tr("lượt trả lại"))
        self.failed = Figure(tr("lượt in lỗi"))
        self.minutes = Figure(tr("phút mỗi người"))
        self.waiting = Figure(tr("chưa xuất lô"))
        for part in self.parts:
            self.row.addWidget(part, 1)
        self.show_figures(Figures())

    @property
    def parts(self) -> tuple[Figure, ...]:
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
