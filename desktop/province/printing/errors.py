"""What can go wrong with the printing office, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError, UserFacingError
from desktop.common.i18n import tr


class ClearTransferError(NotAllowedError):
    """No key of the printing office is known, and nobody said that clear text is meant."""

    code = "QTN-375"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa có khóa của nơi in, nên danh sách sẽ ở dạng ai cũng đọc được."),
            tr(
                "Đặt khóa bằng “province settings print_key=age1…”, hoặc thêm --clear nếu vẫn muốn "
                "ghi không niêm phong."
            ),
        )


class NoTransferError(NotAllowedError):
    """No transfer has this number."""

    code = "QTN-376"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Chưa có danh sách chuyển in số {number}.").format(number=number),
            tr("Xem số trên biên bản bàn giao."),
        )


class TransferKeptError(InputFileError):
    """A list was made and kept, and could not be written where it should go.

    Args:
        cause: why not.
        number: of the list.
    """

    code = "QTN-293"

    def __init__(self, cause: UserFacingError, number: int) -> None:
        kept = tr("{advice} Danh sách số {number} đã giữ trong sổ: ghi lại bằng --again {number}.")
        super().__init__(cause.title, kept.format(advice=cause.advice, number=number))


class NotReadBackError(InputFileError):
    """What lies at the target is not what was written."""

    code = "QTN-291"

    def __init__(self, name: str, number: int) -> None:
        super().__init__(
            tr("Tệp “{file}” đọc lại không giống bản đã ghi, nên đã xóa.").format(file=name),
            tr(
                "Danh sách số {number} đã giữ trong sổ. Đổi USB rồi ghi lại bằng --again {number}."
            ).format(number=number),
        )
