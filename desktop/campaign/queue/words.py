"""What priorities are called, on screens and on slips."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from desktop.common.i18n import mark, tr
from desktop.common.vocabulary import TurnPriority

PRIORITIES: Final[dict[TurnPriority, str]] = {
    TurnPriority.NONE: mark("Thường"),
    TurnPriority.OLD: mark("Cao tuổi"),
    TurnPriority.SICK: mark("Ốm yếu"),
    TurnPriority.WAR_INVALID: mark("Thương binh"),
    TurnPriority.FLAGGED: mark("Trường hợp riêng"),
}


def priority_words(priority: TurnPriority, told: Callable[[str], str] = tr) -> str:
    """Return what people call a priority.

    Args:
        priority: which.
        told: gives the text in a language.
    """
    return told(PRIORITIES[priority])
