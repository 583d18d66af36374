"""What can be wrong with an office; the code of each stands here."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError, StoreError
from desktop.common.i18n import tr


class OfficeThereError(NotAllowedError):
    """The database has an office already, and this counter was to found one."""

    code = "QTN-682"

    def __init__(self, counters: str) -> None:
        super().__init__(
            tr("Máy chủ đã có dữ liệu của một xã, với các quầy: {codes}.").format(codes=counters),
            tr("Thêm --join để quầy này dùng chung danh sách ấy, hoặc tạo cơ sở dữ liệu trống."),
        )


class NoOfficeError(NotAllowedError):
    """There is nothing to join."""

    code = "QTN-683"

    def __init__(self) -> None:
        super().__init__(
            tr("Cơ sở dữ liệu này chưa có quầy nào để vào chung."),
            tr("Lập quầy đầu tiên bằng lệnh không có --join, vào một cơ sở dữ liệu trống."),
        )


class CounterTakenError(NotAllowedError):
    """Two counters of an office cannot have one code: it is part of every receipt number."""

    code = "QTN-684"

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Mã quầy “{code}” đã có quầy khác dùng.").format(code=code),
            tr("Chọn mã khác cho quầy này, ví dụ thêm số thứ tự của máy."),
        )


class OtherOfficeError(StoreError):
    """The server belongs to another commune, or is not the one this counter was made on."""

    code = "QTN-685"

    def __init__(self, commune: str) -> None:
        super().__init__(
            tr("Máy chủ này là của xã khác hoặc lần lập khác (mã xã {code}).").format(code=commune),
            tr("Kiểm tra địa chỉ máy chủ và mã xã. Chưa đọc, chưa ghi hồ sơ nào."),
        )


class ClocksApartError(StoreError):
    """The clocks of counter and server are so far apart that acts would be put in a wrong order."""

    code = "QTN-686"

    def __init__(self, minutes: int) -> None:
        super().__init__(
            tr("Đồng hồ máy này và máy chủ lệch nhau {n} phút.").format(n=minutes),
            tr("Chỉnh giờ cả hai máy theo điện thoại rồi mở lại."),
        )


class UnknownCounterError(StoreError):
    """The server does not know this counter."""

    code = "QTN-687"

    def __init__(self, code: str) -> None:
        super().__init__(
            tr("Máy chủ không có quầy “{code}”.").format(code=code),
            tr("Gọi người phụ trách máy: cơ sở dữ liệu có thể là bản phục hồi cũ."),
        )


class TwinCounterError(NotAllowedError):
    """Another machine works under the code of this counter: its profile was copied."""

    code = "QTN-712"

    def __init__(self, address: str) -> None:
        super().__init__(
            tr("Máy khác ({address}) đang làm việc bằng mã của quầy này.").format(address=address),
            tr(
                "Hai máy không dùng chung một mã quầy. Đóng chương trình ở máy được chép dữ liệu "
                "sang, rồi lập quầy mới có mã khác ở máy đó."
            ),
        )
