"""The board: batches with state and age, records with their way, what is to be mended."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from desktop.batch import store as batches
from desktop.batch.answering import store as answers
from desktop.batch.answering.files import REJECTED
from desktop.batch.board import rules
from desktop.batch.board import store as queries
from desktop.batch.board.lines import batch_line, batch_lines, late_days
from desktop.batch.board.rules import Place
from desktop.batch.board.views import (
    BatchDetail,
    BatchLine,
    Board,
    CardsGiven,
    RecordLine,
    RejectedRow,
    Said,
)
from desktop.batch.errors import UnknownBatchError
from desktop.common.clock import Clock
from desktop.common.vocabulary import ApplicationState, CallFor
from desktop.intake.calls.views import Callee
from desktop.storage.unit_of_work import Store


class BoardService:
    """Reads only.

    Args:
        store: the opened store.
        clock: tells how long a batch has been waiting.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def board(self) -> Board:
        """Return every batch, newest first, and the sums of all records with a receipt."""
        with self._store.read() as session:
            found = queries.counts_by_state(session)
            lines = batch_lines(session, now=self._clock.now())
            days = late_days(session)
        sums: Counter[Place] = Counter()
        for state, count in found.items():
            sums[rules.PLACES[state]] += count
        return Board(
            batches=lines,
            here=sums[Place.HERE],
            on_the_way=sums[Place.ON_THE_WAY],
            back=sums[Place.BACK],
            accepted=sums[Place.ACCEPTED],
            aside=sums[Place.ASIDE],
            late_days=days,
        )

    def late(self) -> tuple[BatchLine, ...]:
        """Return the batches whose answer should have come, newest first."""
        with self._store.read() as session:
            lines = batch_lines(session, now=self._clock.now())
        return tuple(line for line in lines if line.is_late)

    def batch(self, batch_id: UUID) -> BatchDetail:
        """Return one batch with its records.

        Raises:
            UnknownBatchError: there is no such batch.
        """
        with self._store.read() as session:
            row = batches.batch_by_id(session, batch_id)
            if row is None:
                raise UnknownBatchError
            progress = answers.progress(session).get(batch_id)
            still_open = {one.id for one in queries.sent_back(session) if one.batch_id == batch_id}
            records = tuple(
                RecordLine(
                    application_id=one.id,
                    full_name=one.full_name,
                    cell=one.cell,
                    receipt_number=one.receipt_number or "",
                    state=ApplicationState(one.state),
                    verdict=one.verdict,
                    said=_said(one),
                    answered_at=one.answered_at,
                    is_open=one.id in still_open and one.verdict == REJECTED,
                )
                for one in queries.records_of(session, batch_id)
            )
            line = batch_line(
                row,
                progress,
                len(still_open),
                now=self._clock.now(),
                late_after=late_days(session),
            )
            return BatchDetail(line, records)

    def sent_back(self) -> tuple[RejectedRow, ...]:
        """Return what the province sent back and has not left again, the newest batch first."""
        with self._store.read() as session:
            return tuple(_rejected(row) for row in queries.sent_back(session))

    def to_call(self) -> tuple[Callee, ...]:
        """Return whom to call because the province sent their record back."""
        return tuple(_callee(row) for row in self.sent_back())

    def sent_back_count(self) -> int:
        """Return how many records the province sent back and nobody has taken up yet."""
        with self._store.read() as session:
            return queries.counts_by_state(session).get(ApplicationState.REJECTED, 0)

    def cards_given(self) -> CardsGiven:
        """Return how many members have their card, of all records with a receipt."""
        with self._store.read() as session:
            found = queries.counts_by_state(session)
        return CardsGiven(found.get(ApplicationState.HANDED_OVER, 0), sum(found.values()))

    def last_word(self, application_id: UUID) -> RejectedRow | None:
        """Return why the province sent a record back, None unless it has to be mended."""
        with self._store.read() as session:
            row = queries.last_word(session, application_id)
            return None if row is None else _rejected(row)


def _said(row: Any) -> Said:
    return Said(row.reason, row.field, row.note)


def _callee(row: RejectedRow) -> Callee:
    return Callee(
        application_id=row.application_id,
        call_for=CallFor.MEND,
        full_name=row.full_name,
        cell=row.cell,
        phone=row.phone,
        receipt_number=row.receipt_number,
        need=rules.need(row.said.reason, row.said.field),
        note=row.said.note,
        since=row.rejected_at,
    )


def _rejected(row: Any) -> RejectedRow:
    return RejectedRow(
        application_id=row.id,
        full_name=row.full_name,
        cell=row.cell,
        phone=row.own_phone or row.phone,
        receipt_number=row.receipt_number,
        state=ApplicationState(row.state),
        sequence=row.sequence,
        batch_file=row.file_name,
        rejected_at=row.answered_at,
        said=_said(row),
    )
