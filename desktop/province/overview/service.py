"""The provincial desk's figures."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.province.cards.store import counts
from desktop.province.chain import store as chain
from desktop.province.chain.rules import breaks
from desktop.province.overview import store as queries
from desktop.province.rules import missing_sequences
from desktop.province.views import (
    ArrivedBatch,
    CardCounts,
    ChannelCount,
    StationCount,
    StationDetail,
)
from desktop.storage.unit_of_work import Store


@dataclass(frozen=True)
class Status:
    """Everything on one page.

    Attributes:
        duplicates: pairs that nobody decided about yet.
    """

    stations: tuple[StationCount, ...]
    duplicates: int


@dataclass(frozen=True)
class RollUp:
    """What goes upward: by commune and channel, and why records were sent back."""

    channels: tuple[ChannelCount, ...]
    reasons: tuple[tuple[str, int], ...]


class OverviewService:
    """Reads only."""

    def __init__(self, data: Store) -> None:
        self._data = data

    def status(self) -> Status:
        """Return how far every station is."""
        with self._data.read() as session:
            rows = queries.stations(session)
            heads = chain.heads(session)
            arrivals = queries.last_arrivals(session)
            records = queries.record_counts(session)
            apart = queries.quarantine_counts(session)
            duplicates = queries.open_pairs(session)
            cards = counts(session)
        found = []
        for row in rows:
            own = heads.get(row.id, [])
            current, accepted, rejected, held = records.get(row.id, (0, 0, 0, 0))
            found.append(
                StationCount(
                    code=row.code,
                    commune_code=row.commune_code,
                    commune_name=row.commune_name,
                    batches=len(own),
                    records=current,
                    accepted=accepted,
                    rejected=rejected,
                    held=held,
                    clean=current - accepted - rejected - held,
                    quarantined=apart.get(row.id, 0),
                    missing=missing_sequences(head.sequence for head in own),
                    last_received_at=arrivals.get(row.id),
                    cards=cards.get(row.id, CardCounts()),
                    chain=breaks(own),
                )
            )
        return Status(tuple(found), duplicates)

    def station(self, code: str) -> StationDetail:
        """Return the batches of a station and why records of it were kept apart."""
        with self._data.read() as session:
            rows = queries.batches_of(session, code)
            waiting = queries.unanswered(session, code)
            apart = tuple(queries.apart_reasons(session, code))
        batches = tuple(
            ArrivedBatch(
                sequence=row.sequence,
                file_name=row.file_name,
                records=row.records,
                quarantined=row.quarantined,
                waiting=waiting.get(row.id, 0),
                received_at=row.received_at,
                received_by=row.received_by,
            )
            for row in rows
        )
        return StationDetail(code, batches, apart)

    def roll_up(self) -> RollUp:
        """Return the counts by commune and channel; they add up to the current records."""
        with self._data.read() as session:
            channels = tuple(ChannelCount(*row) for row in queries.by_channel(session))
            return RollUp(channels, tuple(queries.reasons(session)))
