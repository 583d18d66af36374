"""What can go wrong with a decision, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class RecordMovedError(NotAllowedError):
    """The record is not there any more, or a newer version of it came."""

    code = "QTN-391"

    def __init__(self) -> None:
        super().__init__(
            tr("Hồ sơ này đã có bản mới hơn."),
            tr("Mở lại danh sách và xem bản mới."),
        )


class DecidedElsewhereError(NotAllowedError):
    """Somebody decided anew meanwhile, or the station was told."""

    code = "QTN-392"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa hoàn tác được: quyết định này đã ghi vào tệp trả lời hoặc người khác đã đổi."),
            tr("Mở hồ sơ và quyết định lại; tệp trả lời sau sẽ báo cho quầy."),
        )


class NoReasonError(NotAllowedError):
    """A record is sent back without a reason that stations know."""

    code = "QTN-393"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa chọn lý do trả về."),
            tr("Chọn một lý do trong danh sách rồi trả về."),
        )
