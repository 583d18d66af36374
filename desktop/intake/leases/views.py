"""What is told of a lease: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Holder:
    """Where somebody is open now.

    Attributes:
        member_id: who it is.
        station: code of the counter.
        operator: who works there, as the counter says it.
        since: since when.
    """

    member_id: UUID
    station: str
    operator: str
    since: datetime
