"""Errors of batches that a person can act on."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class NothingToExportError(NotAllowedError):
    """No received record is waiting, or none of those that were chosen.

    Args:
        is_chosen: a shift or a cell was asked for.
    """

    code = "QTN-320"

    def __init__(self, *, is_chosen: bool = False) -> None:
        if is_chosen:
            super().__init__(
                tr("Không có hồ sơ nào chờ xuất theo lựa chọn này."),
                tr("Xem lại ca hoặc tên chi bộ đã chọn, hoặc xuất tất cả."),
            )
            return
        super().__init__(
            tr("Chưa có hồ sơ nào chờ xuất."),
            tr("Thu nhận thêm hồ sơ rồi xuất lại."),
        )


class OnlyDamagedError(NotAllowedError):
    """Records wait, but the photo or signature of each of them is damaged in the store."""

    code = "QTN-324"

    def __init__(self, receipt_numbers: tuple[str, ...]) -> None:
        super().__init__(
            tr("Ảnh hoặc chữ ký của mọi hồ sơ đang chờ bị hỏng trong kho: {numbers}.").format(
                numbers=", ".join(receipt_numbers[:5])
            ),
            tr("Gọi người phụ trách máy; chụp và ký lại cho các hồ sơ này, rồi xuất."),
        )


class NoRecipientsError(NotAllowedError):
    """Nobody could open the batch."""

    code = "QTN-321"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa có khóa công khai của nơi nhận, nên chưa thể niêm phong lô."),
            tr("Thêm khóa (tệp .pub) do tỉnh gửi trong phần Nơi nhận rồi xuất lại."),
        )


class FileTakenError(NotAllowedError):
    """Another file has the name the batch must have."""

    code = "QTN-322"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Thư mục đã có tệp “{file}” khác.").format(file=name),
            tr("Chọn thư mục trống, hoặc chuyển tệp cũ đi nơi khác rồi xuất lại."),
        )


class BusyError(NotAllowedError):
    """The records kept changing, or another export is running."""

    code = "QTN-323"

    def __init__(self) -> None:
        super().__init__(
            tr("Hồ sơ đang được thay đổi hoặc một lần xuất khác đang chạy."),
            tr("Chờ lần xuất kia xong rồi xuất lại. Chưa hồ sơ nào bị đánh dấu."),
        )


class TargetError(InputFileError):
    """The folder or drive to write to is missing, went away or is not fit."""

    code = "QTN-224"


class NotAsWrittenError(InputFileError):
    """What was read back is not what was written."""

    code = "QTN-225"

    def __init__(self) -> None:
        super().__init__(
            tr("Đọc lại thấy tệp không giống như đã ghi; ổ hoặc USB này bị lỗi."),
            tr("Dùng USB khác rồi xuất lại. Chưa hồ sơ nào bị đánh dấu đã xuất."),
        )


class BadBatchError(InputFileError):
    """A batch file that must not be opened."""

    code = "QTN-226"


class UnknownBatchError(NotAllowedError):
    """There is no batch under this key."""

    code = "QTN-325"

    def __init__(self) -> None:
        super().__init__(
            tr("Không tìm thấy lô này."), tr("Mở lại trang Lô hồ sơ để xem các lô đã xuất.")
        )


class StoppedCopyError(NotAllowedError):
    """Somebody stopped the copying after the batch had already left."""

    code = "QTN-326"

    def __init__(self) -> None:
        super().__init__(
            tr("Đã thôi chép sang ổ này."),
            tr("Lô đã xuất xong ở ổ kia. Cần thêm bản nữa thì mở lô, bấm Ghi lại tệp lô."),
        )
