"""The rolling schedule: stretches of days that a cell has to itself, and who comes when in them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Made


class ScheduleSlot(Made, Base):
    """A cell is asked to come in one stretch of one day; taken out, the row stays.

    Day and time never change: a slot that is moved is taken out and another is put in. Its cell
    follows the organisation tree.
    """

    __tablename__ = "schedule_slots"
    __table_args__ = (
        Index("ix_schedule_slots_day", "day"),
        CheckConstraint("start_minute < end_minute", name="ends_after_start"),
        CheckConstraint("counters > 0", name="has_counter"),
        CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name="removed_by_somebody"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    # As the list names it.
    cell: Mapped[str]
    # ISO, and minutes since midnight as people here read them.
    day: Mapped[str]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    counters: Mapped[int]
    # The cell was told of it, and no replan moves it.
    told_at: Mapped[datetime | None]
    # Somebody chose its day and time, and no replan moves it.
    is_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_by: Mapped[str]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="", server_default="")


class ScheduleSeat(Base):
    """When one person is asked to come; written with its slot. Its minute never changes."""

    __tablename__ = "schedule_seats"

    slot_id: Mapped[UUID] = mapped_column(ForeignKey("schedule_slots.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), primary_key=True, index=True)
    minute: Mapped[int]
