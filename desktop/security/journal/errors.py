"""What cannot be done with the trail."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class TooManyEventsError(NotAllowedError):
    """A workbook has no room for so many events."""

    def __init__(self, most: int) -> None:
        shown = f"{most:,}".replace(",", ".")
        super().__init__(
            tr("Một tệp Excel chỉ chứa được {n} sự kiện.").format(n=shown),
            tr("Chọn khoảng ngày ngắn hơn rồi xuất lại."),
            code="QTN-395",
        )
