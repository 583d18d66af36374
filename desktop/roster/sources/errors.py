"""What can go wrong with pairs, said so that a person knows what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError


class PairUnknownError(NotAllowedError):
    """The pair to confirm is not there any more (a newer extract replaced it)."""

    code = "QTN-341"


class PairTakenError(NotAllowedError):
    """The record, or the person, is already linked with another in the same list."""

    code = "QTN-342"
