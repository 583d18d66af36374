"""What is wrong with a note, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError


class RuleNoteError(NotAllowedError):
    """A note cannot be kept as it was written; nothing was changed."""

    code = "QTN-591"
