"""The report of cards (`.qtc`): sealed to the province, signed outside by the station.

Described for other programmers in docs/batch-format.md. As with an answer, the signature covers the
envelope and the envelope the digest of what is sealed, so a file is believed or refused before
anything is decrypted. It names nobody: records by their key, cards by their number.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from desktop import __version__
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
from desktop.common.errors import InputFileError
from desktop.common.text import is_clean
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity, seal, unseal
from desktop.security.station_identity import (
    SignatureError,
    StationIdentity,
    fingerprint,
    read_certificate,
    sign,
    verify,
)

FORMAT = 1
CARDS_NAME: Final = "qtn-cards"
ENVELOPE_NAME: Final = "qtn-cards-envelope"
SUFFIX = ".qtc"
LARGEST_FILE = 64 << 20
LONGEST_REASON = 500

_TIME = "%Y-%m-%dT%H:%M:%SZ"
_PARTS = (
    Part("cards.age", 48 << 20),
    Part("envelope.json", 64 << 10),
    Part("envelope.json.p7s", LARGEST_SIGNATURE),
    Part("station.pem", 16 << 10),
)


class Whereabouts(StrEnum):
    """Where a printed card is, as its station says; stable codes."""

    RETURNED = "returned"
    DAMAGED = "damaged"
    MISSING = "missing"
    HANDED_OVER = "handed_over"


TO_REPRINT: Final = frozenset({Whereabouts.DAMAGED, Whereabouts.MISSING})
"""What is printed once more."""


@dataclass(frozen=True)
class CardNews:
    """The station's word on one card.

    Attributes:
        record_version: the version of the record that left last.
        run: 1 for the first card of the record, 2 for the one printed in its place, and so on.
        reason: why it is damaged or missing; empty otherwise.
        at: when it was counted, marked or handed over.
    """

    record_id: UUID
    record_version: int
    run: int
    card_number: str
    state: Whereabouts
    reason: str
    at: datetime


@dataclass(frozen=True)
class ReportHead:
    """What may be known of a report without a key; no personal data.

    Attributes:
        number: counts the reports of a station from 1; of two the higher one holds.
    """

    report_id: UUID
    commune_code: str
    station: str
    practice: bool
    number: int
    made_at: datetime

    @property
    def file_name(self) -> str:
        """`MT02-the-000003.qtc`."""
        return f"{self.station}-the-{self.number:06d}{SUFFIX}"

    def values(self) -> dict[str, Any]:
        """Return what stands in the envelope and inside alike."""
        return {
            "report_id": str(self.report_id),
            "commune_code": self.commune_code,
            "station": self.station,
            "practice": self.practice,
            "number": self.number,
            "made_at": self.made_at.astimezone(UTC).strftime(_TIME),
        }


@dataclass(frozen=True)
class SealedReport:
    """A report whose outside was read: the signature fits its own certificate, nothing more."""

    head: ReportHead
    records: int
    certificate_sha256: str
    sealed: bytes


def write_report(
    identity: StationIdentity,
    head: ReportHead,
    news: Sequence[CardNews],
    public_keys: Sequence[str],
) -> bytes:
    """Return the report file: sealed to the province, signed by the station.

    Args:
        identity: the station's certificate and key.
        head: whose it is, and its number.
        news: card by card.
        public_keys: the age keys of the province.
    """
    inside = canonical(
        {
            "format": CARDS_NAME,
            "format_version": FORMAT,
            **head.values(),
            "records": [_plain(one) for one in news],
        }
    )
    sealed = io.BytesIO()
    seal(io.BytesIO(inside), sealed, public_keys)
    payload = sealed.getvalue()
    envelope = canonical(
        {
            "format": ENVELOPE_NAME,
            "format_version": FORMAT,
            **head.values(),
            "records": len(news),
            "cards": {
                "name": "cards.age",
                "size": len(payload),
                "sha256": hashlib.sha256(payload).hexdigest(),
            },
            "certificate_sha256": fingerprint(identity.certificate_pem),
            "program": f"quay-tiep-nhan {__version__}",
        }
    )
    return packed(
        [
            ("cards.age", payload),
            ("envelope.json", envelope),
            ("envelope.json.p7s", sign(identity, envelope)),
            ("station.pem", identity.certificate_pem.encode()),
        ]
    )


def read_outside(data: bytes) -> SealedReport:
    """Read the outside of a report and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or no station made it.
        DocumentError: not such a report, or damaged.
    """
    found = unpacked(data, _PARTS)
    envelope, sealed = found["envelope.json"], found["cards.age"]
    values = parsed(envelope, ENVELOPE_NAME, FORMAT)
    certificate = found["station.pem"].decode("ascii", errors="replace")
    try:
        check("cards-envelope", values)
        names = read_certificate(certificate)
        verify(found["envelope.json.p7s"], envelope, certificate)
        print_of_it = fingerprint(certificate)
        head = _head(values)
    except SignatureError as error:
        raise DocumentSignatureError(str(error)) from error
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    told = values["cards"]
    if (names.commune_code, names.station_code) != (head.commune_code, head.station):
        raise DocumentSignatureError("the certificate names another station")
    if print_of_it != values["certificate_sha256"] or (told["size"], told["sha256"]) != (
        len(sealed),
        hashlib.sha256(sealed).hexdigest(),
    ):
        raise DocumentError("the parts do not belong together")
    return SealedReport(head, values["records"], print_of_it, sealed)


def open_report(outside: SealedReport, identities: Sequence[AgeIdentity]) -> list[CardNews]:
    """Decrypt a report that is believed, and check that its inside is what its outside says.

    Raises:
        WrongKeyError: it is sealed to other keys.
        DocumentError: the inside is damaged, or another one.
    """
    plain = io.BytesIO()
    try:
        unseal(io.BytesIO(outside.sealed), plain, identities)
    except InputFileError as error:
        raise DocumentError("damaged inside") from error
    values = parsed(plain.getvalue(), CARDS_NAME, FORMAT)
    try:
        check("cards", values)
        head = _head(values)
        news = [_news(one) for one in values["records"]]
    except (SchemaError, ValueError) as error:
        raise DocumentError(str(error)) from error
    if head != outside.head or len(news) != outside.records:
        raise DocumentError("the inside is another report")
    if len({(one.record_id, one.run) for one in news}) != len(news):
        raise DocumentError("a card stands twice")
    return news


def _plain(one: CardNews) -> dict[str, Any]:
    return {
        "record_id": str(one.record_id),
        "record_version": one.record_version,
        "run": one.run,
        "card_number": one.card_number,
        "state": one.state.value,
        "reason": one.reason,
        "at": one.at.astimezone(UTC).strftime(_TIME),
    }


def _news(values: dict[str, Any]) -> CardNews:
    state = Whereabouts(values["state"])
    if bool(values["reason"]) != (state in TO_REPRINT) or not is_clean(values["reason"]):
        raise ValueError("a reason that should not be there, none, or hidden characters")
    return CardNews(
        UUID(values["record_id"]),
        values["record_version"],
        values["run"],
        values["card_number"],
        state,
        values["reason"],
        _moment(values["at"]),
    )


def _head(values: dict[str, Any]) -> ReportHead:
    return ReportHead(
        report_id=UUID(values["report_id"]),
        commune_code=values["commune_code"],
        station=values["station"],
        practice=values["practice"],
        number=values["number"],
        made_at=_moment(values["made_at"]),
    )


def _moment(text: str) -> datetime:
    return datetime.strptime(text, _TIME).replace(tzinfo=UTC)
