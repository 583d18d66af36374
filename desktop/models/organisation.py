"""The organisation tree: units as they stand, and every step that made them so."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedJson, SealedText


class OrganisationUnit(Made, Base):
    """A Đảng bộ or a chi bộ; open until `closed_at`, never deleted.

    Members are not rows beneath it: their `cell` and `committee` carry the names of the tree.
    `position` orders siblings and has gaps, so that one move writes one row.
    """

    __tablename__ = "organisation_units"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_reason = '')", name="closed_with_reason"),
        CheckConstraint("merged_into IS NULL OR closed_at IS NOT NULL", name="merged_is_closed"),
    )

    kind: Mapped[str]
    name: Mapped[str]
    name_folded: Mapped[str]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation_units.id"))
    position: Mapped[int]
    secretary: Mapped[str] = mapped_column(
        SealedText("organisation_units.secretary"), default="", server_default=""
    )
    # False for a name that a list brought and nobody here has looked at.
    is_confirmed: Mapped[bool]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_reason: Mapped[str] = mapped_column(default="", server_default="")
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("organisation_units.id"))


class UnitStep(Base):
    """One act of an editor, a sheet or a list on the tree; only added to, never changed.

    `members` are lists of member id and the version that their row had before the step.
    """

    __tablename__ = "unit_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(unique=True)
    act: Mapped[str]
    # The unit the step is about.
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organisation_units.id"))
    at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="", server_default="")
    members: Mapped[list[Any]]
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("unit_steps.id"), unique=True)


class UnitChange(Base):
    """What one step made of one unit; replayed in order, these give the tree."""

    __tablename__ = "unit_changes"
    __table_args__ = (UniqueConstraint("step_id", "place"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    step_id: Mapped[UUID] = mapped_column(ForeignKey("unit_steps.id"))
    place: Mapped[int]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organisation_units.id"), index=True)
    # Empty for a unit that the step added.
    before: Mapped[dict[str, Any]] = mapped_column(SealedJson("unit_changes.before"))
    after: Mapped[dict[str, Any]] = mapped_column(SealedJson("unit_changes.after"))
