"""What of the people who remain is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from desktop.progress.remaining.rules import Noted
from desktop.progress.views import ProgressReport


@dataclass(frozen=True)
class Remaining:
    """Somebody of the denominator who is not received yet.

    Attributes:
        birth_date: ISO, may be reduced or empty.
        cell: empty where the list names none.
        masked_id: only the last digits can be read.
        state: of the record, `NOT_COME` without one.
        why: the reason that holds.
    """

    member_id: UUID
    full_name: str
    birth_date: str
    cell: str
    masked_id: str
    state: str
    why: Noted


@dataclass(frozen=True)
class Wanted:
    """Which of them are wanted; None wants all.

    Attributes:
        cell: only people of this cell; "" are those without one.
        reason: (state, reason) as the counts have them.
    """

    cell: str | None = None
    reason: tuple[str, str] | None = None


@dataclass(frozen=True)
class RemainingList:
    """The people who remain now, or remained at the end of the day of the report.

    Attributes:
        report: the figures of the same moment.
        wanted: which people were asked for.
        people: by cell, then by name; at most `MOST`.
        is_cut: whether there are more.
    """

    report: ProgressReport
    wanted: Wanted
    people: tuple[Remaining, ...]
    is_cut: bool
