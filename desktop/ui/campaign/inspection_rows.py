"""What the pages of inspections show in their tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from desktop.campaign.difficulties.masking import masked_numbers
from desktop.campaign.inspections.views import Finding, InspectionView, MarkView
from desktop.campaign.inspections.words import (
    item_words,
    measured_words,
    state_words,
    verdict_words,
)
from desktop.common.clock import show_date
from desktop.common.i18n import tr, trn
from desktop.common.inspections import FindingState, Verdict
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column

_STATES: dict[FindingState, Kind] = {
    FindingState.OPEN: "warn",
    FindingState.MENDED: "info",
    FindingState.CONFIRMED: "ok",
}
_VERDICTS: dict[Verdict, Kind] = {
    Verdict.PASSED: "ok",
    Verdict.FAILED: "bad",
    Verdict.NOT_APPLICABLE: "info",
}


class _Rank(IntEnum):
    """What waits for somebody stands before what is at rest."""

    UNDER_WAY = 0
    OPEN = 1
    MENDED = 2
    AT_REST = 3


@dataclass(frozen=True)
class Line:
    """A finding with its inspection, or an inspection that has none.

    Attributes:
        mark, finding: None where the inspection stands for itself.
        today: decides what is overdue.
    """

    inspection: InspectionView
    today: date
    mark: MarkView | None = None
    finding: Finding | None = None

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from the others, whatever its state."""
        return self.inspection.number, self.finding.number if self.finding else 0

    @property
    def is_overdue(self) -> bool:
        """Whether its last day is over and nobody says that it was mended."""
        is_open = self.finding is not None and self.finding.state is FindingState.OPEN
        return is_open and bool(
            self.mark and self.mark.deadline and self.mark.deadline < self.today
        )

    @property
    def rank(self) -> int:
        """Its place among the others; what waits for somebody stands first."""
        if self.inspection.is_open:
            return _Rank.UNDER_WAY
        ranks = {FindingState.OPEN: _Rank.OPEN, FindingState.MENDED: _Rank.MENDED}
        return ranks.get(self.finding.state, _Rank.AT_REST) if self.finding else _Rank.AT_REST


def lines_of(found: Iterable[InspectionView], today: date) -> list[Line]:
    """Return a line for each finding, and one for each inspection without any."""
    lines = []
    for one in found:
        lines += [Line(one, today, mark, finding) for mark, finding in one.findings] or [
            Line(one, today)
        ]
    return sorted(lines, key=lambda line: (line.rank, _deadline(line), -line.inspection.number))


def _deadline(line: Line) -> date:
    is_open = line.finding is not None and line.finding.state is FindingState.OPEN
    return line.mark.deadline if is_open and line.mark and line.mark.deadline else date.max


def sums_words(lines: Iterable[Line]) -> str:
    """Return how many findings wait, and how many of them are overdue."""
    open_ones = [one for one in lines if one.finding and one.finding.state is FindingState.OPEN]
    count, late = len(open_ones), sum(one.is_overdue for one in open_ones)
    words = trn(
        "{n} điều chưa khắc phục, {late} quá hạn", "{n} điều chưa khắc phục, {late} quá hạn", count
    )
    return words.format(n=count, late=late) if count else ""


def finding_columns() -> tuple[Column, ...]:
    """Return the columns of the findings."""
    return (
        Column(tr("Lần"), lambda one: Cell(str(one.inspection.number), quiet=True), 64, drop=2),
        Column(tr("Phải khắc phục"), _what, stretch=5, least=300),
        Column(tr("Điểm thu nhận"), lambda one: one.inspection.point, stretch=3, least=150, drop=3),
        Column(tr("Hạn"), _until, width=124, drop=1, tags=True),
        Column(tr("Tình trạng"), _state, width=180, tags=True),
    )


def _what(line: Line) -> Cell:
    if line.mark is not None:
        return Cell(masked_numbers(line.mark.note), strong=True)
    if line.inspection.is_open:
        left = line.inspection.count(None)
        words = trn("Còn {n} mục chưa ghi", "Còn {n} mục chưa ghi", left)
        return Cell(words.format(n=left), strong=True)
    return Cell(tr("Không có điều phải khắc phục"), quiet=True)


def _until(line: Line) -> str:
    if line.mark is not None and line.mark.deadline is not None:
        return f"{line.mark.deadline:%d/%m/%Y}"
    return show_date(line.inspection.closed_at) if line.inspection.closed_at else ""


def _state(line: Line) -> Cell:
    if line.finding is not None:
        if line.is_overdue:
            return Cell(tr("Quá hạn"), tag="bad")
        return Cell(state_words(line.finding.state), tag=_STATES[line.finding.state])
    if line.inspection.is_open:
        return Cell(tr("Đang kiểm tra"), tag="info")
    return Cell(tr("Đã chốt"), tag="ok")


def item_columns() -> tuple[Column, ...]:
    """Return the columns of a check list under way."""
    return (
        Column(
            tr("Mục kiểm tra"),
            lambda one: Cell(item_words(one.text), strong=True),
            stretch=5,
            least=370,
        ),
        Column(tr("Máy đo được"), _measured, stretch=4, least=250, drop=1),
        Column(tr("Kết quả"), _verdict, width=180, tags=True),
    )


def _measured(mark: MarkView) -> Cell:
    return Cell(measured_words(mark.measured) or "–", quiet=True)


def _verdict(mark: MarkView) -> Cell:
    if mark.verdict is None:
        return Cell(tr("Chưa ghi"), quiet=True)
    return Cell(verdict_words(mark.verdict), tag=_VERDICTS[mark.verdict])
