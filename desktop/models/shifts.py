"""Shifts of this station: who opened and closed them, what was handed on, days and plan.

A shift is a stretch of the audit trail: it has every event from the one after the shift before it
up to its own closing. The trail numbers every reception in the transaction that makes it, so each
one stands in exactly one shift, whatever the clock of the computer says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made


class Shift(Made, Base):
    """One shift; open until `closed_at`, and only one is open at a station."""

    __tablename__ = "shifts"
    __table_args__ = (
        UniqueConstraint("station_id", "number"),
        Index(
            "ix_shifts_one_open",
            "station_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("(closed_at IS NULL) = (last_event IS NULL)", name="closed_has_end"),
        CheckConstraint("first_event <= opened_event", name="begins_before"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    number: Mapped[int]
    # What the clock and the calendar made of the moment of opening.
    day: Mapped[str]
    part: Mapped[str]
    kind: Mapped[str]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    # Numbers of audit events. What happened while none was open belongs to the next shift.
    first_event: Mapped[int]
    opened_event: Mapped[int]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(default="", server_default="")
    last_event: Mapped[int | None]
    # Of the closing event: the head of the audit chain when the shift ended.
    head_digest: Mapped[str] = mapped_column(default="", server_default="")
    # What the closing page says, frozen.
    figures: Mapped[dict[str, Any]]


class ShiftHandOver(Base):
    """Something unfinished that somebody of the next shift goes on with."""

    __tablename__ = "shift_hand_overs"
    __table_args__ = (UniqueConstraint("shift_id", "kind", "subject_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shifts.id"))
    kind: Mapped[str]
    # The application, the unfinished form or the print order.
    subject_id: Mapped[UUID]
    given_to: Mapped[str]
    given_by: Mapped[str]
    given_at: Mapped[datetime]


class PlannedTurn(Made, Base):
    """Somebody is to work in one part of one day at one place; taken out, the row stays."""

    __tablename__ = "planned_turns"
    __table_args__ = (
        Index(
            "ix_planned_turns_once",
            "station_id",
            "day",
            "part",
            "place",
            "person_key",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
        CheckConstraint("(operator_id IS NULL) = (name <> '')", name="one_of_two"),
        CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name="removed_by_somebody"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    # ISO; an evening belongs to the day it begins on.
    day: Mapped[str]
    part: Mapped[str]
    # "" is this counter; anything else is a place as the office calls it.
    place: Mapped[str] = mapped_column(default="", server_default="")
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("operators.id"))
    # Only of somebody who has no account here.
    name: Mapped[str] = mapped_column(default="", server_default="")
    # What makes two rows the same person: the operator's key, or the name without its capitals.
    person_key: Mapped[str]
    planned_by: Mapped[str]
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="", server_default="")


class CalendarDay(Base):
    """A day the office keeps differently from the public calendar."""

    __tablename__ = "calendar_days"

    day: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="", server_default="")
    set_at: Mapped[datetime]
    set_by: Mapped[str]
