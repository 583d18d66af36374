"""Phone calls to applicants and members: each with its outcome, its time and who called."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.common.vocabulary import CallFor, CallOutcome
from desktop.models.base import Base
from desktop.models.sealed import SealedText

_PURPOSES = ", ".join(f"'{one.value}'" for one in CallFor)
_OUTCOMES = ", ".join(f"'{one.value}'" for one in CallOutcome)


class PhoneCall(Base):
    """One call; one that was noted by a slip of a key stays and says who took it back."""

    __tablename__ = "phone_calls"
    __table_args__ = (
        CheckConstraint(f"call_for IN ({_PURPOSES})", name="known_purpose"),
        CheckConstraint(f"outcome IN ({_OUTCOMES})", name="known_outcome"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    call_for: Mapped[str]
    outcome: Mapped[str]
    # ISO day: when they come, or when to call again; empty for none.
    on_day: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(SealedText("phone_calls.note"), default="", server_default="")
    called_at: Mapped[datetime]
    called_by: Mapped[str]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str] = mapped_column(default="", server_default="")
