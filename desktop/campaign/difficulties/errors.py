"""What can go wrong with the log of difficulties, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class DifficultyRefusedError(NotAllowedError):
    """It cannot be kept as it was given; nothing was changed."""

    code = "QTN-586"


class DifficultyUnknownError(NotAllowedError):
    """There is no such entry."""

    code = "QTN-587"

    def __init__(self) -> None:
        super().__init__(tr("Không có vướng mắc này."), tr("Xem lại số trong danh sách."))


class NothingToTellError(NotAllowedError):
    """There is nothing to send."""

    code = "QTN-588"

    def __init__(self) -> None:
        super().__init__(
            tr("Không có vướng mắc nào chờ trả lời."), tr("Ghi vướng mắc trước, rồi gửi tỉnh.")
        )


class DifficultyFormError(InputFileError):
    """The ending of the file's name is none that can be written."""

    code = "QTN-589"

    def __init__(self, ending: str) -> None:
        super().__init__(
            tr("Không ghi được tệp “{ending}”.").format(ending=ending),
            tr("Đặt tên tệp có đuôi .pdf hoặc .xlsx."),
        )
