"""Taking in what stations say of their cards: a file is one transaction, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from desktop.batch.card_report.files import (
    LARGEST_FILE,
    CardNews,
    SealedReport,
    open_report,
    read_outside,
)
from desktop.batch.signed_file import DocumentError, DocumentSignatureError, DocumentVersionError
from desktop.batch.views import Reason
from desktop.common.clock import Clock
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.common.handed_files import first_bytes
from desktop.common.ids import new_id
from desktop.models import CardReport
from desktop.province.cards import rules
from desktop.province.cards import store as queries
from desktop.province.errors import BatchRefusedError
from desktop.province.receiving.outside import known_station
from desktop.province.registry.keys import KeysService
from desktop.province.views import BatchRefusal, TakenCards
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store


class CardReportsService:
    """Takes in the card reports of the stations.

    Args:
        data: where what arrives is kept.
        keys: the province's own keys.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(self, data: Store, keys: KeysService, clock: Clock, *, practice: bool) -> None:
        self._data = data
        self._keys = keys
        self._clock = clock
        self._practice = practice

    def take(self, path: Path, *, actor: str) -> TakenCards:
        """Take one report in; the same one again changes nothing.

        Raises:
            BatchRefusedError: it is damaged, forged, of a station that is not known, sealed to
                somebody else, or older than what is known; nothing changed.
            StoreError: the store cannot be written; nothing changed.
        """
        outside, sha256 = _believable(path)
        head = outside.head
        with self._data.read() as session:
            station_id = known_station(
                session,
                path.name,
                station=head.station,
                commune_code=head.commune_code,
                fingerprint=outside.certificate_sha256,
            )
        if head.practice is not self._practice:
            raise BatchRefusedError(path.name, BatchRefusal.PRACTICE_MIXED)
        news = self._opened(path, outside)
        with self._data.write() as session:
            # Nothing is put on a transfer list while it is said what must go there.
            one_at_a_time(session, "print")
            before = queries.report_with(session, head.report_id)
            if before is not None:
                return _taken_before(path, outside, before, station_id)
            newest = queries.newest_number(session, station_id)
            if head.number <= newest:
                is_other = head.number == newest
                code = BatchRefusal.NUMBER_TAKEN if is_other else BatchRefusal.OLDER_CARDS
                raise BatchRefusedError(path.name, code)
            return self._kept(session, path, outside, sha256, station_id, news, actor)

    def _opened(self, path: Path, outside: SealedReport) -> list[CardNews]:
        try:
            return open_report(outside, self._keys.keys().opening)
        except WrongKeyError as error:
            raise BatchRefusedError(path.name, BatchRefusal.CANNOT_OPEN) from error
        except DocumentError as error:
            raise BatchRefusedError(path.name, BatchRefusal.INSIDE_CHANGED) from error

    def _kept(
        self,
        session: Session,
        path: Path,
        outside: SealedReport,
        sha256: str,
        station_id: UUID,
        news: Sequence[CardNews],
        actor: str,
    ) -> TakenCards:
        head, now = outside.head, self._clock.now()
        judged = _judged(session, station_id, news)
        aside = sum(outcome.print_id is None for _news, _told, outcome in judged)
        changed = sum(outcome.is_news for _news, _told, outcome in judged)
        report = CardReport(
            id=head.report_id,
            station_id=station_id,
            number=head.number,
            file_name=path.name,
            file_sha256=sha256,
            certificate_sha256=outside.certificate_sha256,
            cards=len(news),
            changed=changed,
            aside=aside,
            made_at=head.made_at,
            received_at=now,
            received_by=actor,
        )
        queries.add_report(session, report)
        _write(session, station_id, head.report_id, judged)
        security.record_shared(
            session,
            Tag.CARD_REPORT_TAKEN,
            at=now,
            actor=actor,
            target=str(head.report_id),
            detail={
                "station": head.station,
                "number": head.number,
                "cards": len(news),
                "changed": changed,
                "aside": aside,
                "file_sha256": sha256,
            },
        )
        return TakenCards(path, head.station, head.number, len(news), changed, aside)


_Judged = list[tuple[CardNews, rules.Told | None, rules.Outcome]]


def _believable(path: Path) -> tuple[SealedReport, str]:
    """Return a file whose outside fits itself, and its digest."""
    try:
        data = first_bytes(path, LARGEST_FILE + 1)
    except InputFileError as error:
        raise BatchRefusedError(path.name, BatchRefusal.UNREADABLE) from error
    if len(data) > LARGEST_FILE:
        raise BatchRefusedError(path.name, BatchRefusal.TOO_LARGE)
    try:
        return read_outside(data), hashlib.sha256(data).hexdigest()
    except DocumentVersionError as error:
        raise BatchRefusedError(path.name, BatchRefusal.NEWER_CARDS) from error
    except DocumentSignatureError as error:
        raise BatchRefusedError(path.name, Reason.BAD_SIGNATURE) from error
    except DocumentError as error:
        raise BatchRefusedError(path.name, BatchRefusal.BAD_CARDS) from error


def _taken_before(
    path: Path, outside: SealedReport, before: CardReport, station_id: UUID
) -> TakenCards:
    head = outside.head
    if (before.station_id, before.number) != (station_id, head.number):
        raise BatchRefusedError(path.name, BatchRefusal.NUMBER_TAKEN)
    return TakenCards(path, head.station, head.number, before.cards, 0, before.aside, again=True)


def _judged(session: Session, station_id: UUID, news: Sequence[CardNews]) -> _Judged:
    """Judge every card against what is known; a print answers to one card only."""
    keys = [one.record_id for one in news]
    told = queries.told(session, station_id, keys)
    prints = queries.prints(session, station_id, keys)
    judged: _Judged = []
    for one in sorted(news, key=lambda one: (one.record_id, one.run)):
        before = told.get((one.record_id, one.run))
        some = prints.get(one.record_id, [])
        outcome = rules.judge(one, before, some)
        judged.append((one, before, outcome))
        if outcome.print_id is not None:
            prints[one.record_id] = [rules.after(each, outcome) for each in some]
    return judged


def _write(session: Session, station_id: UUID, report_id: UUID, judged: _Judged) -> None:
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    moves: list[tuple[UUID, str]] = []
    for news, told, outcome in judged:
        if outcome.print_id is None:
            continue
        if outcome.becomes:
            moves.append((outcome.print_id, outcome.becomes))
        if told is None:
            new.append(
                {
                    "id": new_id(),
                    "station_id": station_id,
                    "record_id": news.record_id,
                    "run": news.run,
                    "print_id": outcome.print_id,
                    "state": news.state.value,
                    "reason": news.reason,
                    "at": news.at,
                    "report_id": report_id,
                }
            )
        elif outcome.is_news:
            changed.append(
                {
                    "of": told.id,
                    "now": news.state.value,
                    "why": news.reason,
                    "since": news.at,
                    "by": report_id,
                }
            )
    queries.add_cards(session, new)
    queries.change_cards(session, changed)
    queries.move_prints(session, moves)
