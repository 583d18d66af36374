"""What the page of tasks does: each act runs away from the window and comes back as words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from desktop.campaign.tasks.views import NewTask, TaskView
from desktop.common.duties import TaskKind
from desktop.common.i18n import tr
from desktop.security.access.permissions import Permission
from desktop.ui.campaign.task_forms import GiveTaskSide, NewTaskSide
from desktop.ui.context import UiContext

Act = Callable[[], str]


def givable(context: UiContext, people: Mapping[UUID, str]) -> Mapping[UUID, str]:
    """Return who can be given a task by whoever works here: everybody, or only oneself."""
    if not context.why_not(Permission.SHIFT_PLAN):
        return people
    return {key: name for key, name in people.items() if name == context.actor}


def adding(context: UiContext, form: NewTaskSide) -> Act:
    """Return the act that keeps a new task."""
    text, kind, deadline = form.text.value(), TaskKind(form.kind.value()), form.deadline_iso
    about, owner, actor = form.about.value(), form.owner.value(), context.actor
    known = form.known_about
    leads = not context.why_not(Permission.SHIFT_PLAN)

    def act() -> str:
        tasks = context.services.duties.tasks
        new = NewTask(kind, text, deadline, known or tasks.find_about(about))
        # Whoever may not give tasks to others takes them on in person.
        made = (
            tasks.assign(new, UUID(owner), actor=actor) if leads else tasks.note(new, actor=actor)
        )
        return tr("Đã giao việc số {n} cho {who}.").format(n=made.number, who=made.owner)

    return act


def ending(context: UiContext, task: TaskView, said: str, *, done: bool) -> Act:
    """Return the act that says what came of a task, or lets it fall."""

    def act() -> str:
        tasks = context.services.duties.tasks
        if done:
            tasks.finish(task.id, said, actor=context.actor)
            return tr("Việc số {n} đã xong.").format(n=task.number)
        tasks.cancel(task.id, said, actor=context.actor)
        return tr("Đã bỏ việc số {n}.").format(n=task.number)

    return act


def reopening(context: UiContext, task: TaskView) -> Act:
    """Return the act that takes an ended task up again."""

    def act() -> str:
        context.services.duties.tasks.reopen(task.id, actor=context.actor)
        return tr("Đã mở lại việc số {n}.").format(n=task.number)

    return act


def giving(context: UiContext, task: TaskView, form: GiveTaskSide) -> Act:
    """Return the act that gives a task to somebody else."""
    owner, deadline, note = form.owner.value(), form.deadline_iso, form.note.value()

    def act() -> str:
        tasks = context.services.duties.tasks
        made = tasks.hand_over(task.id, UUID(owner), deadline, actor=context.actor, note=note)
        return tr("Việc số {n} giao lại cho {who}.").format(n=made.number, who=made.owner)

    return act
