"""Two families of error: what a person can act on, and everything else (a bug).

A `UserFacingError` carries a title that says what happened and an advice that says what to
do, both already in the person's language. Anything that is not one is a defect of ours.
"""

from __future__ import annotations


class UserFacingError(Exception):
    """Something a person at the counter can understand and act on.

    Attributes:
        title: what happened, one short sentence without blame.
        advice: what to do next, one short sentence.
        code: short stable code for phone support and for `--json` output.
    """

    code = "QTN-000"

    def __init__(self, title: str, advice: str = "", *, code: str | None = None) -> None:
        super().__init__(f"{title} {advice}".strip())
        self.title = title
        self.advice = advice
        if code is not None:
            self.code = code


class StoreError(UserFacingError):
    """The encrypted store cannot be opened, read or written."""

    code = "QTN-100"


class DiskFullError(StoreError):
    """There is no room left where we must write."""

    code = "QTN-101"


class KeyUnavailableError(StoreError):
    """The key of the store is neither in the keyring nor given by a recovery code."""

    code = "QTN-102"


class WrongKeyError(StoreError):
    """A key was given, but it does not open this store."""

    code = "QTN-103"


class NewerStoreError(StoreError):
    """The store was written by a newer version of the program."""

    code = "QTN-104"


class InputFileError(UserFacingError):
    """A file that a person gave us is not what we need."""

    code = "QTN-200"


class NotAllowedError(UserFacingError):
    """The act is not possible in the present state of the record."""

    code = "QTN-300"


class DeviceError(UserFacingError):
    """A camera, printer or scanner does not answer as it should."""

    code = "QTN-400"
