"""What kinds and states of tasks are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from desktop.campaign.tasks.views import TaskView
from desktop.common.duties import TaskAct, TaskKind, TaskState
from desktop.common.i18n import mark, tr

KINDS: Final[dict[TaskKind, str]] = {
    TaskKind.VISIT: mark("Đến nhà"),
    TaskKind.FIX: mark("Sửa hồ sơ"),
    TaskKind.MISSING_PAPER: mark("Bổ sung giấy tờ"),
    TaskKind.QUESTION: mark("Hỏi tỉnh"),
    TaskKind.OTHER: mark("Việc khác"),
}
STATES: Final[dict[TaskState, str]] = {
    TaskState.OPEN: mark("Đang làm"),
    TaskState.HANDED_OVER: mark("Đã giao lại"),
    TaskState.DONE: mark("Đã xong"),
    TaskState.CANCELLED: mark("Đã bỏ"),
}
ACTS: Final[dict[TaskAct, str]] = {
    TaskAct.MADE: mark("Giao cho {owner}, hạn {day}"),
    TaskAct.HANDED_OVER: mark("Giao lại cho {owner}, hạn {day}"),
    TaskAct.DONE: mark("Xong"),
    TaskAct.CANCELLED: mark("Bỏ"),
    TaskAct.REOPENED: mark("Mở lại, hạn {day}"),
}

_LATE, _TODAY, _LEFT = mark("Quá hạn {n} ngày"), mark("Hôm nay"), mark("Còn {n} ngày")


def kind_words(kind: TaskKind, told: Callable[[str], str] = tr) -> str:
    """Return what people call a kind of task."""
    return told(KINDS[kind])


def state_words(task: TaskView, today: date, told: Callable[[str], str] = tr) -> str:
    """Return how a task stands, judged by its deadline while it is not finished."""
    if not task.is_unfinished:
        return told(STATES[task.state])
    left = task.days_left(today)
    if left == 0:
        return told(_TODAY)
    return told(_LATE if left < 0 else _LEFT).format(n=abs(left))


def act_words(act: TaskAct, owner: str, deadline: date) -> str:
    """Return what was done to a task."""
    return tr(ACTS[act]).format(owner=owner, day=f"{deadline:%d/%m/%Y}")
