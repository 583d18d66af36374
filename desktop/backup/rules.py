"""Names of copies, which of them stay, and how far numbers jump after a restore."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from desktop.common.clock import local

SUFFIX = ".qtnb"
_NAME = re.compile(r"QTN-((?:THUC-HANH-)?[A-Z0-9]{2,6})-(\d{8}-\d{6})\.qtnb")

NUMBERS_PER_DAY = 500
"""More receipts than a counter can give in a day and a night (one every three minutes is 480)."""
BATCHES_PER_DAY = 10
_BATCH_SERIES = "batch"


def backup_owner(station_code: str, *, practice: bool) -> str:
    """Return who a backup is of, as its name says; practice never has the name of what is true."""
    return f"THUC-HANH-{station_code}" if practice else station_code


def backup_name(owner: str, at: datetime) -> str:
    """Return the name of a backup; names of one owner sort by time."""
    return f"QTN-{owner}-{local(at):%Y%m%d-%H%M%S}{SUFFIX}"


def twin_name(station_code: str, profile_id: str) -> str:
    """Return the name of the twin copy's folder: one for each profile, also of one station."""
    return f"QTN-{station_code}-{profile_id[-6:]}"


def to_remove(names: Iterable[str], owner: str, keep: int) -> list[str]:
    """Return which backups of an owner give way, oldest first; `keep` of the newest stay."""
    own = sorted(
        (found[2], name) for name in names if (found := _NAME.fullmatch(name)) and found[1] == owner
    )
    return [name for _time, name in own[: max(0, len(own) - max(1, keep))]]


def number_after_restore(
    series: str, last: int, made_at: datetime, now: datetime, known: int | None = None
) -> int:
    """Return the number after which a series goes on in a store that came from a copy.

    What was given after the copy was made is not in it, but may stand on papers. So the series
    jumps over all that can have been given in every day begun since, to a number that shows.

    Args:
        series: `batch`, or a series of receipts.
        last: the last number in the copy.
        made_at: the moment of the copy.
        now: the present moment.
        known: the last number that was seen on a paper; then no more than that is passed over.
    """
    if known is not None:
        return max(last, known)
    per_day = BATCHES_PER_DAY if series == _BATCH_SERIES else NUMBERS_PER_DAY
    days = max(1, ceil((now - made_at) / timedelta(days=1)))
    return _rounded_up(last + days * per_day, per_day)


def _rounded_up(number: int, step: int) -> int:
    return -(-number // step) * step
