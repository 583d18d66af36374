"""Other lists about the same people, what links them, where they differ, who stands twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedJson, SealedText


class SourceList(Made, Base):
    """A file to check the list against: an extract of the population data, or member files."""

    __tablename__ = "source_lists"

    kind: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    sheet: Mapped[str] = mapped_column(default="")
    as_of: Mapped[str] = mapped_column(default="")
    counts: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str] = mapped_column(default="")
    is_current: Mapped[bool] = mapped_column(default=True)


class SourceRecord(Base):
    """One person as another list has it; never changed."""

    __tablename__ = "source_records"
    __table_args__ = (UniqueConstraint("list_id", "row_number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("source_lists.id"))
    row_number: Mapped[int]
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJson("source_records.fields"))
    problems: Mapped[list[Any]] = mapped_column(SealedJson("source_records.problems"))


class SourceLink(Made, Base):
    """A record of another list and a person of ours: the same, to be asked, or told apart.

    `zone` is what the comparison found (`same`, `ask`); `state` what holds now (`waiting`,
    `linked`, `refused`); `decided_by` is empty when no person decided.
    """

    __tablename__ = "source_links"
    __table_args__ = (
        UniqueConstraint("record_id", "member_id"),
        Index("ix_source_links_member_id", "member_id"),
        Index("ix_source_links_state", "state"),
    )

    record_id: Mapped[UUID] = mapped_column(ForeignKey("source_records.id"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    zone: Mapped[str]
    weight: Mapped[float]
    reasons: Mapped[list[Any]]
    state: Mapped[str]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")


class Discrepancy(Made, Base):
    """One field of one person on which the sources differ, and what was decided.

    `values` holds every source's word: `{"source", "value", "list_id", "row"}`.
    """

    __tablename__ = "discrepancies"
    __table_args__ = (
        UniqueConstraint("member_id", "field"),
        Index("ix_discrepancies_state", "state"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    field: Mapped[str]
    values: Mapped[list[Any]] = mapped_column(SealedJson("discrepancies.values"))
    state: Mapped[str]
    chosen_source: Mapped[str] = mapped_column(default="")
    chosen_value: Mapped[str] = mapped_column(SealedText("discrepancies.chosen_value"), default="")
    reason: Mapped[str] = mapped_column(SealedText("discrepancies.reason"), default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")


class DuplicatePair(Made, Base):
    """Two rows of the list that may be one person; `first_id` is the smaller id."""

    __tablename__ = "duplicate_pairs"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index("ix_duplicate_pairs_state", "state"),
    )

    first_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    weight: Mapped[float]
    reasons: Mapped[list[Any]]
    state: Mapped[str]
    kept_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    reason: Mapped[str] = mapped_column(SealedText("duplicate_pairs.reason"), default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="")
