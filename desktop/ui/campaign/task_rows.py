"""Columns of the tasks, and how urgent each looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.campaign.tasks.views import TaskBoard, TaskView
from desktop.campaign.tasks.words import kind_words, state_words
from desktop.common.duties import TaskState
from desktop.common.i18n import tr, trn
from desktop.ui.theme import Kind
from desktop.ui.widgets.table import Cell, Column


@dataclass(frozen=True)
class TaskLine:
    """One row: a task, and the day it is judged by."""

    task: TaskView
    today: date


def lines_of(board: TaskBoard) -> list[TaskLine]:
    """Return the rows of a board in its order."""
    return [TaskLine(one, board.today) for one in board.tasks]


def columns() -> list[Column]:
    """Return the columns of the tasks."""
    return [
        Column(tr("Số"), lambda line: Cell(str(line.task.number), quiet=True), width=60, drop=3),
        Column(tr("Việc phải làm"), _text, stretch=6, least=250),
        Column(tr("Loại việc"), lambda line: kind_words(line.task.kind), width=150, drop=4),
        Column(tr("Về ai"), _about, stretch=2, drop=2, least=130),
        Column(tr("Người làm"), lambda line: line.task.owner, stretch=2, drop=1, least=130),
        Column(tr("Hạn"), lambda line: f"{line.task.deadline:%d/%m/%Y}", width=124, tags=True),
        Column(tr("Tình trạng"), _state, width=178, tags=True),
    ]


def _text(line: TaskLine) -> Cell:
    return Cell(line.task.text, strong=True)


def _about(line: TaskLine) -> Cell:
    words = line.task.about.words
    return Cell(words) if words else Cell("–", quiet=True)


def _state(line: TaskLine) -> Cell:
    return Cell(state_words(line.task, line.today), tag=kind_of(line))


def kind_of(line: TaskLine) -> Kind:
    """Return the colour of a task's tag."""
    task = line.task
    if task.state is TaskState.DONE:
        return "ok"
    left = task.days_left(line.today)
    if not task.is_unfinished or left > 1:
        return "neutral"
    return "bad" if left < 0 else "warn"


def sums_words(board: TaskBoard) -> str:
    """Return how many there are and how many press: `12 việc, 3 quá hạn, 2 hôm nay`."""
    count = len(board.tasks)
    parts = [trn("{n} việc", "{n} việc", count).format(n=count)]
    if board.overdue:
        parts.append(tr("{n} quá hạn").format(n=board.overdue))
    if board.due_today:
        parts.append(tr("{n} hạn hôm nay").format(n=board.due_today))
    return ", ".join(parts)
