"""What can go wrong around duplicates, said so that a person knows what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError


class DuplicateUnknownError(NotAllowedError):
    """The pair is not there, or is not in the state that the act needs."""

    code = "QTN-345"


class MergeRefusedError(NotAllowedError):
    """The two rows cannot become one as asked; the advice says what to do first."""

    code = "QTN-346"
