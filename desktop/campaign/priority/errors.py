"""What can go wrong with flags of people, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError


class PriorityRefusedError(NotAllowedError):
    """It cannot be kept as it was given; nothing was changed."""

    code = "QTN-600"
