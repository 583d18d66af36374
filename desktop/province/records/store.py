"""Queries of the list: keyset pages over an index, never an offset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, not_, or_, select, union
from sqlalchemy.orm import load_only

from desktop.batch.answering.files import ACCEPTED, REJECTED
from desktop.common.text import fold, only_digits
from desktop.models import KnownStation, ReceivedBatch, ReceivedRecord
from desktop.province.answering.store import doubled
from desktop.province.records.views import RecordQuery, Standing
from desktop.storage.unit_of_work import Session

_LISTED = (
    ReceivedRecord.record_id,
    ReceivedRecord.batch_id,
    ReceivedRecord.receipt_number,
    ReceivedRecord.full_name,
    ReceivedRecord.birth_date,
    ReceivedRecord.personal_id,
    ReceivedRecord.findings,
    ReceivedRecord.has_findings,
    ReceivedRecord.verdict,
    ReceivedRecord.reason,
    ReceivedRecord.answer_id,
)


def starts(session: Session, query: RecordQuery, page: int) -> tuple[int, list[UUID]]:
    """Return how many records a query has, and the key of the first one of each page.

    One walk along an index; afterwards every page, the last one too, is a short range of it.
    """
    order = _order(query)
    numbered = (
        select(ReceivedRecord.id, func.row_number().over(order_by=order).label("number"))
        .where(*_conditions(query))
        .subquery()
    )
    wanted = (
        select(numbered.c.id)
        .where(numbered.c.number % page == 1 % page)
        .order_by(numbered.c.number)
    )
    found = list(session.scalars(wanted))
    if not found:
        return 0, []
    last = select(func.count()).where(*_conditions(query), _from(query, found[-1]))
    return (len(found) - 1) * page + (session.scalar(last) or 0), found


def page_of(
    session: Session, query: RecordQuery, start: UUID, end: UUID | None
) -> Sequence[ReceivedRecord]:
    """Return the records of one page: from its first key up to that of the next page."""
    wanted = (
        select(ReceivedRecord)
        .where(*_conditions(query), _from(query, start))
        .order_by(_order(query))
        .options(load_only(*_LISTED))
    )
    if end is not None:
        wanted = wanted.where(not_(_from(query, end)))
    return session.scalars(wanted).all()


def senders(
    session: Session, records: Sequence[ReceivedRecord]
) -> dict[UUID, tuple[KnownStation, int]]:
    """Return, by batch, who sent some records and under which number."""
    wanted = (
        select(ReceivedBatch.id, KnownStation, ReceivedBatch.sequence)
        .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
        .where(ReceivedBatch.id.in_({row.batch_id for row in records}))
    )
    return {key: (station, number) for key, station, number in session.execute(wanted)}


def waiting_ids() -> Select[UUID]:
    """Select the keys of records that wait for somebody: of findings, or of an open double.

    Both are few, whatever the number of records; each has an index of its own.
    """
    found = select(ReceivedRecord.id).where(
        ReceivedRecord.has_findings, undecided(), ReceivedRecord.is_current
    )
    return select(union(found, doubled_ids()).subquery().c[0])


def undecided() -> ColumnElement[bool]:
    """Say that nobody decided, so that no planner takes the index of decisions for a way in.

    Without statistics it would: nearly all records may be undecided, and it would read them all.
    """
    return ReceivedRecord.verdict.not_in((ACCEPTED, REJECTED))


def doubled_ids() -> Select[UUID]:
    """Select the keys of undecided current records with an open double."""
    return select(ReceivedRecord.id).where(
        ReceivedRecord.id.in_(doubled()),
        undecided(),
        ReceivedRecord.is_current,
    )


def communes(session: Session) -> list[tuple[str, str]]:
    """Return (code, name) of the communes whose stations are known, by name."""
    wanted = select(KnownStation.commune_code, func.max(KnownStation.commune_name)).group_by(
        KnownStation.commune_code
    )
    return sorted(((row[0], row[1]) for row in session.execute(wanted)), key=_by_name)


def batches(session: Session, commune: str) -> Sequence[Row[ReceivedBatch, str]]:
    """Return the batches of a commune, the newest first."""
    wanted = (
        select(ReceivedBatch, KnownStation.code)
        .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
        .where(KnownStation.commune_code == commune)
        .order_by(ReceivedBatch.received_at.desc(), ReceivedBatch.sequence.desc())
    )
    return session.execute(wanted).all()


def _by_name(row: tuple[str, str]) -> tuple[str, str]:
    return fold(row[1]), row[0]


def _order(query: RecordQuery) -> ColumnElement[Any]:
    return ReceivedRecord.id.asc() if query.oldest_first else ReceivedRecord.id.desc()


def _from(query: RecordQuery, key: UUID) -> ColumnElement[bool]:
    return ReceivedRecord.id >= key if query.oldest_first else ReceivedRecord.id <= key


def _conditions(query: RecordQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [ReceivedRecord.is_current.is_(True)]
    if query.standing is not None:
        found.append(_standing(query.standing))
    if query.commune:
        # By batch: what the list walks along has no station in it.
        ours = (
            select(ReceivedBatch.id)
            .join(KnownStation, KnownStation.id == ReceivedBatch.station_id)
            .where(KnownStation.commune_code == query.commune)
        )
        found.append(ReceivedRecord.batch_id.in_(ours))
    if query.batch is not None:
        found.append(ReceivedRecord.batch_id == query.batch)
    return [*found, *(_says(word) for word in query.text.split())]


def _standing(standing: Standing) -> ColumnElement[bool]:
    return {
        Standing.HELD: ReceivedRecord.id.in_(waiting_ids()),
        Standing.DOUBLED: ReceivedRecord.id.in_(doubled_ids()),
        Standing.CLEAN: and_(undecided(), ReceivedRecord.id.not_in(waiting_ids())),
        Standing.ACCEPTED: ReceivedRecord.verdict == ACCEPTED,
        Standing.REJECTED: ReceivedRecord.verdict == REJECTED,
    }[standing]


def _says(word: str) -> ColumnElement[bool]:
    """A word of a name, or digits of a number: personal or of the receipt."""
    folded, digits = fold(word), only_digits(word)
    by_number: ColumnElement[bool] = false()
    if digits:
        by_number = or_(
            ReceivedRecord.personal_id.contains(digits, autoescape=True),
            ReceivedRecord.receipt_number.contains(word, autoescape=True),
        )
    if not folded:
        return by_number
    return or_(ReceivedRecord.name_folded.contains(folded, autoescape=True), by_number)
