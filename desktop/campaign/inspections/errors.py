"""What can go wrong with inspections, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class InspectionRefusedError(NotAllowedError):
    """It cannot be kept as it was given; nothing was changed."""

    code = "QTN-592"


class InspectionUnknownError(NotAllowedError):
    """There is no such inspection, item or finding."""

    code = "QTN-593"

    def __init__(self) -> None:
        super().__init__(
            tr("Không có lần kiểm tra, mục hay điều phải khắc phục này."),
            tr("Xem lại số trong danh sách."),
        )


class OwnMendingError(NotAllowedError):
    """Whoever mended something wants to confirm it."""

    code = "QTN-594"

    def __init__(self) -> None:
        super().__init__(
            tr("Người đã khắc phục không tự xác nhận được."),
            tr("Nhờ người kiểm tra xem lại rồi xác nhận."),
        )


class InspectionFormError(InputFileError):
    """The ending of the file's name is none that can be written."""

    code = "QTN-595"

    def __init__(self, ending: str) -> None:
        super().__init__(
            tr("Không ghi được tệp “{ending}”.").format(ending=ending),
            tr("Đặt tên tệp có đuôi .pdf."),
        )
