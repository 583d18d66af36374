"""Telling the province where the printed cards are."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.batch.card_report import store as queries
from desktop.batch.card_report.errors import NoCardNewsError, ReportChangedError
from desktop.batch.card_report.files import (
    LARGEST_FILE,
    LONGEST_REASON,
    CardNews,
    ReportHead,
    Whereabouts,
    write_report,
)
from desktop.batch.card_report.store import KnownCard
from desktop.batch.errors import NoRecipientsError
from desktop.batch.targets import flush_drive
from desktop.common.clock import Clock
from desktop.common.files import ready_folder, write_whole
from desktop.common.handed_files import first_bytes
from desktop.common.ids import new_id
from desktop.common.text import clean
from desktop.common.vocabulary import CardState
from desktop.intake import store as intake_queries
from desktop.security import store as security
from desktop.security.station_identity import StationIdentity
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

_SERIES: Final = "card_report"
_STATES: Final = {
    CardState.COUNTED: Whereabouts.RETURNED,
    CardState.DAMAGED: Whereabouts.DAMAGED,
    CardState.MISSING: Whereabouts.MISSING,
    CardState.HANDED_OVER: Whereabouts.HANDED_OVER,
}


@dataclass(frozen=True)
class WrittenReport:
    """A report that lies at its target, read back.

    Attributes:
        number: counts the reports of this station.
        counts: how many cards are where.
    """

    path: Path
    station: str
    number: int
    counts: dict[Whereabouts, int]

    @property
    def cards(self) -> int:
        """How many cards it tells of."""
        return sum(self.counts.values())


class CardReportService:
    """Writes what is known of every card; the newest report tells all of it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def write(self, folder: Path, *, actor: str) -> WrittenReport:
        """Write the next report into a folder, and read it back from there.

        Every report tells of every card, so a lost one is made good by the next; a number that
        was taken for a file that could not be written is a gap that nobody misses.

        Raises:
            NoCardNewsError: no card was counted or handed over yet.
            NoRecipientsError: no key of the province is known.
            ReportChangedError: what lies there is something else; it is deleted.
            InputFileError: the folder is not there or cannot be written.
            DiskFullError: there is no room; no half file is left.
        """
        ready_folder(folder)
        now = self._clock.now()
        with self._store.write() as session:
            news = [_news(one) for one in queries.known_cards(session)]
            keys = [row.public_key for row in security.active_recipients(session)]
            if not news:
                raise NoCardNewsError
            if not keys:
                raise NoRecipientsError
            station = security.station_of(session)
            head = ReportHead(
                report_id=new_id(),
                commune_code=station.commune_code,
                station=station.code,
                practice=station.is_practice,
                number=intake_queries.next_number(session, station.id, _SERIES),
                made_at=now,
            )
            identity = StationIdentity(station.certificate_pem, station.private_key_pem)
            counts = Counter(one.state for one in news)
            security.record(
                session,
                Tag.CARD_REPORT_MADE,
                at=now,
                actor=actor,
                target=str(head.report_id),
                detail={"number": head.number, **{key.value: counts[key] for key in Whereabouts}},
            )
        data = write_report(identity, head, news, keys)
        path = folder / head.file_name
        write_whole(path, data, makes_folder=False)
        if first_bytes(path, LARGEST_FILE + 1) != data:
            with suppress(OSError):
                path.unlink()
            raise ReportChangedError(path.name)
        flush_drive(folder)
        found = {key: counts[key] for key in Whereabouts}
        return WrittenReport(path, head.station, head.number, found)


def _news(one: KnownCard) -> CardNews:
    state = _STATES[CardState(one.state)]
    at = one.handed_at if state is Whereabouts.HANDED_OVER else one.counted_at
    assert at is not None  # written together with the state
    return CardNews(
        record_id=one.record_id,
        record_version=one.version,
        run=one.run,
        card_number=one.card_number,
        state=state,
        reason=clean(clean(one.reason)[:LONGEST_REASON]),
        at=at,
    )
