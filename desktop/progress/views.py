"""The figures of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from desktop.campaign.service import Campaign
from desktop.common.figures import Forecast, Rounding, percent
from desktop.common.flags import VisitService
from desktop.progress.course import Course
from desktop.progress.rules import Totals


@dataclass(frozen=True)
class CellProgress:
    """One cell; its name is empty for people whose cell the list does not name."""

    name: str
    totals: Totals

    @property
    def left(self) -> int:
        """How many of the denominator are not received yet."""
        return self.totals.eligible - self.totals.received


@dataclass(frozen=True)
class ProgressReport:
    """Everything a report says.

    Attributes:
        as_of: the figures are those of the end of this day.
        made_at: when it was asked for.
        cells: by name; their sums are `total`.
        forecast: when the denominator will be received if it goes on so.
        course: the way to the deadline, day by day.
        is_practice: whether everything here is invented.
        services: what else was done at the same visit until then, each kind with how often.
    """

    as_of: date
    made_at: datetime
    office: str
    place: str
    campaign: Campaign
    total: Totals
    cells: tuple[CellProgress, ...]
    forecast: Forecast
    course: Course
    is_practice: bool
    services: tuple[tuple[VisitService, int], ...] = ()

    def percent(self, part: int, whole: int, rounding: Rounding | None = None) -> Decimal | None:
        """Return a percentage as this campaign writes it, or with another rounding."""
        return percent(
            part,
            whole,
            decimals=self.campaign.decimals,
            rounding=rounding or self.campaign.rounding,
        )


@dataclass(frozen=True)
class Quality:
    """How the newest records were taken, and what the province said of the newest answered ones.

    Attributes:
        applicants: records that were looked at, the newest until the day; at most `SAMPLE`.
        median_seconds: from the first step to the receipt; None without a time.
        retakes: portraits that were accepted in the place of an earlier one.
        answered: answers that were looked at, the newest until the day; at most `SAMPLE`.
        returned: of them, records sent back.
    """

    applicants: int = 0
    median_seconds: int | None = None
    retakes: int = 0
    answered: int = 0
    returned: int = 0


@dataclass(frozen=True)
class Board:
    """Everything the dashboard shows."""

    report: ProgressReport
    quality: Quality

    @property
    def course(self) -> Course:
        """The way to the deadline."""
        return self.report.course
