"""What is told of a lease: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Holder:
    """Where somebody is open now.

    Attributes:
        station: code of the counter.
        operator: who works there, as the counter says it.
        since: since when.
    """

    station: str
    operator: str
    since: datetime
