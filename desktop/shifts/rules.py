"""What a shift counts as, and the figures of its closing page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from math import ceil
from statistics import median
from typing import Any, Final

from desktop.common.shifts import DayPart, Shift
from desktop.common.vocabulary import DayKind, ShiftKind, Unfinished
from desktop.shifts.views import Figures, OpenItem, OperatorFigures, OverrideCount, Worked

_SATURDAY: Final = 5
LONGEST_SECONDS: Final = 3600
"""A record that took longer lay overnight or through lunch; its time says nothing."""


def kind_of(
    part: Shift, holidays: Mapping[date, str], overrides: Mapping[date, DayKind]
) -> ShiftKind:
    """Return what a shift counts as; the day of an evening is the one it began on.

    Args:
        part: the part of a day, as `common.shifts.shift_of` gives it.
        holidays: the public holidays.
        overrides: days that the office keeps otherwise; they win over holiday and weekend.
    """
    override = overrides.get(part.day)
    if override is DayKind.HOLIDAY or (override is None and part.day in holidays):
        return ShiftKind.HOLIDAY
    if override is None and part.day.weekday() >= _SATURDAY:
        return ShiftKind.WEEKEND
    return ShiftKind.EVENING if part.part is DayPart.EVENING else ShiftKind.DAY


def p90(values: Sequence[int]) -> int | None:
    """Return the least value that nine of ten do not exceed (nearest rank); None without any."""
    return sorted(values)[ceil(0.9 * len(values)) - 1] if values else None


def middle(values: Sequence[int]) -> int | None:
    """Return the rounded median; None without any value."""
    return round(median(values)) if values else None


def span(started: str | None, ended: datetime) -> int | None:
    """Return the seconds from an ISO moment to another; None where that says nothing.

    Nobody is served within no time: such a record came ready made, and was not measured.
    """
    if not started:
        return None
    seconds = (ended - datetime.fromisoformat(started)).total_seconds()
    return round(seconds) if 0.5 < seconds <= LONGEST_SECONDS else None


def counted(items: Iterable[OpenItem]) -> dict[Unfinished, int]:
    """Return how many of each kind are in the way, kinds without any left out."""
    found: dict[Unfinished, int] = {}
    for item in items:
        if not item.given_to:
            found[item.kind] = found.get(item.kind, 0) + 1
    return found


def plain(figures: Figures) -> dict[str, Any]:
    """Return figures as they are stored and as `--json` gives them."""
    values = asdict(figures)
    at = figures.last_backup_at
    values["last_backup_at"] = at.isoformat() if at else None
    values["worked"] = [
        {
            "name": one.name,
            "first_at": one.first_at.isoformat(),
            "last_at": one.last_at.isoformat(),
        }
        for one in figures.worked
    ]
    values["operators"] = [asdict(one) for one in figures.operators]
    values["overrides"] = [asdict(one) for one in figures.overrides]
    return values


def from_plain(values: Mapping[str, Any]) -> Figures:
    """Return stored figures; what a later version added to them is left out."""
    known = {name: value for name, value in values.items() if name in Figures.__annotations__}
    at = known.get("last_backup_at")
    known["last_backup_at"] = datetime.fromisoformat(at) if at else None
    known["operators"] = tuple(OperatorFigures(**one) for one in known.get("operators", ()))
    known["overrides"] = tuple(OverrideCount(**one) for one in known.get("overrides", ()))
    known["worked"] = tuple(
        Worked(
            one["name"],
            datetime.fromisoformat(one["first_at"]),
            datetime.fromisoformat(one["last_at"]),
        )
        for one in known.get("worked", ())
    )
    return Figures(**known)
