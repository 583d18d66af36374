"""What can be wrong with a counter's copy; the code of each stands here."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError, StoreError
from desktop.common.i18n import tr


class NoCopyError(NotAllowedError):
    """This counter has no copy it could go on with, or keeps none."""

    code = "QTN-720"

    def __init__(self) -> None:
        super().__init__(
            tr("Quầy này chưa có bản sao danh sách để làm khi mất mạng."),
            tr("Mở quầy một lần khi máy chủ đang chạy; bản sao được lập ngay lúc ấy."),
        )


class CopyBusyError(NotAllowedError):
    """Records were taken in the copy all the time while they were brought back."""

    code = "QTN-723"

    def __init__(self) -> None:
        super().__init__(
            tr("Bản sao đang có người nhập tiếp nên chưa chuyển hết về máy chủ."),
            tr("Làm xong hồ sơ đang mở rồi thử lại. Hồ sơ vẫn còn đủ trong bản sao."),
        )


class CopyLostError(StoreError):
    """The file of the copy is gone or does not open, though records were taken in it."""

    code = "QTN-724"

    def __init__(self) -> None:
        super().__init__(
            tr("Không mở được bản sao đã nhập hồ sơ khi mất mạng."),
            tr("Gọi người phụ trách máy. Đừng xóa thư mục “copy” trong thư mục dữ liệu."),
        )


class CopyThereError(NotAllowedError):
    """A copy whose file is there is not given up: what is in it can be brought back."""

    code = "QTN-726"

    def __init__(self) -> None:
        super().__init__(
            tr("Tệp của bản sao vẫn còn, không được bỏ."),
            tr("Chuyển hồ sơ về bằng lệnh “office bring-back”."),
        )
