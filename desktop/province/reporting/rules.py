"""Pure: who is late, and sums over units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from desktop.common.channels import IntakeSource, UnitKind


class Late(StrEnum):
    """Why a unit is on the list of late ones; stable codes."""

    NOTHING = "nothing"
    SILENT = "silent"
    MISSING = "missing"
    TRAIL = "trail"
    """Its audit trail did not go on from batch to batch."""


def lateness(
    *,
    kind: UnitKind,
    is_finished: bool,
    last: date | None,
    missing: Sequence[str],
    broken: Sequence[str] = (),
    today: date,
    days: int,
) -> tuple[Late, ...]:
    """Return why a unit is late; nothing for one that is not.

    Args:
        kind: only communes are expected to send something.
        is_finished: everybody eligible was received.
        last: day of its last batch, None for no batch.
        missing: numbers of batches that never arrived.
        broken: numbers of batches at which its audit trail did not go on.
        today: at the province.
        days: so many days without a batch are late.
    """
    found = [Late.MISSING] if missing else []
    if kind is UnitKind.COMMUNE and not is_finished:
        if last is None:
            found.insert(0, Late.NOTHING)
        elif (today - last).days >= days:
            found.insert(0, Late.SILENT)
    if broken:
        found.append(Late.TRAIL)
    return tuple(found)


def total_of(sources: Sequence[Mapping[IntakeSource, int]]) -> dict[IntakeSource, int]:
    """Return the sum of some counts by source, every source among them but an unused UNKNOWN."""
    summed = {source: sum(one.get(source, 0) for one in sources) for source in IntakeSource}
    if not summed[IntakeSource.UNKNOWN]:
        del summed[IntakeSource.UNKNOWN]
    return summed
