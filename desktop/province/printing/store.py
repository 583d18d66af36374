"""Queries of printing: what may go, what went, what the printing office said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, bindparam, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from desktop.batch.answering.files import ACCEPTED
from desktop.models import (
    Blob,
    KnownStation,
    PrintRecord,
    PrintResult,
    PrintTransfer,
    ReceivedRecord,
)
from desktop.models.base import table_of
from desktop.province.printing.views import TransferRow
from desktop.storage.unit_of_work import Session

SENT, PRINTED, FAILED, REPRINT = "sent", "printed", "failed", "reprint"
"""What became of a record on a list; `reprint`: printed, and its card is damaged or missing."""

_AT_ONCE = 500


@dataclass(frozen=True)
class Ready:
    """An accepted record that may go to the printing office."""

    id: UUID
    record_id: UUID
    receipt_number: str
    channel: str
    document: dict[str, Any]
    photo_digest: str | None
    media_type: str
    station: str
    commune_code: str
    commune_name: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of one record at the printing office; of several, the newest.

    Attributes:
        is_wanted: this version is still the accepted one.
        run: how many cards of the record were printed, this one among them.
    """

    id: UUID
    received_id: UUID
    record_id: UUID
    receipt_number: str
    full_name: str
    personal_id: str
    station: str
    state: str
    card_number: str
    reason: str
    is_wanted: bool
    run: int = 0


def _ready() -> Select[Any]:
    """Select accepted current records that are not at the printing office, nor printed.

    A newer version of a record waits until the office has said what became of the older one; of
    a printed one, only a newer version goes again, or the same when its card is to be replaced.
    """
    record, before = ReceivedRecord, aliased(ReceivedRecord)
    is_there = exists(
        select(PrintRecord.id)
        .join(before, before.id == PrintRecord.record_id)
        .where(
            before.record_id == record.record_id,
            before.station_id == record.station_id,
            or_(
                PrintRecord.state == SENT,
                and_(PrintRecord.state == PRINTED, before.record_version >= record.record_version),
            ),
        )
    )
    return select(record.id).where(record.is_current, record.verdict == ACCEPTED, ~is_there)


def count_ready(session: Session) -> int:
    """Return how many records the next transfer may have."""
    return session.scalar(select(func.count()).select_from(_ready().subquery())) or 0


def ready(session: Session, *, limit: int) -> Iterator[Ready]:
    """Yield records that may go, by station and receipt number."""
    record = ReceivedRecord
    wanted = (
        select(
            record.id,
            record.record_id,
            record.receipt_number,
            record.channel,
            record.document,
            record.photo_digest,
            func.coalesce(Blob.media_type, ""),
            KnownStation.code,
            KnownStation.commune_code,
            KnownStation.commune_name,
        )
        .join(KnownStation, KnownStation.id == record.station_id)
        .outerjoin(Blob, Blob.digest == record.photo_digest)
        .where(record.id.in_(_ready()))
        .order_by(KnownStation.code, record.receipt_number, record.id)
        .limit(limit)
    )
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        yield Ready(*row)


def next_number(session: Session) -> int:
    """Return the number of the next transfer."""
    return (session.scalar(select(func.max(PrintTransfer.number))) or 0) + 1


def add_transfer(session: Session, transfer: PrintTransfer, rows: Sequence[dict[str, Any]]) -> None:
    """Keep a transfer and its records."""
    session.add(transfer)
    session.flush()
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(PrintRecord), list(rows[start : start + _AT_ONCE]))


def transfer_numbered(session: Session, number: int) -> PrintTransfer | None:
    """Return a transfer."""
    wanted = select(PrintTransfer).where(PrintTransfer.number == number)
    return session.scalars(wanted).one_or_none()


def photos_of(session: Session, transfer_id: UUID) -> list[tuple[str, str]]:
    """Return (name, digest) of the photos of a transfer, in the order of its list."""
    wanted = (
        select(PrintRecord.photo_name, PrintRecord.photo_digest)
        .where(PrintRecord.transfer_id == transfer_id, PrintRecord.photo_name != "")
        .order_by(PrintRecord.position)
    )
    return [(row[0], row[1] or "") for row in session.execute(wanted)]


def blob(session: Session, digest: str) -> bytes:
    """Return the bytes of a photo."""
    return session.scalars(select(Blob.content).where(Blob.digest == digest)).one()


