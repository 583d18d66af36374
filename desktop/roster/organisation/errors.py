"""What can go wrong with the organisation tree, said so that a person knows what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError


class UnitUnknownError(NotAllowedError):
    """The unit asked for is not in the tree any more."""

    code = "QTN-520"


class UnitNameTakenError(NotAllowedError):
    """Another open unit has this name, or one that differs only in spelling."""

    code = "QTN-521"


class UnitNameNearError(NotAllowedError):
    """A unit beside it has the same letters with other accents: one of the two may be mistyped.

    The same act goes through once somebody says that they are two units.
    """

    code = "QTN-750"


class UnitPlaceError(NotAllowedError):
    """A unit cannot stand there, or cannot do what was asked of its kind."""

    code = "QTN-522"


class UnitNotEmptyError(NotAllowedError):
    """A unit still has members or units of its own."""

    code = "QTN-523"


class OpenCasesError(NotAllowedError):
    """Members of the unit have open applications; the message names them."""

    code = "QTN-524"


class UnitLockedError(NotAllowedError):
    """The campaign closed a cell that the act would change."""

    code = "QTN-525"


class NothingToUndoError(NotAllowedError):
    """There is no step that can be taken back, or something was built upon it."""

    code = "QTN-526"


class UnitSheetError(InputFileError):
    """A sheet of units cannot be understood; nothing was changed."""

    code = "QTN-527"
