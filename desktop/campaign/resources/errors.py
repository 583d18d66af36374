"""What can go wrong with the register of equipment, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class ResourceRefusedError(NotAllowedError):
    """It cannot be kept as it was given; nothing was changed."""

    code = "QTN-596"


class DeviceUnknownError(NotAllowedError):
    """No device has this number."""

    code = "QTN-597"

    def __init__(self) -> None:
        super().__init__(tr("Không có thiết bị này."), tr("Xem lại số trong sổ thiết bị."))


class NothingRegisteredError(NotAllowedError):
    """The register is empty, so there is nothing to write."""

    code = "QTN-598"

    def __init__(self) -> None:
        super().__init__(tr("Sổ thiết bị còn trống."), tr("Ghi thiết bị trước, rồi xuất tệp."))


class ResourceFormError(InputFileError):
    """The ending of the file's name is none that can be written."""

    code = "QTN-599"

    def __init__(self, ending: str) -> None:
        super().__init__(
            tr("Không ghi được tệp “{ending}”.").format(ending=ending),
            tr("Đặt tên tệp có đuôi .pdf hoặc .xlsx."),
        )
