"""What refuses to begin with somebody."""

from __future__ import annotations

from desktop.common.clock import show_time
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.intake.leases.views import Holder


class HeldElsewhereError(NotAllowedError):
    """Another counter has this person open.

    Attributes:
        holder: which one.
    """

    code = "QTN-688"

    def __init__(self, holder: Holder) -> None:
        title = tr("Người này đang mở ở quầy {station}, do {operator}, từ {time}.")
        super().__init__(
            title.format(
                station=holder.station, operator=holder.operator, time=show_time(holder.since)
            ),
            tr("Mời người này sang quầy ấy. Quầy ấy đã tắt máy thì chờ 90 giây rồi mở lại."),
        )
        self.holder = holder


class NotHeldError(NotAllowedError):
    """Nobody else has this person open, so there is nothing to take over."""

    code = "QTN-689"

    def __init__(self) -> None:
        super().__init__(
            tr("Không quầy nào khác đang mở người này."), tr("Mở người này như thường lệ.")
        )
