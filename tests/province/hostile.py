"""Makes batches that a real station's key signs and no honest station would write."""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.batch import envelope as envelopes
from desktop.batch.bag import BagWriter, info_lines
from desktop.batch.envelope import Envelope
from desktop.batch.stored_zip import ArchiveWriter
from desktop.common.ids import new_id
from desktop.models import Recipient, Station
from desktop.security.sealing import seal
from desktop.security.station_identity import StationIdentity, fingerprint, sign

AT = datetime(2025, 8, 20, 2, 30, tzinfo=UTC)


def record(**changes: Any) -> dict[str, Any]:
    """Return a document that any province would take, with some parts made otherwise."""
    key = str(new_id())
    document = {
        "record_format": 1,
        "record_id": key,
        "record_version": 2,
        "practice": False,
        "station": "MT02",
        "receipt_number": f"MT02-{key[-6:]}",
        "received_at": AT.isoformat(),
        "channel": "counter",
        "fields": {
            "full_name": f"Lò Văn {key[-4:]}",
            "birth_date": "1978-03-12",
            "sex": "male",
            "personal_id": "0140780" + f"{int(key[-5:], 16) % 100000:05d}",
        },
        "member": {"status": "official"},
        "files": {"photo": None, "signature": None},
    }
    return {**document, **changes}


def entry(document: dict[str, Any]) -> tuple[str, bytes]:
    """Return the name and the bytes of a document in the bag."""
    data = json.dumps(document, ensure_ascii=False).encode()
    return f"data/records/{document['record_id']}.json", data


def hostile_batch(
    station: Any,
    target: Path,
    entries: list[tuple[str, bytes]],
    *,
    sequence: int,
    identity: StationIdentity | None = None,
    **outside: Any,
) -> Path:
    """Write a batch around any entries, signed as the station signs.

    Args:
        station: a `LoopStation`.
        target: the folder.
        entries: names relative to the bag, and bytes.
        sequence: its number.
        identity: somebody else's key, if the station's is not at hand.
        outside: values of the envelope made otherwise.
    """
    with station.store.read() as session:
        home = session.query(Station).one()
        keys = [(row.name, row.public_key) for row in session.query(Recipient)]
    identity = identity or StationIdentity(home.certificate_pem, home.private_key_pem)
    base, batch_id = f"{home.code}-{sequence:06d}", new_id()
    records = sum(name.startswith("data/records/") for name, _ in entries)
    plain = io.BytesIO()
    bag = BagWriter(plain, base)
    for name, data in entries:
        bag.add(name, data)
    info = info_lines(
        base=base,
        batch_id=str(batch_id),
        commune_code=home.commune_code,
        commune_name="",
        station=home.code,
        exported_at=AT,
        records=records,
        practice=False,
        recipients=keys,
    )
    bag.finish(info, lambda data: sign(identity, data))
    sealed = io.BytesIO()
    seal(io.BytesIO(plain.getvalue()), sealed, [key for _, key in keys])
    payload = sealed.getvalue()
    values = {
        "batch_id": batch_id,
        "commune_code": home.commune_code,
        "station": home.code,
        "sequence": sequence,
        "practice": False,
        "records": records,
        "exported_at": AT,
        "payload_size": len(payload),
        "payload_sha256": hashlib.sha256(payload).hexdigest(),
        "audit_number": 0,
        "audit_digest": "0" * 64,
        "certificate_sha256": fingerprint(identity.certificate_pem),
        "program": "test",
    }
    document = Envelope(**{**values, **outside}).to_bytes()
    path = target / f"{base}.qtn"
    write_container(path, payload, document, sign(identity, document), identity.certificate_pem)
    return path


def write_container(
    path: Path, payload: bytes, envelope: bytes, signature: bytes, certificate: str
) -> None:
    """Write the outer archive as a station spells it."""
    with path.open("wb") as stream:
        outer = ArchiveWriter(stream)
        outer.reserve_large(envelopes.PAYLOAD_NAME)
        stream.write(payload)
        end = stream.tell()
        stream.seek(0)
        stream.write(outer.large_header(envelopes.PAYLOAD_NAME, len(payload), zlib.crc32(payload)))
        stream.seek(end)
        outer.add(envelopes.ENVELOPE_NAME, envelope)
        outer.add(envelopes.SIGNATURE_NAME, signature)
        outer.add(envelopes.CERTIFICATE_NAME, certificate.encode())
        outer.finish()
