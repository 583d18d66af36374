"""Bars over the board: answers that are late, no key to seal to, records that stayed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.batch.board.views import Board
from desktop.batch.views import ExportReport
from desktop.common.errors import UserFacingError
from desktop.common.i18n import tr
from desktop.ui.batch.rows import grouped
from desktop.ui.feedback import Message

NO_KEY = "batch-no-key"
"""Key of the bar that asks for a key of the province."""


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


def export_words(records: int, *, is_begun: bool) -> str:
    """Return what the button says: how many leave, or that a begun batch is finished."""
    if not records:
        return tr("Xuất hồ sơ")
    words = tr("Ghi nốt lô dở: {n} hồ sơ") if is_begun else tr("Xuất {n} hồ sơ")
    return words.format(n=grouped(records))


def no_key(on_action: Callable[[], object]) -> Message:
    """Return the bar for a station that has no key to seal a batch to."""
    return Message(
        "warn",
        tr("Chưa có khóa công khai của tỉnh, nên chưa niêm phong được."),
        tr("Thêm khóa do tỉnh gửi vào Cài đặt, phần Nơi nhận lô."),
        action=tr("Mở Cài đặt"),
        on_action=on_action,
        key=NO_KEY,
    )


def left_out(report: ExportReport, *, key: str) -> Message:
    """Return the bar for records that could not leave with the others."""
    names = ", ".join(one.receipt_number for one in report.left_out[:5])
    return Message(
        "warn",
        tr("{n} hồ sơ chưa đi được.").format(n=len(report.left_out)),
        tr("Ảnh hoặc chữ ký bị hỏng ở biên nhận {names}. Báo người phụ trách máy.").format(
            names=names
        ),
        key=key,
    )


def not_copied(troubles: Sequence[tuple[Path, UserFacingError]]) -> Message:
    """Return the bar for places that could not take a batch which left elsewhere."""
    folder, error = troubles[0]
    title = tr("Lô đã xuất xong, nhưng chưa có ở “{place}”.").format(place=folder.name or folder)
    text = f"{error.title} {tr('Cần thêm bản thì mở lô, bấm Ghi lại tệp lô.')}"
    if len(troubles) > 1:
        title = tr("Lô đã xuất xong, nhưng chưa có ở {n} nơi.").format(n=len(troubles))
    return Message("warn", title, text, key="not-copied", code=error.code)
