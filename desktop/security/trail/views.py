"""What the trail shows to its callers: frozen values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """What was done to a trail; stable words for `--json`."""

    EDITED = "edited"
    DELETED = "deleted"
    REORDERED = "reordered"
    CUT = "cut"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Head:
    """The newest event of a trail as somebody kept it outside.

    Attributes:
        digest: 64 hex digits.
        number: of that event; None when only the digest is known.
        source: where it was kept, for people (`lô số 3`).
    """

    digest: str
    number: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Break:
    """The first event that is not as it was written.

    Attributes:
        number: its number, also when it is gone.
        fault: what was done.
        at: when it happened; None when the event is gone.
        tag: what it was; "" when the event is gone.
        after: when the event before it happened; None for the first.
        source: where the head was kept that told, or "".
    """

    number: int
    fault: Fault
    at: datetime | None = None
    tag: str = ""
    after: datetime | None = None
    source: str = ""


@dataclass(frozen=True)
class Proof:
    """What came out of proving a trail.

    Attributes:
        events: how many events were read before the end or the first break.
        number: the newest event that holds; 0 for none.
        digest: its digest.
        heads: how many heads kept outside were held against the trail.
        broken: the first break, or None.
    """

    events: int
    number: int
    digest: str
    heads: int
    broken: Break | None = None

    @property
    def ok(self) -> bool:
        """Whether every event is as it was written."""
        return self.broken is None
