"""What a cell signed when it checked its list before the intake; nothing of it is ever changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.phases import PrecheckReason
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText

_REASONS = ", ".join(f"'{one.value}'" for one in PrecheckReason)


class PrecheckSheet(Made, Base):
    """A signed sheet that was entered; a later one takes its place, and the row stays."""

    __tablename__ = "precheck_sheets"
    __table_args__ = (
        Index("ix_precheck_sheets_cell", "cell"),
        CheckConstraint("(replaced_at IS NULL) = (replaced_by = '')", name="replaced_by_somebody"),
    )

    # As the list names it.
    cell: Mapped[str]
    # Who signed for the cell, and the day on the paper, ISO.
    signed_by: Mapped[str]
    signed_on: Mapped[str]
    # How many stood on the list that was signed.
    people: Mapped[int]
    entered_by: Mapped[str]
    replaced_at: Mapped[datetime | None]
    replaced_by: Mapped[str] = mapped_column(default="", server_default="")


class PrecheckRemark(Base):
    """What a sheet says is not right: about somebody on the list, or somebody it lacks."""

    __tablename__ = "precheck_remarks"
    __table_args__ = (
        CheckConstraint(f"reason IN ({_REASONS})", name="known_reason"),
        CheckConstraint("(member_id IS NULL) = (missing_name <> '')", name="about_one_person"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("precheck_sheets.id"), index=True)
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"), index=True)
    missing_name: Mapped[str] = mapped_column(
        SealedText("precheck_remarks.missing_name"), default="", server_default=""
    )
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(
        SealedText("precheck_remarks.note"), default="", server_default=""
    )
