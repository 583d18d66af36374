"""Who has priority and why, and what else was done for somebody at the same visit.

Nothing is deleted by hand: whatever is taken back says when and by whom.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.flags import FlagReason, VisitService
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText

_REASONS = ", ".join(f"'{one.value}'" for one in FlagReason)
_SERVICES = ", ".join(f"'{one.value}'" for one in VisitService)


class PriorityFlag(Made, Base):
    """One reason of one person; it may tell of their health."""

    __tablename__ = "priority_flags"
    __table_args__ = (
        CheckConstraint(f"reason IN ({_REASONS})", name="known_reason"),
        CheckConstraint("(cleared_at IS NULL) = (cleared_by = '')", name="cleared_by_somebody"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), index=True)
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(
        SealedText("priority_flags.note"), default="", server_default=""
    )
    set_by: Mapped[str]
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str] = mapped_column(default="", server_default="")


class OtherService(Made, Base):
    """One service beside the card; without its application it counts, and is nobody's any more."""

    __tablename__ = "other_services"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_SERVICES})", name="known_kind"),
        CheckConstraint("(undone_at IS NULL) = (undone_by = '')", name="undone_by_somebody"),
    )

    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[str]
    noted_by: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="", server_default="")
