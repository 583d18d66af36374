"""What can go wrong with a list, said so that a clerk knows what to do."""

from __future__ import annotations

from datetime import datetime

from desktop.common.clock import show_date
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class ListFileError(InputFileError):
    """The file given as a list cannot be read at all (wrong type, damaged, protected)."""

    code = "QTN-210"


class HeaderNotFoundError(ListFileError):
    """No row of the file looks like the header of a member list."""

    code = "QTN-211"


class AmbiguousHeaderError(ListFileError):
    """Two columns claim to be the same fact about a person, and they differ."""

    code = "QTN-212"


class EmptyListError(ListFileError):
    """The file has a header but no person below it, or nothing at all."""

    code = "QTN-213"


class ListTooLargeError(ListFileError):
    """The file (or what it would unpack to) is beyond every member list."""

    code = "QTN-215"


class FileBusyError(ListFileError):
    """Another program has the file open, or is still writing it."""

    code = "QTN-260"


class PasswordNeededError(ListFileError):
    """The workbook is locked with a password, and none (or a wrong one) was given."""

    code = "QTN-214"


class MappingFileError(InputFileError):
    """The file (or the stored text) of a column mapping is none, or does not fit the list."""

    code = "QTN-219"


class MemberUnknownError(NotAllowedError):
    """The person asked for is not in the store."""

    code = "QTN-310"


class IncompletePersonError(NotAllowedError):
    """A person cannot be added because a fact that every record needs is missing."""

    code = "QTN-311"


class EditRefusedError(NotAllowedError):
    """What the list says of a person cannot be changed like this."""

    code = "QTN-312"


class ImportUnknownError(NotAllowedError):
    """There is no such import of a list, or it was taken back already."""

    code = "QTN-318"


class ImportStandsError(NotAllowedError):
    """An import cannot be taken back: something was built upon it."""

    code = "QTN-319"


class CellClosedError(NotAllowedError):
    """The cell was closed: nobody of it is begun, edited or moved."""

    code = "QTN-563"

    def __init__(self, cell: str, by: str, at: datetime) -> None:
        super().__init__(
            tr("“{cell}” đã khóa sổ: {name} khóa ngày {day}.").format(
                cell=cell, name=by, day=show_date(at)
            ),
            tr("Phụ trách ca mở lại chi bộ ở trang Kế hoạch, có ghi lý do, rồi làm tiếp."),
        )
