"""What can go wrong while a card is read."""

from __future__ import annotations

from desktop.common.errors import InputFileError, UserFacingError


class CardTextError(UserFacingError):
    """A text was read, but it is not the text of an identity card."""

    code = "QTN-240"


class CardPictureError(InputFileError):
    """A picture of a card gives no text: no picture, or no readable QR code."""

    code = "QTN-241"
