"""The reminder over the board: answers that are late."""

from __future__ import annotations

from desktop.batch.board.views import Board
from desktop.common.i18n import tr
from desktop.ui.batch.rows import grouped
from desktop.ui.feedback import Message


def late(board: Board) -> Message | None:
    """Return the reminder to ask the province, None while no answer is late."""
    lines = board.late
    if not lines:
        return None
    first = lines[0]
    title = tr("Lô {name} gửi {days} ngày chưa có trả lời đủ.").format(
        name=first.file_name, days=grouped(first.days)
    )
    if len(lines) > 1:
        title = tr("{n} lô chưa có trả lời đủ, lâu nhất {days} ngày.").format(
            n=grouped(len(lines)), days=grouped(first.days)
        )
    text = tr("Gọi bàn tỉnh, hỏi đã nhận tệp chưa.")
    return Message("warn", title, text, key="late")
