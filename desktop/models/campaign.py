"""The plan of the campaign by cell: deadlines, phases that were opened, cells that were closed.

A cell is named as the list names it; people whose cell the list does not name have none of these.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base
from desktop.models.sealed import SealedText


class CellDeadline(Base):
    """The last day of one cell, where it is another than that of the campaign."""

    __tablename__ = "cell_deadlines"

    cell: Mapped[str] = mapped_column(primary_key=True)
    # ISO
    day: Mapped[str]
    set_at: Mapped[datetime]
    set_by: Mapped[str]


class OpenedPhase(Base):
    """A phase that was opened for a cell; with a reason where the gate before it was not met."""

    __tablename__ = "opened_phases"

    cell: Mapped[str] = mapped_column(primary_key=True)
    phase: Mapped[str] = mapped_column(primary_key=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default="")


class CellMark(Base):
    """What a cell confirmed on paper: its members' data, or that it is listed as it is.

    `people` is how many stood on its list then; it is asked for again when that changes.
    """

    __tablename__ = "cell_marks"

    cell: Mapped[str] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str]


class CaseExplanation(Base):
    """Why somebody's record goes no further; it holds as long as the record is in that state.

    `state` is an application's, empty for somebody without one.
    """

    __tablename__ = "case_explanations"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(
        SealedText("case_explanations.note"), default="", server_default=""
    )
    explained_at: Mapped[datetime]
    explained_by: Mapped[str]


class CellClosing(Base):
    """A cell that is done with; closed until somebody opens it again."""

    __tablename__ = "cell_closings"
    __table_args__ = (
        Index(
            "ix_cell_closings_one",
            "cell",
            unique=True,
            sqlite_where=text("reopened_at IS NULL"),
            postgresql_where=text("reopened_at IS NULL"),
        ),
        CheckConstraint(
            "(reopened_at IS NULL) = (reopened_by = '' AND reopen_reason = '')",
            name="reopened_with_reason",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    cell: Mapped[str]
    # What the cell had come to: eligible, handed over, explained.
    counts: Mapped[dict[str, Any]]
    closed_at: Mapped[datetime]
    closed_by: Mapped[str]
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str] = mapped_column(default="", server_default="")
    reopen_reason: Mapped[str] = mapped_column(default="", server_default="")
