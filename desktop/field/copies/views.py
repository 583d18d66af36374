"""What is told of a counter's copy of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class CopyState:
    """The copy of one counter.

    Attributes:
        is_there: whether the counter has one.
        code: the copy's own station code, which stands in the receipt numbers it gives.
        made_at: when it was made from the server; what it says of the list is as of then.
        people: how many people it knows.
        since: when the counter went on without the server; None while it works on the server and
            nothing waits.
        finished: finished records that are not on the server.
        drafts: records under work that the server does not have as they are here.
    """

    is_there: bool
    code: str = ""
    made_at: datetime | None = None
    people: int = 0
    since: datetime | None = None
    finished: int = 0
    drafts: int = 0

    @property
    def waiting(self) -> int:
        """How many records the server does not have as they are here."""
        return self.finished + self.drafts


@dataclass(frozen=True)
class BroughtBack:
    """What became of the records that a counter took without the server.

    Attributes:
        records: finished records that came.
        drafts: records under work that came; the counter goes on with them on the server.
        conflicts: records that wait for a supervisor's choice, with all their bytes.
    """

    records: int
    drafts: int
    conflicts: tuple[UUID, ...] = ()
