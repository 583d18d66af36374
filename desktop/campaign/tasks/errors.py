"""What can go wrong with a task, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class TaskRefusedError(NotAllowedError):
    """The task cannot be kept as it was given; nothing was changed."""

    code = "QTN-580"


class TaskUnknownError(NotAllowedError):
    """There is no such task."""

    code = "QTN-581"

    def __init__(self) -> None:
        super().__init__(tr("Không có việc này."), tr("Xem lại số của việc trong danh sách."))


class TaskMovedOnError(NotAllowedError):
    """What was asked does not go with how the task stands now."""

    code = "QTN-582"

    def __init__(self) -> None:
        super().__init__(
            tr("Việc này vừa đổi tình trạng."), tr("Xem lại danh sách rồi chọn việc tiếp theo.")
        )


class TaskOwnerError(NotAllowedError):
    """Nobody of this name works here."""

    code = "QTN-583"

    def __init__(self, name: str) -> None:
        super().__init__(
            tr("Không có cán bộ tên “{name}” ở quầy này.").format(name=name),
            tr("Chọn một người đang làm ở quầy."),
        )


class AboutUnknownError(NotAllowedError):
    """Nobody and nothing here has this name or number."""

    code = "QTN-584"

    def __init__(self, text: str) -> None:
        super().__init__(
            tr("Không thấy người, chi bộ hay số biên nhận “{text}”.").format(text=text),
            tr("Gõ tên không dấu, 4 số cuối, tên chi bộ hoặc số biên nhận; để trống cũng được."),
        )


class AboutManyError(NotAllowedError):
    """Several people have this name."""

    code = "QTN-585"

    def __init__(self, text: str, count: int) -> None:
        super().__init__(
            tr("Có {n} người khớp với “{text}”.").format(n=count, text=text),
            tr("Gõ thêm năm sinh hoặc 4 số cuối."),
        )
