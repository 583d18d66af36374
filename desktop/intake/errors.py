"""What can go wrong at the counter, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class NotReadyError(NotAllowedError):
    """Something is still missing before the record can be saved and printed."""

    code = "QTN-330"


class AlreadyReceivedError(NotAllowedError):
    """The person's record was taken before; its receipt can be printed again."""

    code = "QTN-331"

    def __init__(self, number: str | None) -> None:
        super().__init__(
            tr("Người này đã có biên nhận {number}.").format(number=number),
            tr("In lại biên nhận nếu cần."),
        )


class WrongStateError(NotAllowedError):
    """The record is not in a state that allows this act."""

    code = "QTN-332"


class NothingToConfirmError(NotAllowedError):
    """No line of the register waits for the word of these cells."""

    code = "QTN-333"


class MovedAwayError(WrongStateError):
    """Somebody else changed the record between the look at it and the change."""

    code = "QTN-334"

    def __init__(self) -> None:
        super().__init__(
            tr("Hồ sơ vừa được thay đổi ở chỗ khác."), tr("Mở lại hồ sơ rồi làm tiếp.")
        )
