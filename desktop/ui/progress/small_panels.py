"""Why people are still missing, where records were taken, and how well the work goes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.common.i18n import tr, trn
from desktop.progress.views import ProgressReport, Quality
from desktop.shifts.words import minutes_words
from desktop.ui import theme
from desktop.ui.progress import spoken
from desktop.ui.progress.bar_table import BarTable
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.figures import Figure, FigureStrip
from desktop.ui.widgets.panel import standing_rule
from desktop.ui.widgets.table import Cell, Column
from desktop.ui.widgets.table_panel import TablePanel


@dataclass(frozen=True)
class Bar:
    """A row of a bar list.

    Attributes:
        key: what is asked for when the row is opened.
        part: of the longest bar, 0 to 1.
        share: of all, in words; may be empty.
    """

    words: str
    people: int
    part: float
    key: tuple[str, str] = ("", "")
    share: str = ""


def _bare(table: BarTable) -> BarTable:
    """Leave the head out where the title of the panel says it all."""
    table.horizontalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return table


class ReasonsPanel(TablePanel):
    """Why somebody is not received yet; a reason can be opened for its names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.table = _bare(
            BarTable(
                (
                    Column(tr("Lý do"), lambda one: one.words, stretch=7, least=130),
                    Column("", lambda _: "", stretch=2, least=48),
                    Column(
                        tr("Người"),
                        lambda one: Cell(spoken.number(one.people), strong=True),
                        width=76,
                        right=True,
                    ),
                ),
                1,
                tr("Còn lại theo lý do"),
                lambda one: (one.part, theme.current().palette.line2),
                framed=False,
            )
        )
        empty = EmptyState(tr("Không còn ai chưa thu nhận."), icon="check")
        super().__init__(self.table, empty, title=tr("Còn lại theo lý do"), parent=parent)

    def show_report(self, report: ProgressReport) -> None:
        """Show the reasons of a report, the most frequent first."""
        found = sorted(report.total.remaining.items(), key=lambda one: (-one[1], one[0]))
        most = max((people for _, people in found), default=1)
        self.table.set_rows(
            [Bar(spoken.remaining(*key), people, people / most, key) for key, people in found],
            select=None,
        )
        self.set_filled(bool(found))
        left = report.total.eligible - report.total.received
        words = trn("{n} người còn lại, theo lý do", "{n} người còn lại, theo lý do", left)
        self.set_title(words.format(n=spoken.number(left)))


class SourcesPanel(TablePanel):
    """Where records were taken; the sum is everybody received, those counted apart as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.table = _bare(
            BarTable(
                (
                    Column(tr("Nơi"), lambda one: one.words, stretch=5, least=140),
                    Column("", lambda _: "", stretch=2, least=36, drop=2),
                    Column(
                        tr("Người"),
                        lambda one: Cell(spoken.number(one.people), strong=True),
                        width=80,
                        right=True,
                    ),
                    Column(
                        "%", lambda one: Cell(one.share, quiet=True), width=92, right=True, drop=1
                    ),
                ),
                1,
                tr("Nơi thu nhận"),
                lambda one: (one.part, theme.current().palette.action),
                framed=False,
                selectable=False,
            )
        )
        empty = EmptyState(tr("Chưa thu nhận ai."), icon="chart")
        super().__init__(self.table, empty, title=tr("Nơi thu nhận"), parent=parent)

    def show_report(self, report: ProgressReport) -> None:
        """Show the places of a report."""
        found, whole = spoken.sources(report), report.total.received_total
        most = max((people for _, people in found), default=1)
        self.table.set_rows(
            [
                Bar(words, people, people / most, share=spoken.share(report, people, whole))
                for words, people in found
            ],
            select=None,
        )
        self.set_filled(bool(found))


class QualityStrip(FigureStrip):
    """How the newest records were taken; a sample of fixed size, whatever the campaign's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(gap=(14, 10), parent=parent)
        self.minutes = Figure(tr("phút / người"))
        self.retakes = Figure(tr("chụp lại / 100"))
        self.returned = Figure(tr("trả về / 100"))
        for number, part in enumerate((self.minutes, self.retakes, self.returned)):
            if number:
                self.row.addWidget(standing_rule())
            self.row.addWidget(part, 1)

    def show_quality(self, found: Quality) -> None:
        """Show the figures; the tool tips say what they are counted from."""
        self.minutes.set(minutes_words(found.median_seconds))
        self.retakes.set(spoken.per_hundred(found.retakes, found.applicants))
        self.returned.set(spoken.per_hundred(found.returned, found.answered))
        taken = trn("{n} hồ sơ mới nhất", "{n} hồ sơ mới nhất", found.applicants)
        answered = trn(
            "{n} trả lời mới nhất của tỉnh", "{n} trả lời mới nhất của tỉnh", found.answered
        )
        for part, words, count in (
            (self.minutes, taken, found.applicants),
            (self.retakes, taken, found.applicants),
            (self.returned, answered, found.answered),
        ):
            part.setToolTip(words.format(n=spoken.number(count)))
