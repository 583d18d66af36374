"""Tasks that somebody at this station was given."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.duties import TaskAct, TaskKind, TaskState
from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText

_STATES = ", ".join(f"'{one.value}'" for one in TaskState)
_KINDS = ", ".join(f"'{one.value}'" for one in TaskKind)
_ACTS = ", ".join(f"'{one.value}'" for one in TaskAct)


class CampaignTask(Made, Base):
    """One task; `deadline` is the local calendar day (ISO) by whose end it should be done."""

    __tablename__ = "campaign_tasks"
    __table_args__ = (
        Index("ix_campaign_tasks_state_deadline", "state", "deadline"),
        CheckConstraint(f"kind IN ({_KINDS})", name="known_kind"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(SealedText("campaign_tasks.text"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"))
    # As the list names it; empty when the task is about no cell.
    cell: Mapped[str] = mapped_column(default="", server_default="")
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("operators.id"), index=True)
    deadline: Mapped[str]
    state: Mapped[str]
    result: Mapped[str] = mapped_column(
        SealedText("campaign_tasks.result"), default="", server_default=""
    )
    made_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="", server_default="")


class TaskStep(Base):
    """What was done to a task; written once, never changed, but for a note that is erased."""

    __tablename__ = "campaign_task_steps"
    __table_args__ = (CheckConstraint(f"act IN ({_ACTS})", name="known_act"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("campaign_tasks.id"), index=True)
    place: Mapped[int]
    act: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("operators.id"))
    deadline: Mapped[str]
    note: Mapped[str] = mapped_column(
        SealedText("campaign_task_steps.note"), default="", server_default=""
    )
