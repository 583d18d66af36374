"""What the list of all records shows to its callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from desktop.common.i18n import mark, tr
from desktop.province.rules import ID_DIFFERS, NO_PHOTO, NOT_ELIGIBLE


class Standing(StrEnum):
    """How far a record is at the province; what the list is filtered by."""

    HELD = "held"
    DOUBLED = "doubled"
    CLEAN = "clean"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


STANDING_WORDS: Final[dict[Standing, str]] = {
    Standing.HELD: mark("Chờ người xem"),
    Standing.DOUBLED: mark("Chờ xem vì trùng"),
    Standing.CLEAN: mark("Đạt, chờ chấp nhận"),
    Standing.ACCEPTED: mark("Chấp nhận"),
    Standing.REJECTED: mark("Trả về"),
}

_FINDINGS: Final[dict[str, str]] = {
    NO_PHOTO: mark("Hồ sơ không có ảnh."),
    NOT_ELIGIBLE: mark("Tình trạng trong danh sách chưa thuộc diện đổi thẻ."),
    ID_DIFFERS: mark("Năm sinh hoặc giới tính không khớp với số định danh."),
}


def standing_words(standing: Standing) -> str:
    """Return the words people read."""
    return tr(STANDING_WORDS[standing])


def finding_words(code: str) -> str:
    """Return what was found on arrival, in a sentence."""
    return tr(_FINDINGS[code]) if code in _FINDINGS else tr("Cần người xem lại.")


@dataclass(frozen=True)
class RecordQuery:
    """Which records are wanted; only the newest version of each is ever listed.

    Attributes:
        text: words of a name in any order, with or without diacritics, or digits of a number.
        standing: how far they are; None for all.
        commune: official code; "" for all.
        batch: one batch; None for all.
        oldest_first: in the order in which they came, else the newest first.
    """

    text: str = ""
    standing: Standing | None = None
    commune: str = ""
    batch: UUID | None = None
    oldest_first: bool = False


@dataclass(frozen=True)
class RecordLine:
    """One line of the list.

    Attributes:
        is_told: whether its station was told of the decision.
    """

    id: UUID
    record_id: UUID
    station: str
    commune_code: str
    commune_name: str
    sequence: int
    receipt_number: str
    full_name: str
    birth_date: str
    personal_id: str
    standing: Standing
    findings: tuple[str, ...]
    reason: str
    is_told: bool


@dataclass(frozen=True)
class RecordMarks:
    """The answer to a query before any of its rows: how many, and where each page begins.

    Attributes:
        starts: key of the first record of each page.
        page: rows on a page.
    """

    query: RecordQuery
    count: int
    starts: tuple[UUID, ...]
    page: int


@dataclass(frozen=True)
class BatchChoice:
    """A batch one may filter by."""

    id: UUID
    station: str
    sequence: int
    records: int
    received_at: datetime


@dataclass(frozen=True)
class RecordChoices:
    """What one may filter by: (code, name) of communes, and the batches of one of them."""

    communes: tuple[tuple[str, str], ...]
    batches: tuple[BatchChoice, ...]
