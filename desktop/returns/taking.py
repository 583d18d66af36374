"""Taking in lists of printed cards: looked at first, then whole or not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.vocabulary import ApplicationState
from desktop.intake.attachments.originals import purge_originals
from desktop.intake.moves.store import Cause, Standing, move_many
from desktop.returns import rules
from desktop.returns import store as queries
from desktop.returns.numbering import put_numbers
from desktop.returns.reading import read_card_list
from desktop.returns.views import Aside, AsideRow, PrintResult, Row, TakeReport
from desktop.security.store import record
from desktop.security.tags import Tag
from desktop.storage.sharing import one_at_a_time
from desktop.storage.unit_of_work import Session, Store

PRINTING: Final = "printing"
"""Why a record comes back from the printing office: a reason code of the province's answers."""

_WAY: Final = (
    ApplicationState.EXPORTED,
    ApplicationState.ACKNOWLEDGED,
    ApplicationState.SENT_TO_PRINT,
    ApplicationState.PRINTED,
)
_GOALS: Final = {
    PrintResult.SENT: ApplicationState.SENT_TO_PRINT,
    PrintResult.PRINTED: ApplicationState.PRINTED,
    PrintResult.FAILED: ApplicationState.SENT_TO_PRINT,
}


@dataclass(frozen=True)
class _Judged:
    """A whole list against the records of this station."""

    changes: tuple[tuple[Row, rules.Change], ...]
    aside: tuple[AsideRow, ...]

    def counts(self) -> dict[str, int]:
        """Return how many rows do what."""
        done = Counter(change.result for _row, change in self.changes)
        return {
            "sent": done[PrintResult.SENT],
            "printed": done[PrintResult.PRINTED],
            "failed": done[PrintResult.FAILED],
            "unchanged": done[None],
        }


class CardListService:
    """Lists of printed cards."""

    def __init__(
        self, store: Store, clock: Clock, *, on_change: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._clock = clock
        self._on_change = on_change

    def preview(self, path: Path) -> TakeReport:
        """Return what a list would bring; nothing is written.

        Raises:
            NoCardColumnsError: it is no list of printed cards.
            ListFileError: the file cannot be read.
        """
        sha256, rows = read_card_list(path)
        with self._store.read() as session:
            is_known = queries.list_with(session, sha256) is not None
            judged = _judged(session, rows)
        return _report(path, sha256, judged, is_known=is_known)

    def take(self, path: Path, *, actor: str) -> TakeReport:
        """Take a list in, whole or not at all; the same file again changes nothing.

        Raises:
            NoCardColumnsError: it is no list of printed cards.
            ListFileError: the file cannot be read.
            MovedAwayError: records were changed elsewhere meanwhile; nothing was written.
            StoreError: the store cannot be written; nothing was written.
        """
        sha256, rows = read_card_list(path)
        now = self._clock.now()
        with self._store.write() as session:
            one_at_a_time(session, "cards")
            judged = _judged(session, rows)
            is_known = queries.list_with(session, sha256) is not None
            if not is_known:
                counts = judged.counts()
                list_id = queries.add_list(
                    session,
                    file_name=path.name,
                    sha256=sha256,
                    counts={**counts, "aside": len(judged.aside)},
                    aside=judged.aside,
                    at=now,
                    actor=actor,
                )
                _apply(session, judged.changes, list_id, Cause(now, actor, path.name))
                record(
                    session,
                    Tag.CARD_LIST_TAKEN,
                    at=now,
                    actor=actor,
                    target=str(list_id),
                    detail={"sha256": sha256, **counts, "aside": len(judged.aside)},
                )
        self._on_change()
        return _report(path, sha256, judged, is_known=is_known)

    def aside(self) -> tuple[tuple[str, datetime, tuple[AsideRow, ...]], ...]:
        """Return (file, when, rows kept aside) of every list that has such rows, newest first."""
        with self._store.read() as session:
            found = [
                (
                    one.file_name,
                    one.taken_at,
                    tuple(
                        _aside(row.row_number, row.cells, Aside(row.code))
                        for row in queries.rows_aside(session, one.id)
                    ),
                )
                for one in queries.lists(session)
            ]
        return tuple(one for one in found if one[2])


def _judged(session: Session, rows: Sequence[Row]) -> _Judged:
    book = rules.Book.of(queries.records(session), queries.card_numbers(session))
    changes: list[tuple[Row, rules.Change]] = []
    aside: list[AsideRow] = []
    for row in rows:
        outcome = rules.judge(row, book)
        if isinstance(outcome, Aside):
            aside.append(_aside(row.number, row.cells, outcome))
        else:
            changes.append((row, outcome))
    return _Judged(tuple(changes), tuple(aside))


def _aside(number: int, cells: Sequence[str], code: Aside) -> AsideRow:
    return AsideRow(number, tuple(cells), code, rules.aside_text(code))


def _report(path: Path, sha256: str, judged: _Judged, *, is_known: bool) -> TakeReport:
    counts = judged.counts()
    if is_known:
        # What the file says is known already; what it did not fit is kept since then.
        counts = {"unchanged": sum(counts.values())}
    return TakeReport(path.name, sha256, already_taken=is_known, **counts, aside=judged.aside)


def _apply(
    session: Session,
    changes: Sequence[tuple[Row, rules.Change]],
    list_id: UUID,
    cause: Cause,
) -> None:
    """Move the records along, step by step, and write their cards."""
    news = [(row, change.record, change.result) for row, change in changes if change.result]
    batches = queries.last_batches(session, [one.id for _row, one, _result in news])
    standing = {one.id: Standing(one.id, one.state, one.version) for _row, one, _result in news}
    goals = {one.id: _GOALS[result] for _row, one, result in news}
    for state, following in pairwise(_WAY):
        moving = [key for key, one in standing.items() if one.state is state is not goals[key]]
        _step(session, [standing[key] for key in moving], following, cause, batches)
        for key in moving:
            standing[key] = Standing(key, following, standing[key].version + 1)
        if following is ApplicationState.ACKNOWLEDGED and moving:
            purge_originals(session, moving, at=cause.at, actor=cause.actor, target=str(list_id))
    numbers: dict[UUID, str] = {}
    for row, one, result in news:
        if result is PrintResult.PRINTED:
            queries.add_card(session, one, list_id=list_id, number=row.card_number)
            numbers[one.id] = row.card_number
        elif result is PrintResult.FAILED:
            batch_id = batches[one.id]
            failed = Cause(cause.at, cause.actor, PRINTING, batch_id)
            move_many(session, [standing[one.id]], ApplicationState.REJECTED, failed)
            queries.put_refusal(
                session, one.id, batch_id, reason=PRINTING, note=row.note, at=cause.at
            )
    put_numbers(session, numbers, reason=cause.reason, at=cause.at, actor=cause.actor)


def _step(
    session: Session,
    moving: Sequence[Standing],
    to: ApplicationState,
    cause: Cause,
    batches: dict[UUID, UUID],
) -> None:
    """Move some records one step; a step that belongs to a batch names the record's own."""
    if to is not ApplicationState.ACKNOWLEDGED:
        move_many(session, moving, to, cause)
        return
    by_batch: dict[UUID, list[Standing]] = defaultdict(list)
    for one in moving:
        by_batch[batches[one.id]].append(one)
    for batch_id, some in by_batch.items():
        move_many(session, some, to, Cause(cause.at, cause.actor, cause.reason, batch_id))
