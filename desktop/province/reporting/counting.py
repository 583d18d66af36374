"""Counts by station become units and their sum; small numbers of rows, no queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from desktop.common.channels import IntakeSource, UnitKind, source_of
from desktop.common.clock import local
from desktop.common.figures import Forecast, forecast, percent
from desktop.common.reference.units import by_code
from desktop.models import KnownStation
from desktop.province.chain.rules import ChainHead, breaks
from desktop.province.reporting import rules
from desktop.province.reporting.settings import DeskSettings
from desktop.province.reporting.store import Counted
from desktop.province.reporting.views import UnitCount, UnitRow
from desktop.province.rules import missing_sequences
from desktop.province.views import CardCounts, ChannelCount


@dataclass(frozen=True)
class Figures:
    """What the database counted, and how it is to be read.

    Attributes:
        counts: by station and channel.
        heads: number of every batch that came and the head of the trail it names, by station.
        arrivals: when the last one came, by station.
        apart: records kept apart, by station.
        cards: where the printed cards are, by station.
        today: at the province.
        days: what the recent records are divided by.
    """

    counts: Mapping[UUID, Sequence[Counted]]
    heads: Mapping[UUID, Sequence[ChainHead]]
    arrivals: Mapping[UUID, datetime]
    apart: Mapping[UUID, int]
    cards: Mapping[UUID, CardCounts]
    settings: DeskSettings
    today: date
    days: int

    def unit(self, unit: UnitRow, stations: Sequence[KnownStation]) -> UnitCount:
        """Return the counts of one unit."""
        found = [one for station in stations for one in self.counts.get(station.id, ())]
        sources: Counter[IntakeSource] = Counter()
        for one in found:
            sources[source_of(unit.kind, one.channel)] += one.received
        missing, broken = self._missing(stations), self._broken(stations)
        last = max((at for one in stations if (at := self.arrivals.get(one.id))), default=None)
        received = sum(one.received for one in found)
        accepted = sum(one.accepted for one in found)
        rejected = sum(one.rejected for one in found)
        is_finished = unit.eligible is not None and received >= unit.eligible
        cards = _sum([self.cards[one.id] for one in stations if one.id in self.cards])
        return UnitCount(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            stations=len(stations),
            batches=sum(len(self.heads.get(one.id, ())) for one in stations),
            eligible=unit.eligible,
            received=received,
            percent=self._percent(received, unit.eligible),
            accepted=accepted,
            rejected=rejected,
            waiting=received - accepted - rejected,
            quarantined=sum(self.apart.get(one.id, 0) for one in stations),
            sources=sources,
            missing=missing,
            broken=broken,
            last_received_at=last,
            late=rules.lateness(
                kind=unit.kind,
                is_finished=is_finished,
                last=local(last).date() if last else None,
                missing=missing,
                broken=broken,
                today=self.today,
                days=self.settings.late_days,
            ),
            forecast=self._forecast(received, unit.eligible, sum(one.recent for one in found)),
            cards=cards,
            completed=self._percent(cards.handed_over, unit.eligible),
        )

    def _missing(self, stations: Sequence[KnownStation]) -> tuple[str, ...]:
        return tuple(
            f"{station.code}-{number:06d}"
            for station in stations
            for number in missing_sequences(one.sequence for one in self.heads.get(station.id, ()))
        )

    def _broken(self, stations: Sequence[KnownStation]) -> tuple[str, ...]:
        return tuple(
            f"{station.code}-{one.sequence:06d}"
            for station in stations
            for one in breaks(self.heads.get(station.id, ()))
        )

    def total(self, units: Sequence[UnitCount]) -> UnitCount:
        """Return the sum; nobody eligible is invented for a commune without a number."""
        is_known = all(one.eligible is not None for one in units if one.kind is UnitKind.COMMUNE)
        told = [one.eligible for one in units if one.eligible is not None]
        eligible = sum(told) if told and is_known else None
        received = sum(one.received for one in units)
        recent = sum(one.recent for some in self.counts.values() for one in some)
        cards = _sum([one.cards for one in units])
        return UnitCount(
            code="",
            name="",
            kind=UnitKind.COMMUNE,
            stations=sum(one.stations for one in units),
            batches=sum(one.batches for one in units),
            eligible=eligible,
            received=received,
            percent=self._percent(received, eligible),
            accepted=sum(one.accepted for one in units),
            rejected=sum(one.rejected for one in units),
            waiting=sum(one.waiting for one in units),
            quarantined=sum(one.quarantined for one in units),
            sources=rules.total_of([one.sources for one in units]),
            missing=tuple(number for one in units for number in one.missing),
            broken=tuple(number for one in units for number in one.broken),
            last_received_at=max(
                (one.last_received_at for one in units if one.last_received_at), default=None
            ),
            late=(),
            forecast=self._forecast(received, eligible, recent),
            cards=cards,
            completed=self._percent(cards.handed_over, eligible),
        )

    def _percent(self, part: int, whole: int | None) -> Decimal | None:
        settings = self.settings
        return percent(part, whole, decimals=settings.decimals, rounding=settings.rounding)

    def _forecast(self, received: int, eligible: int | None, recent: int) -> Forecast:
        return forecast(
            recent=recent,
            days=self.days,
            remaining=None if eligible is None else max(0, eligible - received),
            today=self.today,
            deadline=self.settings.deadline,
        )


def by_channel(
    stations: Sequence[KnownStation], counts: Mapping[UUID, Sequence[Counted]]
) -> tuple[ChannelCount, ...]:
    """Return the counts by commune and channel, in order."""
    found: dict[tuple[str, str], list[int]] = {}
    for station in stations:
        for one in counts.get(station.id, ()):
            both = found.setdefault((station.commune_code, one.channel), [0, 0])
            both[0] += one.received
            both[1] += one.accepted
    return tuple(ChannelCount(*key, *both) for key, both in sorted(found.items()))


def grouped(
    stations: Sequence[KnownStation], known: Mapping[str, UnitRow]
) -> list[tuple[UnitRow, list[KnownStation]]]:
    """Return every unit with its stations: communes by code, then the units of other kinds.

    A station belongs to its commune, unless the province entered the station itself as a unit.
    """
    members: dict[str, list[KnownStation]] = {code: [] for code in known}
    names: dict[str, str] = {}
    for station in stations:
        code = station.code if station.code in known else station.commune_code
        members.setdefault(code, []).append(station)
        names[code] = names.get(code) or station.commune_name
    units = []
    for code, some in members.items():
        row = known.get(code, UnitRow(code, "", UnitKind.COMMUNE, None))
        official = by_code(code)
        name = row.name or names.get(code) or (official.name if official else code)
        units.append((UnitRow(code, name, row.kind, row.eligible), some))
    return sorted(units, key=lambda one: (one[0].kind is not UnitKind.COMMUNE, one[0].code))


def _sum(some: Sequence[CardCounts]) -> CardCounts:
    return CardCounts(
        sum(one.returned for one in some),
        sum(one.handed_over for one in some),
        sum(one.to_reprint for one in some),
    )
