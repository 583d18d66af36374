"""Why something that somebody else may ask about was done: a few words, always there."""

from __future__ import annotations

from typing import Final

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.common.text import clean

SHORTEST_REASON: Final = 5
"""Characters; less says nothing."""


def checked_reason(reason: str) -> str:
    """Return a reason as it is kept.

    Raises:
        NotAllowedError: it says nothing.
    """
    why = clean(reason)
    if len(why) < SHORTEST_REASON:
        raise NotAllowedError(
            tr("Chưa có lý do."),
            tr("Ghi lý do bằng vài chữ, để người sau hiểu."),
            code="QTN-554",
        )
    return why
