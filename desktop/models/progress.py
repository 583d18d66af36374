"""Counts that are kept, with their history: what changed on which day, and each person's way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base


class PersonWay(Base):
    """How one person has been counted so far; what the counts were made from.

    `points` are lists of day (ISO), cell, group, state, source and reason: from that day on.
    """

    __tablename__ = "person_ways"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), primary_key=True)
    points: Mapped[list[Any]]


class ProgressCount(Base):
    """By how many people a count changed on a day; its value on a day is the sum until then."""

    __tablename__ = "progress_counts"
    # The sums walk along the key; without row numbers the counts lie beside it.
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[str] = mapped_column(primary_key=True)
    person_group: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]
