"""What can go wrong in the queue, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class NobodyWaitsError(NotAllowedError):
    """There is nobody to call."""

    code = "QTN-490"

    def __init__(self) -> None:
        super().__init__(tr("Không còn ai chờ."), tr("Phát số cho người mới đến rồi mời."))


class HasNumberError(NotAllowedError):
    """The person has a number already."""

    code = "QTN-491"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Người này đã có số {number}.").format(number=number),
            tr("Đưa lại số ấy; nếu mất phiếu, in lại phiếu số {number}.").format(number=number),
        )


class TicketMovedOnError(NotAllowedError):
    """What was asked does not go with how the number stands now."""

    code = "QTN-492"

    def __init__(self) -> None:
        super().__init__(
            tr("Số này vừa đổi trạng thái."), tr("Xem lại hàng chờ rồi chọn việc tiếp theo.")
        )
