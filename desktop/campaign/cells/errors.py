"""What is in the way of closing a cell or opening it again, in words that say what to do."""

from __future__ import annotations

from collections.abc import Collection

from desktop.campaign.cells.views import OpenCase
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr, trn


class OpenCasesError(NotAllowedError):
    """Somebody of the cell has not got the card, and nobody said why.

    Attributes:
        cases: those people.
    """

    code = "QTN-564"

    def __init__(self, cell: str, cases: tuple[OpenCase, ...]) -> None:
        n = len(cases)
        super().__init__(
            trn(
                "Chưa khóa được “{cell}”: còn {n} người chưa xong mà chưa có lý do.",
                "Chưa khóa được “{cell}”: còn {n} người chưa xong mà chưa có lý do.",
                n,
            ).format(cell=cell, n=n),
            tr("Làm xong từng người, hoặc ghi lý do cho từng người rồi khóa."),
        )
        self.cases = cases


class NotClosedError(NotAllowedError):
    """The cell is not closed, so it cannot be opened again."""

    code = "QTN-565"

    def __init__(self, cell: str) -> None:
        super().__init__(tr("“{cell}” đang mở.").format(cell=cell), tr("Không cần mở lại."))


class ReasonNeededError(NotAllowedError):
    """A reason is missing."""

    code = "QTN-566"

    def __init__(self) -> None:
        super().__init__(tr("Chưa ghi lý do."), tr("Ghi ngắn gọn vì sao, rồi làm lại."))


class NotOpenCaseError(NotAllowedError):
    """The person is no open case of their cell."""

    code = "QTN-567"

    def __init__(self) -> None:
        super().__init__(
            tr("Người này không còn là việc chưa xong của chi bộ."),
            tr("Xem lại danh sách việc chưa xong."),
        )


class LentOutError(NotAllowedError):
    """A mobile team has people of the cell on its laptop and may be receiving them just now."""

    code = "QTN-590"

    def __init__(self, cell: str, devices: Collection[str]) -> None:
        n = len(devices)
        super().__init__(
            trn(
                "Chưa khóa được “{cell}”: đội lưu động đang giữ {n} người trên máy {devices}.",
                "Chưa khóa được “{cell}”: đội lưu động đang giữ {n} người trên máy {devices}.",
                n,
            ).format(cell=cell, n=n, devices=", ".join(sorted(set(devices)))),
            tr("Lấy kết quả của đội về, hoặc thu hồi những người đã giao cho máy, rồi khóa."),
        )
