"""What can go wrong around the register, said so that a person knows what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError


class DiscrepancyUnknownError(NotAllowedError):
    """The discrepancy is not there, or is not in the state that the act needs."""

    code = "QTN-343"


class DecisionRefusedError(NotAllowedError):
    """The value chosen cannot be kept: it is unreadable, empty, or needs a reason."""

    code = "QTN-344"


class DecisionFileError(InputFileError):
    """The file is not a sheet of decisions that the register wrote."""

    code = "QTN-270"
