"""The report of cards (`.qtc`): sealed to the province, signed outside by the station.

Described for other programmers in docs/batch-format.md. As with an answer, the signature covers the
envelope and the envelope the digest of what is sealed, so a file is believed or refused before
anything is decrypted. It names nobody: records by their key, cards by their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

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
from desktop.common.text import is_clean
from desktop.security.sealing import AgeIdentity
from desktop.security.station_identity import (
    StationIdentity,
)

SUFFIX = ".qtc"
LARGEST_FILE = 64 << 20
LONGEST_REASON = 500

KIND: Final = Kind("cards")


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
            "made_at": told(self.made_at),
        }


SealedReport = Outside[ReportHead]
"""A report whose outside was read."""


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
    inside = {"records": [_plain(one) for one in news]}
    return write_paper(
        KIND, identity, head.values(), inside, public_keys, counts={"records": len(news)}
    )


def read_outside(data: bytes) -> SealedReport:
    """Read the outside of a report and check it against the certificate it carries.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or no station made it.
        DocumentError: not such a report, or damaged.
    """
    return read_paper(KIND, data, _head)


def open_report(outside: SealedReport, identities: Sequence[AgeIdentity]) -> list[CardNews]:
    """Decrypt a report that is believed, and check that its inside is what its outside says.

    Raises:
        WrongKeyError: it is sealed to other keys.
        DocumentError: the inside is damaged, or another one.
    """
    values = open_paper(KIND, outside, identities, _head)
    try:
        news = [_news(one) for one in values["records"]]
    except ValueError as error:
        raise DocumentError(str(error)) from error
    if len(news) != outside.records:
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
        "at": told(one.at),
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
        moment(values["at"]),
    )


def _head(values: Mapping[str, Any]) -> ReportHead:
    return ReportHead(
        report_id=UUID(values["report_id"]),
        commune_code=values["commune_code"],
        station=values["station"],
        practice=values["practice"],
        number=values["number"],
        made_at=moment(values["made_at"]),
    )
