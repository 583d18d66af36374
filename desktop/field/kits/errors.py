"""What can go wrong with kits and returns, in words for people."""

from __future__ import annotations

from desktop.common.clock import show_date, show_time
from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr
from desktop.field.kits.views import Lease


class BadKitError(InputFileError):
    """The file is no kit, damaged, or of another version; nothing was changed."""

    code = "QTN-540"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr("Không mở được gói lưu động “{file}”: {reason}").format(file=name, reason=reason),
            tr("Xin văn phòng ghi lại gói; trên máy này chưa có gì thay đổi."),
        )


class OtherDeviceError(InputFileError):
    """The kit is sealed to another laptop."""

    code = "QTN-541"

    def __init__(self, device: str) -> None:
        super().__init__(
            tr("Gói lưu động này đóng cho máy {device}, không phải máy này.").format(device=device),
            tr("Mở gói trên đúng máy đó, hoặc xin văn phòng đóng gói cho máy này."),
        )


class ExpiredKitError(NotAllowedError):
    """Everybody of the kit has gone back to the office."""

    code = "QTN-542"

    def __init__(self, lease: Lease) -> None:
        super().__init__(
            tr("Gói lưu động này đã hết hạn lúc {time} ngày {date}.").format(
                time=show_time(lease.until), date=show_date(lease.until)
            ),
            tr("Xin văn phòng đóng gói mới; người trong gói này có thể đã được mời đến quầy."),
        )


class FutureKitError(NotAllowedError):
    """The kit was packed later than this machine's clock says it is."""

    code = "QTN-543"

    def __init__(self) -> None:
        super().__init__(
            tr("Gói lưu động được đóng sau giờ của máy này: đồng hồ của một trong hai máy sai."),
            tr("Chỉnh ngày giờ của máy theo điện thoại, rồi mở lại gói."),
        )


class OtherOfficeError(NotAllowedError):
    """The kit comes from an office this laptop does not obey."""

    code = "QTN-544"

    def __init__(self) -> None:
        super().__init__(
            tr("Gói lưu động này không phải của văn phòng mà máy này đang theo."),
            tr("Gọi văn phòng đọc dãy số đối chiếu, rồi mở gói kèm dãy số đó."),
        )


class OtherCommuneError(NotAllowedError):
    """The kit is of another commune than this laptop."""

    code = "QTN-614"

    def __init__(self) -> None:
        super().__init__(
            tr("Gói lưu động này của xã khác, không phải xã của máy này."),
            tr("Xin văn phòng của xã mình đóng gói; trên máy này chưa có gì thay đổi."),
        )


class DeviceKeyError(NotAllowedError):
    """The key file of a device cannot be taken as it is."""

    code = "QTN-545"

    def __init__(self, reason: str) -> None:
        super().__init__(reason, tr("Ghi lại tệp khóa trên máy lưu động rồi làm lại."))


class ChangedDeviceError(NotAllowedError):
    """A device of this name is known with another key, or was revoked."""

    code = "QTN-546"

    def __init__(self, station: str) -> None:
        super().__init__(
            tr("Khóa của máy {station} khác với khóa đã biết, hoặc đã bị thu hồi.").format(
                station=station
            ),
            tr("Nghe người giữ máy đọc dãy số, rồi làm lại kèm đúng dãy số đó."),
        )


class UnknownListError(NotAllowedError):
    """There is no such list of visits."""

    code = "QTN-547"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Không có danh sách thăm số {number}.").format(number=number),
            tr("Xem lại số của danh sách ở trang Lưu động."),
        )


class NobodyToPackError(NotAllowedError):
    """Everybody of the list was received, or is lent to another device."""

    code = "QTN-548"

    def __init__(self) -> None:
        super().__init__(
            tr("Không còn ai trong danh sách này để đóng gói."),
            tr("Người đã có hồ sơ hoặc đang ở máy lưu động khác không đóng gói lần nữa."),
        )


class LeasedError(NotAllowedError):
    """A laptop has this person for now."""

    code = "QTN-549"

    def __init__(self, lease: Lease) -> None:
        super().__init__(
            tr("Người này đang ở máy lưu động {device} đến {time} ngày {date}.").format(
                device=lease.device,
                time=show_time(lease.until),
                date=show_date(lease.until),
            ),
            tr("Nếu vẫn thu nhận tại quầy: phụ trách lấy lại người này kèm lý do."),
        )
        self.lease = lease


class NothingToReturnError(NotAllowedError):
    """No kit was opened on this machine."""

    code = "QTN-550"

    def __init__(self) -> None:
        super().__init__(
            tr("Máy này chưa mở gói lưu động nào."),
            tr("Mở gói của văn phòng trước, rồi ghi kết quả mang về."),
        )


class BadReturnError(InputFileError):
    """The file is no return, or damaged; nothing was merged."""

    code = "QTN-551"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            tr("Không gộp được kết quả “{file}”: {reason}").format(file=name, reason=reason),
            tr("Ghi lại tệp kết quả trên máy lưu động; hồ sơ vẫn còn ở máy đó."),
        )


class UnknownDeviceError(InputFileError):
    """The return was made by a device that this office does not know, or has revoked."""

    code = "QTN-552"

    def __init__(self, station: str) -> None:
        super().__init__(
            tr("Kết quả này của máy {station} mà văn phòng không biết hoặc đã thu hồi.").format(
                station=station
            ),
            tr("Ghi danh máy bằng tệp khóa và dãy số đối chiếu, rồi gộp lại tệp này."),
        )


class ChoiceError(NotAllowedError):
    """A conflict cannot be settled as asked."""

    code = "QTN-553"


class ChangedMeanwhileError(NotAllowedError):
    """A record was opened again while the return was written."""

    code = "QTN-555"

    def __init__(self) -> None:
        super().__init__(
            tr("Có hồ sơ vừa được mở lại trong lúc ghi kết quả."),
            tr("Ghi lại kết quả; hồ sơ đang mở sẽ ở lại máy này."),
        )
