"""What one look at the shared store tells: a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.intake.leases.views import Holder

if TYPE_CHECKING:
    # The window, which reads these, is painted before the database's library is loaded.
    from desktop.storage.twins import Twin


@dataclass(frozen=True)
class Look:
    """Where the shared store stands; two looks that are equal saw the same.

    Attributes:
        event: number of the newest audit event.
        people: time of the newest change of somebody on the list.
        drafts: time of the newest change of a draft; typing leaves no event of its own.
        held: whom other counters have open now.
        lead: how far this machine's clock is ahead of the server's.
        twin: another machine that works under the code of this counter.
        is_newer: another counter has brought the tables to a shape this program does not know.
    """

    event: int
    people: datetime | None
    drafts: datetime | None
    held: Mapping[UUID, Holder]
    lead: timedelta = field(default=timedelta(0), compare=False)
    twin: Twin | None = None
    is_newer: bool = False
