"""What can be wrong with a report that is asked for."""

from __future__ import annotations

from desktop.common.errors import InputFileError
from desktop.common.i18n import tr


class ReportFormError(InputFileError):
    """The ending of the file name is none of a form that reports are written in."""

    code = "QTN-461"

    def __init__(self, suffix: str) -> None:
        super().__init__(
            tr("Không ghi báo cáo dạng “{suffix}”.").format(suffix=suffix),
            tr("Đặt tên tệp kết thúc bằng .pdf, .xlsx hoặc .json."),
        )
