"""What can go wrong with phone calls, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class NobodyToCallError(NotAllowedError):
    """The person need not be called any more, or nobody is on the list."""

    code = "QTN-367"

    def __init__(self) -> None:
        super().__init__(tr("Không còn phải gọi."), tr("Mở lại danh sách để xem ai còn phải gọi."))


class CallDayError(NotAllowedError):
    """The day does not go with the outcome."""

    code = "QTN-368"

    def __init__(self) -> None:
        super().__init__(
            tr("Ngày này không dùng được."),
            tr("Ghi đủ ngày, tháng, năm, từ hôm nay đến ba tháng tới; hoặc để trống."),
        )


class NoCallError(NotAllowedError):
    """There is no call to take back."""

    code = "QTN-369"

    def __init__(self) -> None:
        super().__init__(tr("Chưa có lần gọi nào để bỏ."), tr("Chọn người đã gọi rồi bỏ lại."))
