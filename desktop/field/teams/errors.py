"""What can be wrong with a team, in words that say what to do."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


class TeamRefusedError(NotAllowedError):
    """The team cannot be kept as it was given; nothing was changed."""

    code = "QTN-480"


class TeamUnknownError(NotAllowedError):
    """There is no such team, or it has been ended."""

    code = "QTN-481"

    def __init__(self, name: str = "") -> None:
        named = tr("Không có tổ lưu động tên “{name}”.").format(name=name)
        super().__init__(
            named if name else tr("Không còn tổ lưu động này."),
            tr("Chọn một tổ trong danh sách, hoặc lập tổ mới."),
        )


class TeamBusyError(NotAllowedError):
    """The team still has people to visit."""

    code = "QTN-482"

    def __init__(self, waiting: int) -> None:
        super().__init__(
            tr("Tổ này còn {n} người chưa đến thăm.").format(n=waiting),
            tr("Ghi kết quả hoặc bỏ các lượt đó khỏi danh sách, rồi giải thể tổ."),
        )
