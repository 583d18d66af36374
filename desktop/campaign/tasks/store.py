"""Queries of tasks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from desktop.campaign.tasks.views import UNFINISHED, About, TaskStepView, TaskView
from desktop.common.duties import TaskAct, TaskKind, TaskState
from desktop.models import Application, CampaignTask, Member, Operator, TaskStep
from desktop.storage.sharing import one_at_a_time

_UNFINISHED = [one.value for one in UNFINISHED]
MOST_ENDED = 200
"""So many ended tasks are shown."""


def stand_alone(session: Session) -> None:
    """Let nobody else number or change a task until this transaction ends."""
    one_at_a_time(session, "tasks")


def next_number(session: Session) -> int:
    """Return the number after the last one."""
    return (session.scalar(select(func.max(CampaignTask.number))) or 0) + 1


def unfinished(session: Session, owner_id: UUID | None) -> list[TaskView]:
    """Return what somebody, or everybody, still has to do."""
    wanted = _tasks().where(CampaignTask.state.in_(_UNFINISHED))
    if owner_id is not None:
        wanted = wanted.where(CampaignTask.owner_id == owner_id)
    return [_task(*row) for row in session.execute(wanted)]


def ended(session: Session, owner_id: UUID | None) -> list[TaskView]:
    """Return what was done or cancelled, the latest first."""
    wanted = _tasks().where(CampaignTask.state.not_in(_UNFINISHED))
    if owner_id is not None:
        wanted = wanted.where(CampaignTask.owner_id == owner_id)
    latest = wanted.order_by(CampaignTask.ended_at.desc(), CampaignTask.number.desc())
    return [_task(*row) for row in session.execute(latest.limit(MOST_ENDED))]


def of_member(session: Session, member_id: UUID) -> list[TaskView]:
    """Return every task about somebody, by number."""
    wanted = _tasks().where(CampaignTask.member_id == member_id).order_by(CampaignTask.number)
    return [_task(*row) for row in session.execute(wanted)]


def numbered(session: Session, number: int) -> TaskView | None:
    """Return the task of a number."""
    row = session.execute(_tasks().where(CampaignTask.number == number)).first()
    return None if row is None else _task(*row)


def task_row(session: Session, task_id: UUID) -> CampaignTask | None:
    """Return one task as it is stored."""
    return session.get(CampaignTask, task_id)


def add_step(
    session: Session, row: CampaignTask, act: TaskAct, *, at: Any, by: str, note: str = ""
) -> None:
    """Write down what was done to a task; it is flushed first, so that its row is there."""
    session.flush()
    place = select(func.max(TaskStep.place)).where(TaskStep.task_id == row.id)
    session.add(
        TaskStep(
            task_id=row.id,
            place=(session.scalar(place) or 0) + 1,
            act=act.value,
            at=at,
            by=by,
            owner_id=row.owner_id,
            deadline=row.deadline,
            note=note,
        )
    )


def steps(session: Session, task_id: UUID) -> list[TaskStepView]:
    """Return the history of a task, the oldest first."""
    wanted = (
        select(TaskStep, Operator.full_name)
        .join(Operator, Operator.id == TaskStep.owner_id)
        .where(TaskStep.task_id == task_id)
        .order_by(TaskStep.place)
    )
    return [
        TaskStepView(
            TaskAct(row.act), row.at, row.by, owner, date.fromisoformat(row.deadline), row.note
        )
        for row, owner in session.execute(wanted)
    ]


def operators(session: Session) -> dict[UUID, str]:
    """Return who works here, by key."""
    wanted = select(Operator.id, Operator.full_name).where(Operator.is_active)
    rows = session.execute(wanted.order_by(Operator.created_at, Operator.id))
    return {row[0]: row[1] for row in rows}


def application_of(session: Session, receipt: str) -> tuple[UUID, UUID, str] | None:
    """Return application, person and their name by the number on a receipt."""
    wanted = (
        select(Application.id, Member.id, Member.full_name)
        .join(Member, Member.id == Application.member_id)
        .where(Application.receipt_number == receipt)
    )
    row = session.execute(wanted).first()
    return None if row is None else (row[0], row[1], row[2])


def _tasks() -> Select[CampaignTask, str, str]:
    return (
        select(CampaignTask, Operator.full_name, Member.full_name)
        .join(Operator, Operator.id == CampaignTask.owner_id)
        .outerjoin(Member, Member.id == CampaignTask.member_id)
    )


def _task(row: CampaignTask, owner: str, person: str | None) -> TaskView:
    return TaskView(
        id=row.id,
        number=row.number,
        kind=TaskKind(row.kind),
        text=row.text,
        about=About(row.member_id, row.application_id, row.cell, person or row.cell),
        owner_id=row.owner_id,
        owner=owner,
        deadline=date.fromisoformat(row.deadline),
        state=TaskState(row.state),
        result=row.result,
        made_by=row.made_by,
        made_at=row.created_at,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )
