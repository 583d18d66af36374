"""What of tasks is shown to callers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from desktop.common.duties import TaskAct, TaskKind, TaskState

UNFINISHED = frozenset({TaskState.OPEN, TaskState.HANDED_OVER})
"""States in which somebody still has to do something."""


@dataclass(frozen=True)
class About:
    """What a task is about; nothing by default.

    Attributes:
        member_id: a person of the list.
        application_id: one application of theirs.
        cell: a cell, as the list names it.
        words: its name, for people.
    """

    member_id: UUID | None = None
    application_id: UUID | None = None
    cell: str = ""
    words: str = ""


NOTHING: Final = About()
"""A task that is about nobody in particular."""


@dataclass(frozen=True)
class TaskView:
    """One task.

    Attributes:
        number: of the station, counted from 1.
        text: what is to be done.
        owner: who does it.
        deadline: by the end of which day.
        result: what came of it; why it was cancelled; empty before.
        made_by: who gave it.
    """

    id: UUID
    number: int
    kind: TaskKind
    text: str
    about: About
    owner_id: UUID
    owner: str
    deadline: date
    state: TaskState
    result: str
    made_by: str
    made_at: datetime
    ended_at: datetime | None = None
    ended_by: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state in UNFINISHED

    def days_left(self, today: date) -> int:
        """Return the days until the deadline: 0 on the day, less after it."""
        return (self.deadline - today).days

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been done before today."""
        return self.is_unfinished and self.deadline < today


@dataclass(frozen=True)
class TaskStepView:
    """What was done to a task.

    Attributes:
        owner: who had it from then on.
        deadline: that held from then on.
        note: the result, or why.
    """

    act: TaskAct
    at: datetime
    by: str
    owner: str
    deadline: date
    note: str


@dataclass(frozen=True)
class TaskBoard:
    """Tasks in the order in which they should be looked at.

    Attributes:
        today: the day by which they are judged.
        tasks: overdue ones first, then by deadline; or the ended ones, the latest first.
    """

    today: date
    tasks: tuple[TaskView, ...] = ()

    @property
    def overdue(self) -> int:
        """How many should have been done before today."""
        return sum(one.is_overdue(self.today) for one in self.tasks)

    @property
    def due_today(self) -> int:
        """How many are to be done today."""
        return sum(one.is_unfinished and one.deadline == self.today for one in self.tasks)


@dataclass(frozen=True)
class DueTasks:
    """What the counter says of tasks.

    Attributes:
        today: of this operator, to be done today.
        overdue: of this operator, should have been done before.
        overdue_of_others: of everybody else.
    """

    today: int = 0
    overdue: int = 0
    overdue_of_others: int = 0


def as_json(task: TaskView, today: date, steps: tuple[TaskStepView, ...] = ()) -> dict[str, Any]:
    """Return a task as a command prints it; people are named by key alone."""
    about = task.about
    data: dict[str, Any] = {
        "number": task.number,
        "kind": task.kind.value,
        "text": task.text,
        "member": about.member_id and str(about.member_id),
        "application": about.application_id and str(about.application_id),
        "cell": about.cell,
        "owner": task.owner,
        "deadline": task.deadline.isoformat(),
        "state": task.state.value,
        "overdue": task.is_overdue(today),
        "result": task.result,
        "made_by": task.made_by,
        "made_at": task.made_at.isoformat(),
        "ended_at": task.ended_at and task.ended_at.isoformat(),
        "ended_by": task.ended_by,
    }
    if steps:
        data["history"] = [
            {
                "act": one.act.value,
                "at": one.at.isoformat(),
                "by": one.by,
                "owner": one.owner,
                "deadline": one.deadline.isoformat(),
                "note": one.note,
            }
            for one in steps
        ]
    return data


@dataclass(frozen=True)
class NewTask:
    """A task as it is given.

    Attributes:
        deadline: ISO day.
    """

    kind: TaskKind
    text: str
    deadline: str
    about: About = field(default_factory=About)
