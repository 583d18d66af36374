"""What can go wrong at the provincial desk, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError, StoreError, UserFacingError
from desktop.common.i18n import tr
from desktop.province.views import BatchRefusal, refusal_words


class BatchRefusedError(InputFileError):
    """A file that is not taken in; the reason is a stable code."""

    code = "QTN-280"

    def __init__(self, name: str, refusal: str) -> None:
        super().__init__(
            tr("Không nhận tệp “{file}”: {reason}").format(
                file=name, reason=refusal_words(refusal)
            ),
            tr("Để riêng tệp này và hỏi lại quầy đã gửi."),
        )
        self.refusal = refusal


class EnrolmentRefusedError(InputFileError):
    """A station that is not entered in the register."""

    code = "QTN-281"


class NotAProvinceError(StoreError):
    """The profile is a station's, not a province's."""

    code = "QTN-180"

    def __init__(self) -> None:
        super().__init__(
            tr("Thư mục dữ liệu này không phải của bàn tỉnh."),
            tr("Tạo bàn tỉnh bằng lệnh “province init” trong một thư mục mới."),
        )


class ReviewFileError(InputFileError):
    """A list of decisions that cannot be read, or names records that are not there."""

    code = "QTN-282"


class AnswersKeptError(InputFileError):
    """Answers were made and kept, and could not be written where they should go.

    Args:
        cause: why not.
    """

    code = "QTN-288"

    def __init__(self, cause: UserFacingError) -> None:
        super().__init__(cause.title, cause.advice)


class NoSuchStationError(NotAllowedError):
    """No station of this code is in the register."""

    code = "QTN-355"

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Chưa ghi danh quầy {station}.").format(station=code),
            tr("Xem mã quầy trong “province status”."),
        )


class AtPrintingError(NotAllowedError):
    """A record that is at the printing office cannot be sent back to its station."""

    code = "QTN-377"

    def __init__(self, receipt_number: str) -> None:
        super().__init__(
            tr("Hồ sơ {number} đang ở nơi in hoặc đã in.").format(number=receipt_number),
            tr("Chờ kết quả in; hồ sơ in không được thì trả về được."),
        )


__all__ = [
    "AnswersKeptError",
    "AtPrintingError",
    "BatchRefusal",
    "BatchRefusedError",
    "EnrolmentRefusedError",
    "NoSuchStationError",
    "NotAProvinceError",
    "ReviewFileError",
]
