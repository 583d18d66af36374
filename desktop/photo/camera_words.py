"""What is said about each state of a camera: what happened and what to do."""

from __future__ import annotations

from desktop.common.i18n import tr
from desktop.photo.errors import CameraError, CameraForbiddenError, CameraTakenError
from desktop.photo.views import CameraState, CameraStatus

Words = tuple[str, str]


def words_of(status: CameraStatus) -> Words:
    """Return title and advice of a state."""
    return {
        CameraStatus.NONE: (
            tr("Chưa bật máy ảnh"),
            tr("Có thể chọn ảnh từ tệp."),
        ),
        CameraStatus.STARTING: (tr("Đang mở máy ảnh"), tr("Chờ vài giây.")),
        CameraStatus.SLOW: (
            tr("Máy ảnh mở chậm"),
            tr("Chờ thêm, có máy cần tới nửa phút. Trong lúc chờ có thể chọn ảnh từ tệp."),
        ),
        CameraStatus.LIVE: ("", ""),
        CameraStatus.LOST: (
            tr("Mất tín hiệu máy ảnh"),
            tr("Kiểm tra dây cắm, máy sẽ tự nối lại, hoặc chọn ảnh từ tệp."),
        ),
        CameraStatus.BLACK: (
            tr("Máy ảnh chỉ cho hình đen"),
            tr(
                "Mở nắp ống kính, tắt chương trình khác đang dùng máy ảnh "
                "và cho phép dùng máy ảnh trong Cài đặt Windows."
            ),
        ),
        CameraStatus.FROZEN: (
            tr("Hình từ máy ảnh đứng yên"),
            tr("Máy đang mở lại máy ảnh; nếu vẫn đứng, rút dây rồi cắm lại."),
        ),
        CameraStatus.TAKEN: (
            tr("Chương trình khác đang dùng máy ảnh"),
            tr("Tắt chương trình đó, máy sẽ tự nối lại, hoặc chọn ảnh từ tệp."),
        ),
        CameraStatus.FORBIDDEN: (
            tr("Hệ điều hành không cho dùng máy ảnh"),
            tr("Cho phép máy ảnh trong cài đặt quyền riêng tư, hoặc chọn ảnh từ tệp."),
        ),
        CameraStatus.HUNG: (
            tr("Máy ảnh không trả lời"),
            tr("Máy đang thử mở lại. Nếu nửa phút chưa được, rút dây, chờ 5 giây rồi cắm lại."),
        ),
    }[status]


def woken() -> Words:
    """Return what is said after the computer slept."""
    return (tr("Máy tính vừa thức dậy"), tr("Đang mở lại máy ảnh, chờ vài giây."))


def exhausted() -> Words:
    """Return what is said when too many driver calls hang."""
    return (
        tr("Máy ảnh không trả lời"),
        tr("Rút dây máy ảnh, chờ 5 giây rồi cắm lại. Nếu vẫn vậy, khởi động lại máy tính."),
    )


def status_of(error: CameraError) -> CameraStatus:
    """Return the state that an error of a camera means."""
    if isinstance(error, CameraTakenError):
        return CameraStatus.TAKEN
    if isinstance(error, CameraForbiddenError):
        return CameraStatus.FORBIDDEN
    return CameraStatus.LOST


def state_of(
    status: CameraStatus, words: Words | None = None, name: str = "", size: tuple[int, int] = (0, 0)
) -> CameraState:
    """Return a state with its words; its usual ones when none are given."""
    title, advice = words or words_of(status)
    text = ". ".join(filter(None, (title.rstrip("."), advice)))
    return CameraState(status, text, name, size, title.rstrip("."))
