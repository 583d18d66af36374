"""What the schedule refuses; every refusal says what to do."""

from __future__ import annotations

from datetime import date

from desktop.common.errors import InputFileError, NotAllowedError
from desktop.common.i18n import tr


class SlotIsOverError(NotAllowedError):
    """A slot lies in the past, or today; what people were asked to do then is not changed."""

    code = "QTN-463"

    def __init__(self, day: date) -> None:
        super().__init__(
            tr("Buổi ngày {day} đã qua hoặc là hôm nay, không sửa được.").format(
                day=f"{day:%d/%m/%Y}"
            ),
            tr("Lập lại lịch để ai chưa đến có buổi mới từ ngày mai."),
        )


class ScheduleChangedError(NotAllowedError):
    """The schedule is not any more what the proposal was made from."""

    code = "QTN-464"

    def __init__(self) -> None:
        super().__init__(
            tr("Lịch vừa có thay đổi khác, đề xuất này không còn đúng."),
            tr("Lập lại lịch để xem đề xuất mới; chưa có gì bị sửa."),
        )


class NoSuchCellError(InputFileError):
    """Nobody of the list is in a cell of this name."""

    code = "QTN-465"

    def __init__(self, cell: str) -> None:
        super().__init__(
            tr("Danh sách không có chi bộ “{cell}”.").format(cell=cell),
            tr("Xem đúng tên chi bộ bằng lệnh “schedule show”."),
        )


class ScheduleSettingError(InputFileError):
    """There is no such setting of the schedule, or the value does not fit."""

    code = "QTN-466"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Không đặt được “{name}” của lịch.").format(name=name),
            tr("Ghi số quầy từ 1 đến 20; giờ ghi như 07:30-11:30, các buổi không chồng nhau."),
        )
