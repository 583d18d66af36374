"""What can go wrong while a paper is made."""

from __future__ import annotations

from desktop.common.errors import UserFacingError


class PaperError(UserFacingError):
    """A paper cannot be made or shown from what was given."""

    code = "QTN-500"


class SignatureUnreadableError(PaperError):
    """The stored signature is not a picture."""

    code = "QTN-501"


class PageUnreadableError(PaperError):
    """The stored paper is not a PDF, or has no such page."""

    code = "QTN-502"
