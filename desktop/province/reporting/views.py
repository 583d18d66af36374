"""The figures of the report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from desktop.common.channels import IntakeSource, UnitKind
from desktop.common.figures import Forecast
from desktop.province.reporting.rules import Late
from desktop.province.reporting.settings import DeskSettings
from desktop.province.views import CardCounts, ChannelCount


@dataclass(frozen=True)
class UnitRow:
    """A unit as the province entered it; `eligible` is None while nobody told the number."""

    code: str
    name: str
    kind: UnitKind
    eligible: int | None


@dataclass(frozen=True)
class UnitsReport:
    """What a list of units brings, or brought."""

    file_name: str
    rows: tuple[UnitRow, ...]
    changed: int
    unchanged: int
    dry_run: bool


@dataclass(frozen=True)
class UnitCount:
    """One unit of the report, or the whole.

    Attributes:
        eligible: None while nobody knows it.
        received: current records; accepted, rejected and waiting add up to them.
        quarantined: records kept apart, outside the received ones.
        sources: received records by where they were taken; their sum is `received`.
        missing: `MT02-000003`: batches below the highest number that never came.
        broken: `MT02-000003`: batches at which the audit trail of the station did not go on.
        late: why it is late, or has to be asked.
        cards: where its printed cards are.
        completed: eligible people who have their card, in per cent.
    """

    code: str
    name: str
    kind: UnitKind
    stations: int
    batches: int
    eligible: int | None
    received: int
    percent: Decimal | None
    accepted: int
    rejected: int
    waiting: int
    quarantined: int
    sources: Mapping[IntakeSource, int]
    missing: tuple[str, ...]
    broken: tuple[str, ...]
    last_received_at: datetime | None
    late: tuple[Late, ...]
    forecast: Forecast
    cards: CardCounts
    completed: Decimal | None


@dataclass(frozen=True)
class Report:
    """Everything the report says.

    Attributes:
        units: communes by code, then units of other kinds.
        total: their sum; its eligible count is None as long as that of a commune is.
        without_eligible: communes whose eligible count nobody told.
        channels: by commune and channel as the counters noted it, in their order.
        reasons: (code, records) of what was sent back, the most frequent first.
    """

    made_at: datetime
    province: str
    name: str
    practice: bool
    settings: DeskSettings
    units: tuple[UnitCount, ...]
    total: UnitCount
    without_eligible: int
    channels: tuple[ChannelCount, ...]
    reasons: tuple[tuple[str, int], ...]

    @property
    def late(self) -> tuple[UnitCount, ...]:
        """Units with something to ask for."""
        return tuple(one for one in self.units if one.late)
