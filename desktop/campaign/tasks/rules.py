"""Pure: what a task must say, and in which order tasks are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from desktop.campaign.tasks.errors import TaskRefusedError
from desktop.campaign.tasks.views import TaskView
from desktop.common.i18n import tr
from desktop.common.text import clean

LONGEST: Final = 200
"""Characters of what is to be done, and of what came of it."""


def checked_text(text: str) -> str:
    """Return what is to be done as it is kept.

    Raises:
        TaskRefusedError: nothing was said, or too much.
    """
    return _checked(text, tr("Chưa ghi việc phải làm."), tr("Ghi một câu: làm gì, cho xong gì."))


def checked_result(text: str) -> str:
    """Return what came of a task, or why it was cancelled, as it is kept.

    Raises:
        TaskRefusedError: nothing was said, or too much.
    """
    return _checked(text, tr("Chưa ghi kết quả."), tr("Ghi một câu: đã làm gì, hoặc vì sao bỏ."))


def _checked(text: str, missing: str, advice: str) -> str:
    kept = clean(text)
    if not kept:
        raise TaskRefusedError(missing, advice)
    if len(kept) > LONGEST:
        raise TaskRefusedError(
            tr("Câu này dài quá {n} chữ.").format(n=LONGEST), tr("Rút gọn rồi lưu lại.")
        )
    return kept


def checked_deadline(text: str, today: date) -> str:
    """Return an ISO day that is not over yet.

    Raises:
        TaskRefusedError: it is no day, or it is over.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise TaskRefusedError(
            tr("Chưa rõ hạn của việc."), tr("Gõ đủ ngày, tháng, năm của hạn.")
        ) from None
    if day < today:
        raise TaskRefusedError(
            tr("Hạn {day} đã qua.").format(day=f"{day:%d/%m/%Y}"), tr("Chọn từ hôm nay trở đi.")
        )
    return day.isoformat()


def in_order(tasks: Iterable[TaskView]) -> tuple[TaskView, ...]:
    """Return unfinished tasks by deadline, so that overdue ones stand first."""
    return tuple(sorted(tasks, key=lambda one: (one.deadline, one.number)))
