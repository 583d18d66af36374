"""What can be in the way of visits, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class NobodyToVisitError(NotAllowedError):
    """None of the people can be put on a list."""

    code = "QTN-483"

    def __init__(self) -> None:
        super().__init__(
            tr("Không có ai để lập danh sách đi thăm."),
            tr("Đánh dấu người không đến quầy được, hoặc chọn một bản còn người chưa thu nhận."),
        )


class VisitUnknownError(NotAllowedError):
    """There is no such visit, list or mark."""

    code = "QTN-484"

    def __init__(self) -> None:
        super().__init__(
            tr("Không còn lượt đi này trong danh sách."), tr("Mở lại danh sách rồi chọn lại.")
        )


class ListClosedError(NotAllowedError):
    """The list was closed."""

    code = "QTN-485"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Danh sách số {n} đã khép.").format(n=number),
            tr("Lập danh sách mới cho những người còn lại."),
        )


class VisitRefusedError(NotAllowedError):
    """What was to be written about a visit does not fit; nothing was changed."""

    code = "QTN-486"


class StillWaitingError(NotAllowedError):
    """A list cannot be closed while visits on it have no outcome."""

    code = "QTN-487"

    def __init__(self, waiting: int) -> None:
        super().__init__(
            tr("Còn {n} người chưa có kết quả.").format(n=waiting),
            tr("Ghi kết quả từng người, hoặc bỏ người đó khỏi danh sách."),
        )
