"""What is shown of a record that somebody decides about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.province.records.views import RecordLine


@dataclass(frozen=True)
class ReviewCounts:
    """How many wait.

    Attributes:
        held: records that wait for somebody, doubles among them.
        doubled: those of them that may be somebody else's record too.
        clean: records that can be accepted without looking.
        apart: records kept apart that no answer told their station of yet.
        apart_told: those whose station was told.
    """

    held: int
    doubled: int
    clean: int
    apart: int
    apart_told: int


@dataclass(frozen=True)
class RecordDetail:
    """One record as its station sent it.

    Attributes:
        fields: field key to value, as frozen by the station; unknown keys are kept.
        photo: JPEG or PNG that was looked at on arrival; None when there is none.
        note, field: said with the decision.
        same_number: of a double: whether both have the same number.
        doubles: the records it may double, undecided first; theirs are not followed.
    """

    line: RecordLine
    fields: dict[str, str]
    photo: bytes | None
    taken_at: str
    channel: str
    file_name: str
    received_at: datetime
    note: str
    field: str
    decided_by: str
    decided_at: datetime | None
    same_number: bool = False
    doubles: tuple[RecordDetail, ...] = ()


@dataclass(frozen=True)
class ApartLine:
    """A record that was kept apart: no honest station can send it, so nobody can accept it.

    Attributes:
        place: what is wrong, a field or a part of the file; "" when that could not be told.
        is_told: whether an answer sent it back.
    """

    id: UUID
    record_id: UUID
    station: str
    commune_name: str
    sequence: int
    reason: str
    place: str
    kept_at: datetime
    is_told: bool


@dataclass(frozen=True)
class Verdict:
    """What somebody says of one record: accepted, or sent back with a reason.

    Attributes:
        reason: code of `answering.reasons.Reason`; "" when accepted.
        field: the field that has to be mended, where the reason does not say it.
    """

    accepted: bool
    reason: str = ""
    field: str = ""
    note: str = ""


@dataclass(frozen=True)
class Decided:
    """A decision as it was taken, with all that is needed to take it back.

    Attributes:
        before: how the record stood: verdict, reason, field, note, when, by whom, answer.
        pairs: the pairs that were settled by it.
    """

    record: UUID
    full_name: str
    accepted: bool
    at: datetime
    actor: str
    before: tuple[str, str, str, str, datetime | None, str, UUID | None]
    pairs: tuple[tuple[UUID, UUID], ...]


@dataclass(frozen=True)
class CleanAccepted:
    """All clean records were accepted at once; can be taken back as long as none was answered."""

    count: int
    at: datetime
    actor: str
