"""The four phases side by side: their days, how many cells are in each, and the verdict."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.campaign.phases.rules import Span
from desktop.campaign.phases.views import Board, PhaseRow
from desktop.campaign.phases.words import phase_words
from desktop.common.i18n import tr, trn
from desktop.common.phases import Phase
from desktop.ui import theme
from desktop.ui.widgets.panel import Panel
from desktop.ui.widgets.plain_label import PlainLabel
from desktop.ui.widgets.tag import Tag


def span_words(span: Span) -> str:
    """Return the days of a phase as people write them."""
    if span == Span():
        return tr("chưa đặt ngày")
    return tr("{first} – {last}").format(first=_day(span.first), last=_day(span.last))


def _day(day: date | None) -> str:
    return f"{day:%d/%m}" if day else "…"


class _Step(QWidget):
    """One phase."""

    def __init__(self, number: int, phase: Phase) -> None:
        super().__init__()
        self._title = tr("{n}. {phase}").format(n=number, phase=phase_words(phase))
        self.days = PlainLabel("", "label", "ink2")
        self.cells = PlainLabel("", "label", "ink2")
        self.verdict = Tag("")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(self._title, "table_strong"))
        head.addStretch(1)
        head.addWidget(self.days)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.cells)
        foot.addStretch(1)
        foot.addWidget(self.verdict)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(foot)

    def show_row(self, row: PhaseRow, whole: int, *, is_ahead: bool) -> None:
        """Show days, cells and verdict of the phase; a gate that nobody stands at has none."""
        self.days.setText(span_words(row.span))
        cells = trn("{n} chi bộ ở đây", "{n} chi bộ ở đây", row.cells).format(n=row.cells)
        self.cells.setText(cells)
        if is_ahead:
            self.verdict.set(tr("Chưa tới"), "neutral")
        else:
            self.verdict.set(
                tr("Đạt {met}/{all}").format(met=row.met, all=whole),
                "ok" if whole and row.met == whole else "warn" if row.met else "neutral",
            )
        said = f"{self._title}, {self.days.text()}, {cells}, {self.verdict.text}"
        self.setAccessibleName(said)


class PhaseSteps(Panel):
    """All phases in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = [_Step(number, phase) for number, phase in enumerate(Phase, start=1)]
        self._row = QHBoxLayout()
        for step in self.steps:
            self._row.addWidget(step, 1)
        self.body.addLayout(self._row)
        theme.on_change(self.refresh_gap)

    def refresh_gap(self) -> None:
        """Stand closer in small windows."""
        self._row.setSpacing(theme.current().fixed(32, 20))

    def show_board(self, board: Board) -> None:
        """Show the phases of a board."""
        for place, (step, row) in enumerate(zip(self.steps, board.phases, strict=True)):
            is_ahead = not any(one.cells for one in board.phases[place:])
            step.show_row(row, len(board.cells), is_ahead=is_ahead)
