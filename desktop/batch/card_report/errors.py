"""What can go wrong when a station tells the province of its cards, in words for people."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class NoCardNewsError(NotAllowedError):
    """No card was counted or handed over yet."""

    code = "QTN-374"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa có thẻ nào đã kiểm đếm hoặc đã trao để báo tỉnh."),
            tr("Khép lần kiểm đếm trước, rồi ghi lại."),
        )


class ReportChangedError(InputFileError):
    """What lies at the target is not what was written."""

    code = "QTN-294"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Tệp “{file}” đọc lại không giống bản đã ghi, nên đã xóa.").format(file=name),
            tr("Đổi USB rồi ghi lại."),
        )
