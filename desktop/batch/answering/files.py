"""The answer file (`.qta`): sealed to the station, signed outside by the province.

Described for other programmers in docs/batch-format.md. The signature covers the envelope, and
the envelope the digest of the sealed answer; so a file is believed or refused before anything is
decrypted, and nobody without the province's key can make one.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from desktop import __version__
from desktop.batch.rules import base_name
from desktop.batch.schemas import SchemaError, check
from desktop.batch.signed_file import (
    DocumentError,
    DocumentSignatureError,
    Part,
    canonical,
    packed,
    parsed,
    unpacked,
)
from desktop.common.errors import InputFileError, WrongKeyError
from desktop.common.text import is_clean
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity, seal, unseal
from desktop.security.station_identity import (
    SignatureError,
    StationIdentity,
    fingerprint,
    read_province_certificate,
    sign,
    verify,
)

FORMAT = 1
ANSWER_NAME: Final = "qtn-answer"
ENVELOPE_NAME: Final = "qtn-answer-envelope"
SUFFIX = ".qta"
LARGEST_FILE = 64 << 20
ACCEPTED, REJECTED = "accepted", "rejected"

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_PARTS = (
    Part("answer.age", 48 << 20),
    Part("envelope.json", 64 << 10),
    Part("envelope.json.p7s", LARGEST_SIGNATURE),
    Part("province.pem", 16 << 10),
)


@dataclass(frozen=True)
class Verdict:
    """The province's word on one version of one record.

    Attributes:
        accepted: whether it goes on to the printing office.
        reason: code of `reasons.Reason`, "" when accepted.
        field: what is wrong: a `FieldKey`, `photo` or `signature`; "" when nothing in particular.
        note: words for the clerk.
    """

    record_id: UUID
    record_version: int
    accepted: bool
    reason: str = ""
    field: str = ""
    note: str = ""


@dataclass(frozen=True)
class AnswerHead:
    """What may be known of an answer without a key; no personal data.

    Attributes:
        payload_sha256: of the sealed payload of the batch that is answered.
        number: 1 for the first answer to a batch; of two the higher one holds.
    """

    answer_id: UUID
    province: str
    station: str
    practice: bool
    batch_id: UUID
    sequence: int
    payload_sha256: str
    number: int
    made_at: datetime

    @property
    def file_name(self) -> str:
        """`TN01-000012-a01.qta`."""
        return f"{base_name(self.station, self.sequence)}-a{self.number:02d}{SUFFIX}"

    def values(self) -> dict[str, Any]:
        """Return what stands in the envelope and in the answer alike."""
        return {
            "answer_id": str(self.answer_id),
            "province": self.province,
            "station": self.station,
            "practice": self.practice,
            "batch_id": str(self.batch_id),
            "sequence": self.sequence,
            "payload_sha256": self.payload_sha256,
            "number": self.number,
            "made_at": self.made_at.astimezone(UTC).strftime(_TIME),
        }


@dataclass(frozen=True)
class SealedAnswer:
    """An answer whose outside was read: the signature fits its own certificate, nothing more."""

    head: AnswerHead
    records: int
    certificate_pem: str
    certificate_sha256: str
    sealed: bytes


def write_answer(
    identity: StationIdentity,
    head: AnswerHead,
    verdicts: Sequence[Verdict],
    public_keys: Sequence[str],
) -> bytes:
    """Return the answer file: sealed to the station, signed by the province.

    Args:
        identity: the province's certificate and key.
        head: which batch is answered, and when.
        verdicts: record by record.
        public_keys: the age keys of the station.

    Raises:
        SchemaError: its reader would refuse it; nothing was signed.
    """
    answer = {
        "format": ANSWER_NAME,
        "format_version": FORMAT,
        **head.values(),
        "records": [_plain(verdict) for verdict in verdicts],
    }
    check("answer", answer)
    sealed = io.BytesIO()
    seal(io.BytesIO(canonical(answer)), sealed, public_keys)
    payload = sealed.getvalue()
    accepted = sum(verdict.accepted for verdict in verdicts)
    envelope = canonical(
        {
            "format": ENVELOPE_NAME,
            "format_version": FORMAT,
            **head.values(),
            "records": len(verdicts),
            "accepted": accepted,
            "rejected": len(verdicts) - accepted,
            "answer": {
                "name": "answer.age",
                "size": len(payload),
                "sha256": hashlib.sha256(payload).hexdigest(),
            },
            "certificate_sha256": fingerprint(identity.certificate_pem),
            "program": f"quay-tiep-nhan {__version__}",
        }
    )
    return packed(
        [
            ("answer.age", payload),
            ("envelope.json", envelope),
            ("envelope.json.p7s", sign(identity, envelope)),
            ("province.pem", identity.certificate_pem.encode()),
        ]
    )


def read_outside(data: bytes) -> SealedAnswer:
    """Read the outside of an answer file and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentError: not an answer, damaged, or its signature does not fit.
    """
    found = unpacked(data, _PARTS)
    envelope = found["envelope.json"]
    values = parsed(envelope, ENVELOPE_NAME, FORMAT)
    certificate = found["province.pem"].decode("ascii", errors="replace")
    sealed = found["answer.age"]
    try:
        check("answer-envelope", values)
        names = read_province_certificate(certificate)
        verify(found["envelope.json.p7s"], envelope, certificate)
        print_of_it = fingerprint(certificate)
        head = _head(values)
    except SignatureError as error:
        raise DocumentSignatureError(str(error)) from error
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    told = values["answer"]
    if (
        names.province_code != head.province
        or print_of_it != values["certificate_sha256"]
        or (told["size"], told["sha256"]) != (len(sealed), hashlib.sha256(sealed).hexdigest())
    ):
        raise DocumentError("the parts do not belong together")
    return SealedAnswer(head, values["records"], certificate, print_of_it, sealed)


def open_answer(outside: SealedAnswer, identities: Sequence[AgeIdentity]) -> list[Verdict]:
    """Decrypt an answer that is believed, and check that its inside is what its outside says.

    Raises:
        DocumentError: it cannot be opened with these keys, or the inside is another one.
    """
    plain = io.BytesIO()
    try:
        unseal(io.BytesIO(outside.sealed), plain, identities)
    except (WrongKeyError, InputFileError) as error:
        raise DocumentError("sealed to another key") from error
    values = parsed(plain.getvalue(), ANSWER_NAME, FORMAT)
    try:
        check("answer", values)
        head = _head(values)
        verdicts = [_verdict(record) for record in values["records"]]
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if head != outside.head or len(verdicts) != outside.records:
        raise DocumentError("the inside is another answer")
    if len({verdict.record_id for verdict in verdicts}) != len(verdicts):
        raise DocumentError("a record is answered twice")
    return verdicts


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "record_id": str(verdict.record_id),
        "record_version": verdict.record_version,
        "verdict": ACCEPTED if verdict.accepted else REJECTED,
        "reason": verdict.reason,
        "field": verdict.field,
        "note": verdict.note,
    }


def _verdict(record: dict[str, Any]) -> Verdict:
    accepted = record["verdict"] == ACCEPTED
    if not accepted and not record["reason"]:
        raise ValueError("rejected without a reason")
    if not is_clean(record["note"]):
        raise ValueError("a note with invisible characters")
    return Verdict(
        UUID(record["record_id"]),
        record["record_version"],
        accepted,
        record["reason"],
        record["field"],
        record["note"],
    )


def _head(values: dict[str, Any]) -> AnswerHead:
    made_at = datetime.strptime(values["made_at"], _TIME).replace(tzinfo=UTC)
    return AnswerHead(
        answer_id=UUID(values["answer_id"]),
        province=values["province"],
        station=values["station"],
        practice=values["practice"],
        batch_id=UUID(values["batch_id"]),
        sequence=values["sequence"],
        payload_sha256=values["payload_sha256"],
        number=values["number"],
        made_at=made_at,
    )
