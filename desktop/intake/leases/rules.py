"""How long a counter has somebody; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LASTS = timedelta(seconds=90)
"""A counter that was killed or lost the network gives everybody free after this time."""
RENEWED_EVERY = timedelta(seconds=30)
"""Two renewals may get lost before somebody else can begin."""


def is_held(renewed_at: datetime, now: datetime) -> bool:
    """Whether a lease holds; both times are the server's own."""
    return now - renewed_at < LASTS