def by_commune(session: Session, transfer_id: UUID) -> list[tuple[str, str, int, int]]:
    """Return (commune code, its name, records, photos) of a transfer."""
    wanted = (
        select(
            KnownStation.commune_code,
            func.max(KnownStation.commune_name),
            func.count(),
            func.count().filter(PrintRecord.photo_name != ""),
        )
        .join(ReceivedRecord, ReceivedRecord.id == PrintRecord.record_id)
        .join(KnownStation, KnownStation.id == ReceivedRecord.station_id)
        .where(PrintRecord.transfer_id == transfer_id)
        .group_by(KnownStation.commune_code)
        .order_by(KnownStation.commune_code)
    )
    return [(row[0], row[1], row[2], row[3]) for row in session.execute(wanted)]


def sent(session: Session) -> list[Sent]:
    """Return what is known of every record that ever went, the newest transfer of each."""
    wanted = (
        select(
            PrintRecord.id,
            ReceivedRecord.id,
            ReceivedRecord.record_id,
            ReceivedRecord.receipt_number,
            ReceivedRecord.full_name,
            ReceivedRecord.personal_id,
            KnownStation.code,
            PrintRecord.state,
            PrintRecord.card_number,
            PrintRecord.reason,
            and_(ReceivedRecord.is_current, ReceivedRecord.verdict == ACCEPTED),
        )
        .join(ReceivedRecord, ReceivedRecord.id == PrintRecord.record_id)
        .join(KnownStation, KnownStation.id == ReceivedRecord.station_id)
        .join(PrintTransfer, PrintTransfer.id == PrintRecord.transfer_id)
        .order_by(PrintTransfer.number)
    )
    runs: Counter[tuple[str, UUID]] = Counter()
    newest = {}
    for row in session.execute(wanted):
        key = (row[6], row[2])
        runs[key] += row[7] in {PRINTED, REPRINT}
        newest[key] = Sent(*row, run=runs[key])
    return sorted(newest.values(), key=lambda one: (one.station, one.receipt_number))


def card_numbers(session: Session) -> list[tuple[str, str, UUID]]:
    """Return (card number, station, record key) of every card that was ever printed."""
    wanted = (
        select(PrintRecord.card_number, KnownStation.code, ReceivedRecord.record_id)
        .join(ReceivedRecord, ReceivedRecord.id == PrintRecord.record_id)
        .join(KnownStation, KnownStation.id == ReceivedRecord.station_id)
        .where(PrintRecord.card_number != "")
    )
    return [(row[0], row[1], row[2]) for row in session.execute(wanted)]


def result_with(session: Session, sha256: str) -> PrintResult | None:
    """Return a result file that was taken in."""
    wanted = select(PrintResult).where(PrintResult.sha256 == sha256)
    return session.scalars(wanted).one_or_none()


def add_result(session: Session, result: PrintResult) -> None:
    """Keep what a result file brought."""
    session.add(result)
    session.flush()


def settle(
    session: Session, rows: Sequence[dict[str, Any]], *, result_id: UUID, at: datetime
) -> None:
    """Write what became of records that were sent; what was settled before stays.

    Args:
        session: the unit of work.
        rows: `of` (the key), `became` (the state), `number` of the card, `why` of each.
        result_id: of the file that says so.
        at: when it was taken in.
    """
    table = table_of(PrintRecord)
    statement = (
        update(table)
        .where(table.c.id == bindparam("of"), table.c.state == SENT)
        .values(result_id=result_id, settled_at=at, state=bindparam("became"))
        .values(card_number=bindparam("number"), reason=bindparam("why"))
    )
    if rows:
        session.connection().execute(statement, list(rows))


def counts(session: Session) -> dict[str, int]:
    """Return how many records are ready, at the printing office, and printed."""
    wanted = select(PrintRecord.state, func.count()).group_by(PrintRecord.state)
    found = {row[0]: row[1] for row in session.execute(wanted)}
    return {
        "ready": count_ready(session),
        SENT: found.get(SENT, 0),
        PRINTED: found.get(PRINTED, 0),
    }


def transfers_made(session: Session) -> list[TransferRow]:
    """Return every transfer with what became of its records, newest first."""
    transfer, state = PrintTransfer, PrintRecord.state
    wanted = (
        select(
            transfer.number,
            transfer.made_at,
            transfer.made_by,
            transfer.records,
            transfer.photos,
            func.count().filter(state == SENT),
            # A card that came back damaged, or not at all, was printed all the same.
            func.count().filter(state.in_((PRINTED, REPRINT))),
            func.count().filter(state == FAILED),
        )
        .join(PrintRecord, PrintRecord.transfer_id == transfer.id)
        .group_by(
            transfer.id,
            transfer.number,
            transfer.made_at,
            transfer.made_by,
            transfer.records,
            transfer.photos,
        )
        .order_by(transfer.number.desc())
    )
    return [TransferRow(*row) for row in session.execute(wanted)]
