"""What the provincial desk shows to its callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

from desktop.batch.views import Reason, reason_text
from desktop.common.i18n import mark, tr
from desktop.province.chain.rules import ChainBreak
from desktop.province.key_views import StationKey


class BatchRefusal(StrEnum):
    """Why a file is not taken in, beside the reasons of `batch verify`; stable codes."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN_STATION = "unknown_station"
    REVOKED_KEY = "revoked_key"
    PRACTICE_MIXED = "practice_mixed"
    SEQUENCE_TAKEN = "sequence_taken"
    CANNOT_OPEN = "cannot_open"
    INSIDE_CHANGED = "inside_changed"
    BAD_CARDS = "bad_cards"
    NEWER_CARDS = "newer_cards"
    OLDER_CARDS = "older_cards"
    NUMBER_TAKEN = "number_taken"


_WORDS: Final[dict[BatchRefusal, str]] = {
    BatchRefusal.UNREADABLE: mark("Không đọc được tệp."),
    BatchRefusal.TOO_LARGE: mark("Tệp quá lớn."),
    BatchRefusal.TOO_MANY: mark("Lô có quá nhiều hồ sơ."),
    BatchRefusal.UNKNOWN_STATION: mark("Quầy này chưa được ghi danh ở tỉnh, hoặc dùng khóa khác."),
    BatchRefusal.REVOKED_KEY: mark("Khóa ký của quầy đã bị thu hồi."),
    BatchRefusal.PRACTICE_MIXED: mark("Dữ liệu tập dượt và dữ liệu thật lẫn nhau."),
    BatchRefusal.SEQUENCE_TAKEN: mark("Tỉnh đã nhận một lô khác mang số này của quầy."),
    BatchRefusal.CANNOT_OPEN: mark("Tệp không niêm phong cho khóa của tỉnh."),
    BatchRefusal.INSIDE_CHANGED: mark("Phần bên trong không đúng như quầy đã ký."),
    BatchRefusal.BAD_CARDS: mark("Tệp tình hình thẻ bị hỏng khi chép, hoặc không phải tệp này."),
    BatchRefusal.NEWER_CARDS: mark("Tệp tình hình thẻ do bản phần mềm mới hơn tạo ra."),
    BatchRefusal.OLDER_CARDS: mark("Tỉnh đã nhận tình hình thẻ mới hơn của quầy này."),
    BatchRefusal.NUMBER_TAKEN: mark("Tỉnh đã nhận một tệp tình hình thẻ khác mang số này."),
}


def refusal_words(code: str) -> str:
    """Return the sentence people read for a code of ours or of `batch verify`."""
    if code in set(BatchRefusal):
        return tr(_WORDS[BatchRefusal(code)])
    return reason_text(Reason(code))


@dataclass(frozen=True)
class Taken:
    """A batch that is in the register.

    Attributes:
        records: records taken in; `quarantined` ones are not among them.
        again: the file, or one of the same content, had been taken in before.
    """

    file: Path
    station: str
    sequence: int
    records: int
    quarantined: int
    again: bool = False


@dataclass(frozen=True)
class TakenCards:
    """A card report that is in the register.

    Attributes:
        number: counts the reports of the station.
        cards: cards it tells of.
        changed: of them, those that are elsewhere than the province knew.
        aside: of them, those that fit no card that was printed for this station.
        again: the file had been taken in before.
    """

    file: Path
    station: str
    number: int
    cards: int
    changed: int
    aside: int
    again: bool = False


@dataclass(frozen=True)
class Refused:
    """A file that was not taken in."""

    file: Path
    reason: str


@dataclass(frozen=True)
class Received:
    """What became of some files."""

    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]
    cards: tuple[TakenCards, ...] = ()


@dataclass(frozen=True)
class StationRow:
    """A station of the register.

    Attributes:
        fingerprint: groups of digits of its newest certificate, to compare on the phone.
        compared: whether two people did.
        revoked: whether none of its certificates holds any more.
        keys: all its certificates, newest first.
        batches: batches taken in.
        chain: batches at which its audit trail did not go on.
    """

    code: str
    commune_code: str
    commune_name: str
    fingerprint: str
    certificate_sha256: str
    compared: bool
    revoked: bool
    enrolled_at: datetime
    keys: tuple[StationKey, ...] = ()
    batches: int = 0
    last_received_at: datetime | None = None
    chain: tuple[ChainBreak, ...] = ()


@dataclass(frozen=True, slots=True)
class CardCounts:
    """Where the printed cards of one station are, by its own word.

    Attributes:
        returned: at the commune, waiting for their people.
        handed_over: with their people.
        to_reprint: damaged or missing, and nothing was printed in their place yet.
    """

    returned: int = 0
    handed_over: int = 0
    to_reprint: int = 0


@dataclass(frozen=True)
class StationCount:
    """How far one station is.

    Attributes:
        held: taken in, and waiting for somebody's decision.
        clean: taken in, and waiting only to be answered.
        missing: numbers below the highest that never arrived.
        cards: where its printed cards are.
        chain: batches at which its audit trail did not go on.
    """

    code: str
    commune_code: str
    commune_name: str
    batches: int
    records: int
    accepted: int
    rejected: int
    held: int
    clean: int
    quarantined: int
    missing: tuple[int, ...]
    last_received_at: datetime | None
    cards: CardCounts = CardCounts()
    chain: tuple[ChainBreak, ...] = ()


@dataclass(frozen=True)
class ArrivedBatch:
    """A batch of a station, and how far it was answered.

    Attributes:
        records: records taken in; `quarantined` ones are not among them.
        waiting: records of it, quarantined ones and replaced versions too, that no answer tells
            of yet.
    """

    sequence: int
    file_name: str
    records: int
    quarantined: int
    waiting: int
    received_at: datetime
    received_by: str


@dataclass(frozen=True)
class StationDetail:
    """What one station sent.

    Attributes:
        batches: newest number first.
        apart: (reason code, records) of what was quarantined, the most frequent first.
    """

    code: str
    batches: tuple[ArrivedBatch, ...]
    apart: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ChannelCount:
    """Current records of one commune and channel."""

    commune_code: str
    channel: str
    records: int
    accepted: int


@dataclass(frozen=True)
class WrittenAnswer:
    """An answer file that was written."""

    path: Path
    station: str
    sequence: int
    number: int
    accepted: int
    rejected: int


@dataclass(frozen=True)
class Decision:
    """What somebody decided on one record, by its key or its receipt number."""

    record: str
    accepted: bool
    reason: str = ""
    field: str = ""
    note: str = ""


@dataclass(frozen=True)
class HeldRecord:
    """A record that waits for a decision, with what was found and whom it may double."""

    id: UUID
    record_id: UUID
    station: str
    receipt_number: str
    full_name: str
    birth_date: str
    findings: tuple[str, ...]
    doubles: tuple[UUID, ...]
