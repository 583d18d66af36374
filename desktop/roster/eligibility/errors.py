"""What can be wrong with a rule, said so that a person can mend it."""

from __future__ import annotations

from desktop.common.errors import UserFacingError


class RuleRefusedError(UserFacingError):
    """A rule is incomplete, or would close the counter to the people it is for."""

    code = "QTN-340"
