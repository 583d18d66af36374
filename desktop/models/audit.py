"""The audit trail: append only, each event carries the digest of the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, CanonicalJson


class AuditEvent(Base):
    """One thing that somebody did."""

    __tablename__ = "audit_events"
    # What an inspector looks for among a million: a day, an act, a person, a record's history.
    __table_args__ = (
        Index("ix_audit_events_at", "at"),
        Index("ix_audit_events_tag_actor_number", "tag", "actor", "number"),
        Index("ix_audit_events_target_number", "target", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[UUID] = mapped_column(unique=True, default=new_id)
    at: Mapped[datetime]
    actor: Mapped[str]
    tag: Mapped[str]
    target: Mapped[str] = mapped_column(default="")
    detail: Mapped[dict[str, Any]] = mapped_column(CanonicalJson)
    previous: Mapped[str]
    digest: Mapped[str]
