"""What can be in the way of a shift, in words that say what to do."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop.common.clock import show_date, show_time
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class AlreadyOpenError(NotAllowedError):
    """A shift is open at this station."""

    code = "QTN-450"

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__(
            tr("Ca đang mở: {name} mở lúc {time} ngày {day}.").format(
                name=by, time=show_time(at), day=show_date(at)
            ),
            tr("Làm tiếp trong ca đó, hoặc chốt ca rồi mở ca mới."),
        )


class NoOpenShiftError(NotAllowedError):
    """No shift is open at this station."""

    code = "QTN-451"

    def __init__(self) -> None:
        super().__init__(tr("Chưa có ca nào đang mở."), tr("Mở ca ở trang Ca trực."))


class StillOpenError(NotAllowedError):
    """Something lies unfinished, so the shift cannot be closed."""

    code = "QTN-452"

    def __init__(self, what: str) -> None:
        super().__init__(
            tr("Chưa chốt được ca: {what}.").format(what=what),
            tr("Làm xong, hoặc giao từng việc cho người của ca sau."),
        )


class ExportRunningError(NotAllowedError):
    """A batch is just leaving: what it takes belongs to the shift that is to be closed."""

    code = "QTN-459"

    def __init__(self) -> None:
        super().__init__(
            tr("Chưa chốt được ca: đang xuất một lô hồ sơ."),
            tr("Chờ xuất xong hoặc bấm dừng ở trang Lô hồ sơ, rồi chốt ca."),
        )


class NotUnfinishedError(NotAllowedError):
    """What was to be handed on does not lie open any more."""

    code = "QTN-453"

    def __init__(self) -> None:
        super().__init__(tr("Việc này không còn dở dang."), tr("Xem lại danh sách việc còn lại."))


class NobodyError(NotAllowedError):
    """The named person does not work here."""

    code = "QTN-454"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Không có ai tên “{name}” đang làm ở quầy này.").format(name=name),
            tr("Chọn một người trong danh sách cán bộ của quầy."),
        )


class UnknownShiftError(NotAllowedError):
    """There is no closed shift under this number."""

    code = "QTN-455"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Không có ca số {number} đã chốt.").format(number=number),
            tr("Xem số ca ở trang Ca trực."),
        )


class NoSuchShiftError(NotAllowedError):
    """No shift was ever opened under this number."""

    code = "QTN-447"

    def __init__(self, number: int) -> None:
        super().__init__(
            tr("Không có ca số {number}.").format(number=number),
            tr("Xem số ca ở trang Ca trực."),
        )


class DayError(NotAllowedError):
    """A day of the calendar or of the plan cannot be kept as it was given."""

    code = "QTN-456"


class PlanError(NotAllowedError):
    """A turn cannot be planned as it was given; nothing was changed."""

    code = "QTN-457"


class NothingToRepeatError(NotAllowedError):
    """The weeks that were to be repeated have nobody in them."""

    code = "QTN-458"

    def __init__(self, monday: date, weeks: int) -> None:
        until = monday + timedelta(days=7 * weeks - 1)
        super().__init__(
            tr("Từ {first} đến {last} chưa xếp ai trực.").format(
                first=f"{monday:%d/%m/%Y}", last=f"{until:%d/%m/%Y}"
            ),
            tr("Xếp lịch một tuần trước, rồi lặp lại."),
        )
