"""What the schedule refuses; every refusal says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.campaign.schedule.rules import Slot, clock_time
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


class SlotInPastError(NotAllowedError):
    """Somebody would be asked to come today or earlier."""

    code = "QTN-467"

    def __init__(self, day: date) -> None:
        super().__init__(
            tr("Ngày {day} đã qua hoặc là hôm nay, không xếp buổi được.").format(
                day=f"{day:%d/%m/%Y}"
            ),
            tr("Chọn từ ngày mai trở đi; chưa có gì bị sửa."),
        )


class OutsideHoursError(NotAllowedError):
    """Nobody is there then, or not for so long.

    Args:
        day: the day that was asked for.
        hours: of that day, in minutes since midnight; empty when the point is closed.
        people: how many are to come.
        minutes: that they take.
    """

    code = "QTN-468"

    def __init__(
        self, day: date, hours: Sequence[tuple[int, int]], people: int = 0, minutes: int = 0
    ) -> None:
        if not hours:
            super().__init__(
                tr("Ngày {day} điểm thu nhận không làm việc.").format(day=f"{day:%d/%m/%Y}"),
                tr("Chọn ngày khác, hoặc xếp người trực ngày này ở trang Lịch trực."),
            )
            return
        words = ", ".join(f"{clock_time(start)}–{clock_time(end)}" for start, end in hours)
        super().__init__(
            tr("{people} người cần {minutes} phút, không vừa giờ làm việc.").format(
                people=people, minutes=minutes
            ),
            tr("Ngày {day} làm việc {hours}. Chọn giờ khác, hoặc thêm quầy.").format(
                day=f"{day:%d/%m}", hours=words
            ),
        )


class SlotTwiceError(NotAllowedError):
    """A cell would be in two places at a time."""

    code = "QTN-469"

    def __init__(self, day: date, start: int, end: int) -> None:
        super().__init__(
            tr("Chi bộ này đã có buổi {start}–{end} ngày {day}.").format(
                start=clock_time(start), end=clock_time(end), day=f"{day:%d/%m/%Y}"
            ),
            tr("Chọn giờ không trùng buổi đó; chưa có gì bị sửa."),
        )


class SlotTakenError(NotAllowedError):
    """Other cells have the counters then.

    Args:
        taken: the first slot that stands in the way.
        free: the first minute of that day that would do; None without one.
    """

    code = "QTN-462"

    def __init__(self, taken: Slot, free: int | None) -> None:
        advice = tr("Ngày này không còn chỗ đủ dài; chọn ngày khác.")
        if free is not None:
            advice = tr("Ngày này còn chỗ từ {time}.").format(time=clock_time(free))
        super().__init__(
            tr("Lúc đó {cell} đã có buổi {start}–{end}.").format(
                cell=taken.cell or tr("Chưa rõ chi bộ"),
                start=clock_time(taken.start),
                end=clock_time(taken.end),
            ),
            advice,
        )


class NoSuchSlotError(InputFileError):
    """A cell has no slot on a day, or nobody who would need one."""

    code = "QTN-475"

    def __init__(self, cell: str) -> None:
        super().__init__(
            tr("Không tìm thấy buổi này của {cell}.").format(cell=cell or tr("Chưa rõ chi bộ")),
            tr("Mở lại trang Lịch cuốn chiếu để xem lịch đang dùng."),
        )


class NobodyToPlaceError(NotAllowedError):
    """Everybody of a cell has come or has a place."""

    code = "QTN-476"

    def __init__(self, cell: str) -> None:
        super().__init__(
            tr("{cell} không còn ai chưa có buổi.").format(cell=cell or tr("Chưa rõ chi bộ")),
            tr("Muốn đổi giờ thì dời buổi đã có."),
        )
