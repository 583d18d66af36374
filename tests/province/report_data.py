"""Received records of many communes, written straight into the store of a provincial desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from desktop.common.ids import new_id
from desktop.models import KnownStation, QuarantinedRecord, ReceivedBatch, ReceivedRecord
from desktop.storage.unit_of_work import Session, Store
from tests import factories

_AT_ONCE = 5_000


@dataclass
class Commune:
    """What one station sent.

    Attributes:
        channels: channel -> how many records.
        rejected: the first so many records are sent back, for these reasons in turn.
        undecided: the last so many records are not decided.
        sequences: numbers of its batches; the records are in the first.
        days_ago: when its last batch came.
        apart: records kept apart.
        document: of every record.
    """

    station: str
    code: str
    name: str
    channels: Mapping[str, int]
    rejected: int = 0
    reasons: Sequence[str] = ("photo",)
    undecided: int = 0
    sequences: Sequence[int] = (1,)
    days_ago: int = 0
    apart: int = 0
    document: dict[str, Any] = field(default_factory=dict)


def fill(store: Store, communes: Sequence[Commune], *, now: datetime = factories.MORNING) -> None:
    """Write what the stations sent."""
    for one in communes:
        with store.write() as session:
            _commune(session, one, now)


def _commune(session: Session, one: Commune, now: datetime) -> None:
    made = {"origin": "", "version": 1, "created_at": now, "updated_at": now}
    station = KnownStation(
        id=new_id(),
        **made,
        code=one.station,
        commune_code=one.code,
        commune_name=one.name,
        public_key="",
    )
    session.add(station)
    session.flush()
    came = now - timedelta(days=one.days_ago)
    batches = [
        {
            "id": new_id(),
            "station_id": station.id,
            "sequence": number,
            "file_name": f"{one.station}-{number:06d}.qtn",
            "file_sha256": "",
            "payload_sha256": "",
            "content_sha256": "",
            "certificate_sha256": "",
            "records": 0,
            "quarantined": 0,
            "exported_at": came,
            "received_at": came,
            "received_by": "thử",
        }
        for number in one.sequences
    ]
    if not batches:
        return
    session.execute(insert(ReceivedBatch), batches)
    keys = {"station_id": station.id, "batch_id": batches[0]["id"]}
    taken = [channel for channel, count in one.channels.items() for _ in range(count)]
    rows = [_record(one, number, channel, came, len(taken)) for number, channel in enumerate(taken)]
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(
            insert(ReceivedRecord), [{**keys, **row} for row in rows[start : start + _AT_ONCE]]
        )
    if one.apart:
        session.execute(
            insert(QuarantinedRecord),
            [
                {**keys, "record_id": new_id(), "record_version": 0, "reason": "bad_record",
                 "document": b"", "kept_at": came}
                for _ in range(one.apart)
            ],
        )  # fmt: skip


def _record(one: Commune, number: int, channel: str, at: datetime, count: int) -> dict[str, Any]:
    verdict = "rejected" if number < one.rejected else "accepted"
    return {
        "id": new_id(),
        "record_id": new_id(),
        "record_version": 1,
        "is_current": True,
        "receipt_number": f"{one.station}-{number:06d}",
        "full_name": "Người thử",
        "name_folded": f"nguoi thu {one.station} {number}",
        "birth_date": "1970-01-01",
        "personal_id": f"{hash((one.station, number)) % 10**12:012d}",
        "cell": "",
        "channel": channel,
        "taken_at": at.isoformat(),
        "document": one.document,
        "files": {},
        "findings": [],
        "has_findings": False,
        "verdict": "" if number >= count - one.undecided else verdict,
        "reason": one.reasons[number % len(one.reasons)] if number < one.rejected else "",
    }
