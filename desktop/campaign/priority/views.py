"""What callers get of flags; a reason of health is told by `PriorityService.reveal` only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop.common.flags import FlagReason


@dataclass(frozen=True)
class PersonPriority:
    """Whether somebody comes first, as everybody at the counter may read it.

    Attributes:
        is_old: by their age, computed.
        reasons: flags that may be told.
        has_hidden: there is a reason of health, too.
    """

    is_old: bool = False
    reasons: tuple[FlagReason, ...] = ()
    has_hidden: bool = False

    @property
    def comes_first(self) -> bool:
        """Whether there is any reason."""
        return self.is_old or bool(self.reasons) or self.has_hidden


@dataclass(frozen=True)
class FlagEntry:
    """One flag of the history.

    Attributes:
        cleared_at: when it was taken back; None while it holds.
    """

    reason: FlagReason
    note: str
    set_at: datetime
    set_by: str
    cleared_at: datetime | None = None
    cleared_by: str = ""

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.cleared_at is None


@dataclass(frozen=True)
class FlagSheet:
    """Everything kept about one person's priority; whoever gets it is in the audit trail.

    Attributes:
        entries: the newest first, those taken back included.
        old_from: age in whole years from which somebody comes first.
    """

    full_name: str
    birth_shown: str
    cell: str
    is_old: bool
    old_from: int
    entries: tuple[FlagEntry, ...]

    @property
    def reasons(self) -> frozenset[FlagReason]:
        """The flags that hold."""
        return frozenset(one.reason for one in self.entries if one.holds)

    @property
    def note(self) -> str:
        """What stands beside “another reason”."""
        other = FlagReason.OTHER
        return next((one.note for one in self.entries if one.holds and one.reason is other), "")
