"""The row of figures on top: how far, how many are left, how long, how fast, who counts apart."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.common.i18n import tr
from desktop.progress.views import ProgressReport
from desktop.ui import theme
from desktop.ui.progress import spoken
from desktop.ui.widgets.figures import Figure, FigureStrip
from desktop.ui.widgets.meter import Meter
from desktop.ui.widgets.panel import standing_rule
from desktop.ui.widgets.plain_label import PlainLabel

_WIDE = 1180
"""Px at scale 1 from which all figures have room for their long words."""

_NARROW = 980
"""Px at scale 1 from which there is room for what the share is made of; it is always spoken."""


class _Share(QWidget):
    """The percentage, what it is made of, and the same as a bar."""

    def __init__(self) -> None:
        super().__init__()
        self.number = PlainLabel("–", "figure")
        self.parts = PlainLabel("", "label", "ink2")
        self._meter = Meter(bare=True)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.number)
        row.addWidget(self.parts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._meter)

    def show_share(self, report: ProgressReport) -> None:
        """Show received of eligible."""
        whole = report.total
        self.number.setText(spoken.share(report, whole.received, whole.eligible))
        self.parts.setText(f"{spoken.number(whole.received)} / {spoken.number(whole.eligible)}")
        self._meter.set(whole.received, whole.eligible)
        self.setAccessibleName(
            tr("Đã thu nhận {received} trên {eligible}, đạt {share}").format(
                received=spoken.number(whole.received),
                eligible=spoken.number(whole.eligible),
                share=self.number.text(),
            )
        )


class FiguresRow(FigureStrip):
    """Six figures of one report; their words are shorter where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._words: tuple[tuple[Figure, str, str], ...] = ()
        super().__init__(gap=(20, 12), parent=parent)
        self.share = _Share()
        self.remaining, self.needed = Figure("", "figure"), Figure("", "figure")
        self.left, self.pace, self.apart = (
            Figure("", "title"),
            Figure("", "figure"),
            Figure("", "figure"),
        )
        self.row.addWidget(self.share, 6)
        for part, stretch in (
            (self.remaining, 4),
            (self.left, 6),
            (self.needed, 4),
            (self.pace, 5),
            (self.apart, 4),
        ):
            self.row.addWidget(standing_rule())
            self.row.addWidget(part, stretch)

    def show_report(self, report: ProgressReport) -> None:
        """Show the figures of a report."""
        whole, found = report.total, report.forecast
        self.share.show_share(report)
        days = tr("{days} ngày qua").format(days=report.campaign.pace_days)
        self._words = (
            (self.remaining, tr("người còn lại"), tr("còn lại")),
            (self.left, spoken.until(report), spoken.until_short(report)),
            (self.needed, tr("người cần mỗi ngày"), tr("cần mỗi ngày")),
            (self.pace, tr("mỗi ngày, {days}").format(days=days), days),
            (self.apart, tr("tạm trú, tính riêng"), tr("tính riêng")),
        )
        self._fit()
        self.remaining.set(spoken.number(whole.eligible - whole.received))
        self.left.set(spoken.left(report))
        self.needed.set(spoken.number(found.needed))
        self.pace.set(spoken.number(found.pace))
        self.apart.set(spoken.number(whole.temporary))

    def _fit(self) -> None:
        """Say it in short where the long words would be cut."""
        scale = theme.current().scale
        is_short = self.width() < _WIDE * scale
        self.share.parts.setVisible(self.width() >= _NARROW * scale)
        for figure, words, short in self._words:
            figure.words.setText(short if is_short else words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit anew."""
        super().resizeEvent(event)
        self._fit()
