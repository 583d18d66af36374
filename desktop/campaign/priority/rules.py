"""Pure: who is old, which reasons are told, what a number of the queue follows from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from desktop.common.flags import FlagReason
from desktop.common.vocabulary import TurnPriority

HEALTH: Final = frozenset({FlagReason.ILL, FlagReason.DISABLED})
"""Tell of somebody's health, which the law on personal data calls sensitive."""

LONGEST_NOTE: Final = 200


def is_old(birth: str, today: date, old_from: int) -> bool:
    """Return whether somebody has priority by their age.

    Args:
        birth: ISO date of reduced precision; empty when nobody knows it. Whoever reaches the age
            within a year or month of which no more is known has it.
        today: the calendar day.
        old_from: age in whole years.
    """
    parts = [int(part) for part in birth.split("-") if part.isdigit()]
    if not parts:
        return False
    # What is not known is taken as early as it can be.
    year, month, day = (*parts, 1, 1)[:3]
    return today.year - year - ((today.month, today.day) < (month, day)) >= old_from


def turn_of(flags: Collection[FlagReason], by_age: TurnPriority) -> TurnPriority:
    """Return the priority in the queue that follows from what is kept of somebody.

    Others read the queue: what tells of health becomes a word that does not.
    """
    if FlagReason.WAR_INVALID in flags:
        return TurnPriority.WAR_INVALID
    if by_age is TurnPriority.NONE and flags:
        return TurnPriority.FLAGGED
    return by_age
