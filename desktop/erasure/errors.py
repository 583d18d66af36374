"""What can stand against an erasure."""

from __future__ import annotations

from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr


def nothing_due(days: int) -> NotAllowedError:
    """Return the error for a run with nothing to do."""
    return NotAllowedError(
        tr("Chưa có hồ sơ nào đến hạn xóa."),
        tr("Hồ sơ đến hạn sau khi tỉnh xác nhận và thẻ đã trao {n} ngày.").format(n=days),
        code="QTN-371",
    )
