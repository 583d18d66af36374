"""A province with very many invented records, written straight into its store."""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from desktop.common.clock import Clock
from desktop.common.ids import new_id, new_ids
from desktop.common.text import fold
from desktop.common.vocabulary import Sex
from desktop.demo.names import NAMINGS, invent_name
from desktop.models import Blob, KnownStation, ReceivedBatch, ReceivedRecord, RecordPair
from desktop.province.desk import Desk
from tests import factories

BATCH = 500
_AT_ONCE = 5_000
_PLACES = ("Mường Thử", "Bản Mẫu", "Chiềng Ví", "Nà Dụ", "Phiêng Giả", "Tân Nháp")


def fill(desk: Desk, count: int, *, clock: Clock, stations: int = 124, seed: int = 7) -> None:
    """Write records in batches of 500, one in 50 with a finding, one in 500 with a double."""
    rng, now = random.Random(seed), clock.now()
    photos = [factories.jpeg(300, 400), factories.jpeg(330, 440)]
    with desk.data.write() as session:
        known = [_station(number, now) for number in range(stations)]
        session.execute(insert(KnownStation), known)
        blobs = [_blob(photo, now) for photo in photos]
        session.execute(insert(Blob), blobs)
    sequences = dict.fromkeys((row["id"] for row in known), 0)
    rows: list[dict[str, Any]] = []
    batches: list[dict[str, Any]] = []
    for start in range(0, count, BATCH):
        station = known[(start // BATCH) % stations]
        sequences[station["id"]] += 1
        size = min(BATCH, count - start)
        at = now + timedelta(seconds=start // BATCH)
        batch = _batch(station, sequences[station["id"]], size, at)
        batches.append(batch)
        digest = blobs[rng.randrange(2)]["digest"]
        rows += [_record(key, batch, digest, rng) for key in new_ids(size)]
        if len(rows) >= _AT_ONCE or start + BATCH >= count:
            _write(desk, batches, rows, rng, now)
            rows, batches = [], []


def _write(
    desk: Desk,
    batches: list[dict[str, Any]],
    rows: list[dict[str, Any]],
    rng: random.Random,
    now: datetime,
) -> None:
    pairs = []
    for number in range(499, len(rows), 500):
        first, second = rows[number - 1], rows[number]
        for name in ("full_name", "name_folded", "birth_date"):
            second[name] = first[name]
        for name in ("full_name", "birth_date", "sex"):
            second["document"]["fields"][name] = first["document"]["fields"][name]
        pairs.append(
            {
                "first_id": first["id"],
                "second_id": second["id"],
                "kind": rng.choice(("same_id", "same_person")),
                "state": "open",
                "found_at": now,
                "decided_at": None,
            }
        )
    with desk.data.write() as session:
        session.execute(insert(ReceivedBatch), batches)
        session.execute(insert(ReceivedRecord), rows)
        if pairs:
            session.execute(insert(RecordPair), pairs)


def _station(number: int, now: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "origin": "",
        "version": 1,
        "created_at": now,
        "updated_at": now,
        "code": f"MT{number:03d}",
        "commune_code": f"{3800 + number:05d}",
        "commune_name": f"xã {_PLACES[number % len(_PLACES)]} {number // len(_PLACES) + 1}",
        "public_key": "age1",
    }


def _blob(photo: bytes, now: datetime) -> dict[str, Any]:
    return {
        "digest": hashlib.sha256(photo).hexdigest(),
        "kind": "photo",
        "media_type": "image/jpeg",
        "size": len(photo),
        "content": photo,
        "created_at": now,
    }


def _batch(station: dict[str, Any], sequence: int, size: int, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "station_id": station["id"],
        "sequence": sequence,
        "file_name": f"QTN-{station['code']}-{sequence:06d}.qtn",
        "file_sha256": f"{sequence:064x}",
        "payload_sha256": f"{sequence:064x}",
        "content_sha256": f"{sequence:064x}",
        "certificate_sha256": "",
        "records": size,
        "quarantined": 0,
        "exported_at": at,
        "received_at": at,
        "received_by": "bàn tỉnh",
    }


def _record(key: UUID, batch: dict[str, Any], digest: str, rng: random.Random) -> dict[str, Any]:
    sex = rng.choice((Sex.MALE, Sex.FEMALE))
    name = invent_name(NAMINGS[rng.choice(("kinh", "thai", "mong"))], sex, rng)
    year, century = rng.randrange(1940, 2000), 1 if sex is Sex.FEMALE else 0
    number = f"014{century}{year % 100:02d}{rng.randrange(1_000_000):06d}"
    birth = f"{year}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    findings = [rng.choice(("id_differs", "not_eligible"))] if rng.random() < 0.02 else []
    record_id = new_id()
    fields = {
        "full_name": name,
        "sex": sex.value,
        "birth_date": birth,
        "personal_id": number,
        "cell": f"Chi bộ bản {rng.randrange(1, 60)}",
        "hometown": "xã Mường Thử, tỉnh Sơn La",
        "residence": "Bản Mẫu, xã Mường Thử, tỉnh Sơn La",
        "joined_on": f"{year + 25}-05-19",
        "card_number": f"{rng.randrange(10**8):08d}",
    }
    return {
        "id": key,
        "batch_id": batch["id"],
        "station_id": batch["station_id"],
        "record_id": record_id,
        "record_version": 1,
        "is_current": True,
        "receipt_number": f"{rng.randrange(10**12):012d}",
        "full_name": name,
        "name_folded": fold(name),
        "birth_date": birth,
        "personal_id": number,
        "cell": fields["cell"],
        "channel": "counter",
        "taken_at": batch["received_at"].isoformat(),
        "document": {
            "record_id": str(record_id),
            "fields": fields,
            "sources": dict.fromkeys(fields, "list"),
            # About what the readings of card and list take.
            "readings": [
                {"source": "list", "values": fields},
                {"source": "card", "text": "-" * 300},
            ],
        },
        "photo_digest": digest,
        "signature_digest": None,
        "files": {"photo": digest},
        "findings": findings,
        "has_findings": bool(findings),
        "decided_at": None,
        "answer_id": None,
    }
