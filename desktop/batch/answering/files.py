"""The answer file (`.qta`): sealed to the station, signed outside by the province.

Described for other programmers in docs/batch-format.md. The signature covers the envelope, and
the envelope the digest of the sealed answer; so a file is believed or refused before anything is
decrypted, and nobody without the province's key can make one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from desktop.batch.rules import base_name
from desktop.batch.sealed_paper import (
    Kind,
    Outside,
    moment,
    open_paper,
    read_paper,
    told,
    write_paper,
)
from desktop.batch.signed_file import (
    DocumentError,
)
from desktop.common.errors import WrongKeyError
from desktop.common.text import is_clean
from desktop.security.sealing import AgeIdentity
from desktop.security.station_identity import (
    StationIdentity,
)

SUFFIX = ".qta"
LARGEST_FILE = 64 << 20
ACCEPTED, REJECTED = "accepted", "rejected"

KIND: Final = Kind("answer", signer="province")


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
            "made_at": told(self.made_at),
        }


SealedAnswer = Outside[AnswerHead]
"""An answer whose outside was read."""


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
    accepted = sum(verdict.accepted for verdict in verdicts)
    counts = {
        "records": len(verdicts),
        "accepted": accepted,
        "rejected": len(verdicts) - accepted,
    }
    inside = {"records": [_plain(verdict) for verdict in verdicts]}
    return write_paper(KIND, identity, head.values(), inside, public_keys, counts=counts)


def read_outside(data: bytes) -> SealedAnswer:
    """Read the outside of an answer file and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentError: not an answer, damaged, or its signature does not fit.
    """
    return read_paper(KIND, data, _head)


def open_answer(outside: SealedAnswer, identities: Sequence[AgeIdentity]) -> list[Verdict]:
    """Decrypt an answer that is believed, and check that its inside is what its outside says.

    Raises:
        DocumentError: it cannot be opened with these keys, or the inside is another one.
    """
    try:
        values = open_paper(KIND, outside, identities, _head)
    except WrongKeyError as error:
        raise DocumentError("sealed to another key") from error
    try:
        verdicts = [_verdict(record) for record in values["records"]]
    except ValueError as error:
        raise DocumentError(str(error)) from error
    if len(verdicts) != outside.records:
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


def _head(values: Mapping[str, Any]) -> AnswerHead:
    return AnswerHead(
        answer_id=UUID(values["answer_id"]),
        province=values["province"],
        station=values["station"],
        practice=values["practice"],
        batch_id=UUID(values["batch_id"]),
        sequence=values["sequence"],
        payload_sha256=values["payload_sha256"],
        number=values["number"],
        made_at=moment(values["made_at"]),
    )
