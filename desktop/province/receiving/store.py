"""Queries of receiving: batches, records, what is kept apart, who may stand twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from desktop.models import (
    Blob,
    QuarantinedRecord,
    ReceivedBatch,
    ReceivedRecord,
    RecordPair,
)
from desktop.models.base import table_of
from desktop.province.rules import PHOTO_DIFFERS, SAME_ID, SAME_PERSON
from desktop.storage.sharing import insert_new
from desktop.storage.unit_of_work import Session

OPEN = "open"
_AT_ONCE = 400


def batches_like(
    session: Session, batch_id: UUID, station_id: UUID, sequence: int
) -> tuple[ReceivedBatch | None, ReceivedBatch | None]:
    """Return the batch with this key and the batch with this number of a station.

    One question for both: between two, another desk could take in the very batch, and the
    second answer would call its number somebody else's.
    """
    wanted = select(ReceivedBatch).where(
        or_(
            ReceivedBatch.id == batch_id,
            and_(ReceivedBatch.station_id == station_id, ReceivedBatch.sequence == sequence),
        )
    )
    found = list(session.scalars(wanted))
    same = (row for row in found if row.id == batch_id)
    numbered = (row for row in found if (row.station_id, row.sequence) == (station_id, sequence))
    return next(same, None), next(numbered, None)


def is_contradicted(session: Session, station_id: UUID) -> bool:
    """Return whether the newest batch of a station has a photo that its check does not fit."""
    newest = (
        select(ReceivedBatch.id)
        .where(ReceivedBatch.station_id == station_id)
        .order_by(ReceivedBatch.received_at.desc(), ReceivedBatch.sequence.desc())
        .limit(1)
    )
    wanted = select(ReceivedRecord.findings).where(
        ReceivedRecord.batch_id == newest.scalar_subquery(), ReceivedRecord.has_findings
    )
    return any(PHOTO_DIFFERS in findings for findings in session.scalars(wanted))


def begin_batch(session: Session, row: dict[str, Any]) -> bool:
    """Write the row of a batch; False when another desk has taken it in meanwhile.

    On a server, a desk that is just doing so is waited for.
    """
    return insert_new(session, table_of(ReceivedBatch), [row]) == 1


def finish_batch(
    session: Session, batch_id: UUID, *, records: int, quarantined: int, content_sha256: str
) -> None:
    """Write what was counted."""
    session.execute(
        update(ReceivedBatch)
        .where(ReceivedBatch.id == batch_id)
        .values(records=records, quarantined=quarantined, content_sha256=content_sha256)
    )


def add_blobs(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep photos and signatures; the same bytes are kept once.

    In the order of their digests, so that two desks never wait for each other in a circle.
    """
    unique = {row["digest"]: row for row in rows}
    insert_new(session, table_of(Blob), [unique[digest] for digest in sorted(unique)])


def add_records(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write records."""
    if rows:
        session.execute(insert(ReceivedRecord), list(rows))


def add_quarantined(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep records apart."""
    if rows:
        session.execute(insert(QuarantinedRecord), list(rows))


def known_versions(
    session: Session, record_ids: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, int]]]:
    """Return (station, version) of every version of some records that was taken in."""
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    wanted = select(
        ReceivedRecord.record_id, ReceivedRecord.station_id, ReceivedRecord.record_version
    ).where(ReceivedRecord.record_id.in_(list(record_ids)))
    for key, station, version in session.execute(wanted):
        found.setdefault(key, []).append((station, version))
    return found


def outdate(session: Session, station_id: UUID, record_ids: Sequence[UUID]) -> None:
    """Mark the versions so far of some records as not the newest any more."""
    if record_ids:
        session.execute(
            update(ReceivedRecord)
            .where(
                ReceivedRecord.station_id == station_id,
                ReceivedRecord.record_id.in_(list(record_ids)),
                ReceivedRecord.is_current,
            )
            .values(is_current=False)
        )


def find_pairs(session: Session, batch_id: UUID, *, at: datetime) -> int:
    """Write down whose records in a batch may double another one, of any station; how many.

    By number, and by folded name with the same date of birth.
    """
    new, old = aliased(ReceivedRecord), aliased(ReceivedRecord)
    same_number = and_(new.personal_id != "", new.personal_id == old.personal_id)
    # A year alone is no date of birth: in one province, namesakes of one year are many.
    same_person = and_(
        new.name_folded == old.name_folded,
        new.birth_date == old.birth_date,
        func.length(new.birth_date) == len("1958-03-12"),
    )
    wanted = select(new.id, old.id, new.personal_id == old.personal_id).where(
        new.batch_id == batch_id,
        new.is_current,
        old.is_current,
        new.id != old.id,
        new.record_id != old.record_id,
    )
    pairs: dict[tuple[UUID, UUID], str] = {}
    for condition in (same_person, same_number):
        for one, other, is_number in session.execute(wanted.where(condition)):
            key = (min(one, other), max(one, other))
            pairs[key] = SAME_ID if is_number else SAME_PERSON
    rows = [
        {
            "first_id": first,
            "second_id": second,
            "kind": kind,
            "state": OPEN,
            "found_at": at,
            "decided_at": None,
            "decided_by": "",
        }
        for (first, second), kind in sorted(pairs.items())
    ]
    return insert_new(session, table_of(RecordPair), rows)


def open_doubles(session: Session, record_ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Return, for some records, the current ones they may double and nobody decided about."""
    found: dict[UUID, list[UUID]] = {}
    other = aliased(ReceivedRecord)
    for some in _portions(record_ids):
        for ours, theirs in (
            (RecordPair.first_id, RecordPair.second_id),
            (RecordPair.second_id, RecordPair.first_id),
        ):
            wanted = (
                select(ours, theirs)
                .join(other, other.id == theirs)
                .where(ours.in_(some), RecordPair.state == OPEN, other.is_current)
            )
            for key, double in session.execute(wanted):
                found.setdefault(key, []).append(double)
    return found


def _portions(keys: Sequence[UUID]) -> Iterator[list[UUID]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
