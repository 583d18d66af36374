"""What callers get of other lists: reports, pairs side by side, how far somebody was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from desktop.common.vocabulary import FieldKey, LinkState, SourceKind


@dataclass(frozen=True)
class SourceReport:
    """What taking another list in did.

    `records == linked + waiting + refused + unmatched` always holds.

    Attributes:
        is_new: False when the same file was the current one already.
        records: people the other list names.
        linked: held to be a person of ours (surely, or by somebody's word).
        waiting: pairs to be confirmed.
        refused: pairs somebody said no to before.
        unmatched: records that resemble nobody of ours.
        members_without: people of ours whom the other list does not have.
        discrepancies: open lines of the register now, over all sources.
    """

    list_id: UUID
    kind: SourceKind
    file_name: str
    is_new: bool
    records: int
    linked: int
    waiting: int
    refused: int
    unmatched: int
    members_without: int
    discrepancies: int
    messages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return counts and the name of the file."""
        names = ("records", "linked", "waiting", "refused", "unmatched", "members_without")
        counts = {name: getattr(self, name) for name in (*names, "discrepancies")}
        return {
            "list_id": str(self.list_id),
            "source": self.kind.value,
            "file": self.file_name,
            "new": self.is_new,
            "counts": counts,
            "messages": list(self.messages),
        }


@dataclass(frozen=True)
class Side:
    """One side of a pair: fields as stored, only those the side has."""

    fields: dict[FieldKey, str]

    @property
    def full_name(self) -> str:
        """The name."""
        return self.fields.get(FieldKey.FULL_NAME, "")


@dataclass(frozen=True)
class PairReason:
    """One line of why two rows may be one person.

    Attributes:
        fact: word of the weight table (`family`, `birth`, `place` …).
        verdict: how it compares (`same`, `one_digit`, `differs` …).
        weight: log2 of the odds; below 0 speaks against.
    """

    fact: str
    verdict: str
    weight: float
    contradicts: bool


@dataclass(frozen=True)
class PairView:
    """A person of ours and a record of another list, side by side.

    Attributes:
        zone: `same` or `ask`, as the comparison found.
        decided_by: empty when no person decided.
    """

    link_id: UUID
    member_id: UUID
    kind: SourceKind
    row_number: int
    zone: str
    state: LinkState
    weight: float
    reasons: tuple[PairReason, ...]
    member: Side
    record: Side
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class ListInfo:
    """A list that was taken in.

    Attributes:
        as_of: day it says it describes (ISO, reduced), or empty.
        records: people it names.
    """

    list_id: UUID
    file_name: str
    sha256: str
    sheet: str
    as_of: str
    imported_at: datetime
    imported_by: str
    records: int


@dataclass(frozen=True)
class LinkInfo:
    """What holds of one pair; `decided_by` is empty when no person decided."""

    state: LinkState
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class SourceSummary:
    """What was done with one kind of source; `source` is None when none was taken in.

    Attributes:
        linked_alone: links the comparison made without asking.
        linked_asked: links that somebody confirmed.
    """

    kind: SourceKind
    source: ListInfo | None = None
    linked_alone: int = 0
    linked_asked: int = 0
    waiting: int = 0
    refused: int = 0


class CheckState(StrEnum):
    """How far one person was checked against one source; never more than was done."""

    NO_SOURCE = "no_source"
    """No such list was taken in."""
    NOT_FOUND = "not_found"
    """The list has nobody like this person (or somebody said that it is not the person)."""
    WAITING = "waiting"
    """Somebody must say whether the record is this person."""
    DIFFERS = "differs"
    """Linked; differences are open."""
    CHECKED = "checked"
    """Linked; no difference is open."""


@dataclass(frozen=True)
class Check:
    """One person against one source.

    Attributes:
        as_of: day the source says it describes, ISO, or empty.
        file_name: of the source.
        at: when it was linked or taken in; None without a source.
        by: who said so; empty when the comparison was sure by itself.
        open: number of open differences of the person that this source is part of.
        words: one line for the screen.
    """

    kind: SourceKind
    state: CheckState
    as_of: str
    file_name: str
    at: datetime | None
    by: str
    open: int
    words: str
