"""Use cases of deciding: look at a record, accept it or send it back, take that back again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from desktop.batch.answering.files import ACCEPTED, REJECTED
from desktop.batch.answering.reasons import Reason
from desktop.common.clock import Clock
from desktop.common.text import clean
from desktop.models import KnownStation, ReceivedBatch, ReceivedRecord
from desktop.province.answering import store as answering
from desktop.province.records.views import RecordLine, Standing
from desktop.province.review import store as queries
from desktop.province.review.errors import (
    DecidedElsewhereError,
    NoReasonError,
    RecordMovedError,
)
from desktop.province.review.views import (
    ApartLine,
    CleanAccepted,
    Decided,
    RecordDetail,
    ReviewCounts,
    Verdict,
)
from desktop.province.rules import SAME_ID
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

_NOTE_LENGTH = 500
_MOST_DOUBLES = 6
_STANDING: Final = {ACCEPTED: Standing.ACCEPTED, REJECTED: Standing.REJECTED}


class ReviewService:
    """Decides record by record.

    Args:
        data: where what arrived is kept.
        clock: where the time comes from.
    """

    def __init__(self, data: Store, clock: Clock) -> None:
        self._data = data
        self._clock = clock

    # ------------------------------------------------------------ looking

    def counts(self) -> ReviewCounts:
        """Return how many wait."""
        with self._data.read() as session:
            held, doubled = queries.waiting_counts(session)
            clean_ones = queries.undecided(session) - held
            fresh, told = queries.apart_counts(session)
        return ReviewCounts(held, doubled, clean_ones, fresh, told)

    def waiting(self) -> int:
        """Return how many records wait for somebody; quick, for the number on the tab."""
        with self._data.read() as session:
            return queries.waiting_counts(session)[0]

    def detail(self, key: UUID) -> RecordDetail:
        """Return a record as its station sent it, with the records it may double.

        Raises:
            RecordMovedError: it is not there.
        """
        with self._data.read() as session:
            found = _detail(session, key)
            doubles = []
            for other, kind in queries.doubles(session, key, limit=_MOST_DOUBLES):
                doubles.append(_detail(session, other, same_number=kind == SAME_ID))
        return replace(found, doubles=tuple(doubles))

    def apart(self, *, before: UUID | None = None, limit: int = 200) -> tuple[ApartLine, ...]:
        """Return a page of the records kept apart, the newest first."""
        with self._data.read() as session:
            rows = queries.apart(session, before=before, limit=limit)
        return tuple(
            ApartLine(
                id=row.id,
                record_id=row.record_id,
                station=station.code,
                commune_name=station.commune_name or station.commune_code,
                sequence=sequence,
                reason=row.reason,
                place=row.place,
                kept_at=row.kept_at,
                is_told=row.answer_id is not None,
            )
            for row, station, sequence in rows
        )

    def reveal(self, key: UUID, *, actor: str) -> None:
        """Note that somebody looked at a masked number in full."""
        now = self._clock.now()
        with self._data.write() as session:
            security.record_shared(
                session, Tag.NUMBER_REVEALED, at=now, actor=actor, target=str(key)
            )

    # ------------------------------------------------------------ deciding

    def decide(self, key: UUID, verdict: Verdict, *, actor: str) -> Decided:
        """Write down a decision; the next answer tells it. A decision may be taken anew.

        Raises:
            RecordMovedError: a newer version came meanwhile.
            NoReasonError: it is sent back without a known reason.
        """
        if not verdict.accepted and verdict.reason not in set(Reason):
            raise NoReasonError
        now = self._clock.now()
        with self._data.write() as session:
            one_at_a_time(session, "answer")
            row = session.get(ReceivedRecord, key)
            if row is None or not row.is_current:
                raise RecordMovedError
            decided = Decided(
                record=key,
                full_name=row.full_name,
                accepted=verdict.accepted,
                at=now,
                actor=actor,
                before=_decision_of(row),
                pairs=tuple(queries.open_pairs(session, key)),
            )
            answering.decide(
                session,
                row,
                verdict=ACCEPTED if verdict.accepted else REJECTED,
                reason="" if verdict.accepted else verdict.reason,
                field="" if verdict.accepted else verdict.field,
                note="" if verdict.accepted else clean(verdict.note)[:_NOTE_LENGTH],
                at=now,
                actor=actor,
            )
            counted = {"accepted": int(verdict.accepted), "rejected": int(not verdict.accepted)}
            self._note(session, Tag.RECORDS_DECIDED, actor, counted, str(row.record_id))
        return decided

    def take_back(self, decided: Decided, *, actor: str) -> None:
        """Let a record stand as before a decision, and its pairs wait again.

        Raises:
            RecordMovedError: a newer version came meanwhile.
            DecidedElsewhereError: it was answered, or decided anew.
        """
        with self._data.write() as session:
            one_at_a_time(session, "answer")
            row = session.get(ReceivedRecord, decided.record)
            if row is None or not row.is_current:
                raise RecordMovedError
            is_same = (row.decided_at, row.decided_by) == (decided.at, decided.actor)
            if not is_same or row.answer_id is not None:
                raise DecidedElsewhereError
            row.verdict, row.reason, row.field, row.note = decided.before[:4]
            row.decided_at, row.decided_by, row.answer_id = decided.before[4:]
            queries.reopen_pairs(session, decided.pairs)
            self._note(session, Tag.RECORDS_REOPENED, actor, {"records": 1}, str(row.record_id))

    def accept_clean(self, *, actor: str) -> CleanAccepted:
        """Accept everything in which nothing was found and that has no open double."""
        now = self._clock.now()
        with self._data.write() as session:
            one_at_a_time(session, "answer")
            count = answering.accept_clean(session, at=now, actor=actor)
            if count:
                counted = {"accepted": count, "rejected": 0, "clean": True}
                self._note(session, Tag.RECORDS_DECIDED, actor, counted)
        return CleanAccepted(count, now, actor)

    def take_back_clean(self, accepted: CleanAccepted, *, actor: str) -> int:
        """Let all that was accepted at once wait again; return how many.

        Raises:
            DecidedElsewhereError: some of it was answered; nothing is changed.
        """
        with self._data.write() as session:
            one_at_a_time(session, "answer")
            if queries.told_of_clean(session, at=accepted.at, actor=accepted.actor):
                raise DecidedElsewhereError
            count = queries.take_back_clean(session, at=accepted.at, actor=accepted.actor)
            self._note(session, Tag.RECORDS_REOPENED, actor, {"records": count, "clean": True})
        return count

    def _note(
        self, session: Session, tag: Tag, actor: str, detail: dict[str, Any], target: str = ""
    ) -> None:
        now = self._clock.now()
        security.record_shared(session, tag, at=now, actor=actor, target=target, detail=detail)


def _decision_of(row: ReceivedRecord) -> tuple[Any, ...]:
    return (
        row.verdict,
        row.reason,
        row.field,
        row.note,
        row.decided_at,
        row.decided_by,
        row.answer_id,
    )


def _detail(session: Session, key: UUID, *, same_number: bool = False) -> RecordDetail:
    found = queries.whole(session, key)
    if found is None:
        raise RecordMovedError
    row, batch, station = found
    fields = row.document.get("fields", {})
    return RecordDetail(
        line=_line(session, row, batch, station),
        fields={str(name): str(value) for name, value in fields.items()},
        photo=queries.photo(session, row.photo_digest),
        taken_at=row.taken_at,
        channel=row.channel,
        file_name=batch.file_name,
        received_at=batch.received_at,
        note=row.note,
        field=row.field,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        same_number=same_number,
    )


def _line(
    session: Session, row: ReceivedRecord, batch: ReceivedBatch, station: KnownStation
) -> RecordLine:
    standing = _STANDING.get(row.verdict)
    if standing is None:
        held = row.has_findings or bool(queries.open_pairs(session, row.id))
        standing = Standing.HELD if held else Standing.CLEAN
    return RecordLine(
        id=row.id,
        record_id=row.record_id,
        station=station.code,
        commune_code=station.commune_code,
        commune_name=station.commune_name,
        sequence=batch.sequence,
        receipt_number=row.receipt_number,
        full_name=row.full_name,
        birth_date=row.birth_date,
        personal_id=row.personal_id,
        standing=standing,
        findings=tuple(row.findings),
        reason=row.reason,
        is_told=row.answer_id is not None,
    )
