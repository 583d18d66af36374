"""The envelope: the signed outside of a batch, readable by everybody, with nobody's data in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from desktop.batch.rules import FORMAT, FORMAT_NAME, LARGEST_SEQUENCE
from desktop.batch.views import EarlierHead

PAYLOAD_NAME = "payload.age"
ENVELOPE_NAME = "envelope.json"
SIGNATURE_NAME = "envelope.json.p7s"
CERTIFICATE_NAME = "station.pem"
LARGEST_ENVELOPE = 64 << 10

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_HEX64 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_STATION = re.compile(r"[A-Z0-9]{2,6}", re.ASCII)
_COMMUNE = re.compile(r"[0-9]{5}", re.ASCII)


class EnvelopeError(ValueError):
    """The bytes are not an envelope; the text is for logs."""


class UnknownFormatError(EnvelopeError):
    """It is an envelope of another version of the format."""

    def __init__(self, version: int | None) -> None:
        super().__init__(f"format version {version}")
        self.version = version


@dataclass(frozen=True)
class Envelope:
    """What stands outside (see docs/batch-format.md and resources/schemas/).

    Attributes:
        audit_before: None in a station's first batch, and in files of before it was written down.
    """

    batch_id: UUID
    commune_code: str
    station: str
    sequence: int
    practice: bool
    records: int
    exported_at: datetime
    payload_size: int
    payload_sha256: str
    audit_number: int
    audit_digest: str
    certificate_sha256: str
    program: str
    audit_before: EarlierHead | None = None

    def to_bytes(self) -> bytes:
        """Return the JSON document that is signed."""
        before = self.audit_before
        values = {
            "format": FORMAT_NAME,
            "format_version": FORMAT,
            "batch_id": str(self.batch_id),
            "commune_code": self.commune_code,
            "station": self.station,
            "sequence": self.sequence,
            "practice": self.practice,
            "records": self.records,
            "exported_at": self.exported_at.astimezone(UTC).strftime(_TIME),
            "payload": {
                "name": PAYLOAD_NAME,
                "size": self.payload_size,
                "sha256": self.payload_sha256,
            },
            "audit_head": {"number": self.audit_number, "digest": self.audit_digest},
            **({"audit_before": asdict(before)} if before else {}),
            "certificate_sha256": self.certificate_sha256,
            "program": self.program,
        }
        return (json.dumps(values, ensure_ascii=False, indent=2) + "\n").encode()


def parse(data: bytes) -> Envelope:
    """Read an envelope strictly: every field, of its type, nothing else.

    Raises:
        UnknownFormatError: another version of the format.
        EnvelopeError: not an envelope.
    """
    try:
        values = json.loads(data.decode(), object_pairs_hook=_no_doubles)
    except (ValueError, RecursionError) as error:
        raise EnvelopeError("not JSON") from error
    if not isinstance(values, dict) or values.get("format") != FORMAT_NAME:
        raise EnvelopeError("not an envelope of a batch")
    version = values.get("format_version")
    if type(version) is not int or version != FORMAT:
        raise UnknownFormatError(version if type(version) is int else None)
    fields = _fields(values)
    envelope = Envelope(**fields)
    if envelope.to_bytes() != data:
        raise EnvelopeError("spelled otherwise than a station spells it")
    return envelope


def _fields(values: dict[str, Any]) -> dict[str, Any]:
    try:
        payload, head = values["payload"], values["audit_head"]
        return {
            "batch_id": UUID(_text(values["batch_id"], None)),
            "commune_code": _text(values["commune_code"], _COMMUNE),
            "station": _text(values["station"], _STATION),
            "sequence": _number(values["sequence"], 1, LARGEST_SEQUENCE),
            "practice": _flag(values["practice"]),
            "records": _number(values["records"], 1, 10_000_000),
            "exported_at": datetime.strptime(_text(values["exported_at"], None), _TIME).replace(
                tzinfo=UTC
            ),
            "payload_size": _number(payload["size"], 1, 1 << 50),
            "payload_sha256": _text(payload["sha256"], _HEX64),
            "audit_number": _number(head["number"], 0, 1 << 50),
            "audit_digest": _text(head["digest"], _HEX64),
            "certificate_sha256": _text(values["certificate_sha256"], _HEX64),
            "program": _text(values["program"], None),
            "audit_before": _before(values),
        }
    except (KeyError, TypeError, ValueError) as error:
        raise EnvelopeError(f"a field is missing or wrong: {error}") from error


def _before(values: dict[str, Any]) -> EarlierHead | None:
    if "audit_before" not in values:
        return None
    before = values["audit_before"]
    return EarlierHead(
        sequence=_number(before["sequence"], 1, LARGEST_SEQUENCE),
        number=_number(before["number"], 1, 1 << 50),
        digest=_text(before["digest"], _HEX64),
    )


def _text(value: object, shape: re.Pattern[str] | None) -> str:
    if not isinstance(value, str) or (shape is not None and not shape.fullmatch(value)):
        raise ValueError("text")
    return value


def _number(value: object, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("number")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("a key stands twice")
    return values


Sign = Callable[[bytes], bytes]
"""Returns the detached signature of the station over some bytes."""
