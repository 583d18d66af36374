"""One applicant's way: readings kept apart, a draft that autosaves, a frozen snapshot, papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made


class Application(Made, Base):
    """One application for a new card."""

    __tablename__ = "applications"
    __table_args__ = (
        Index("ix_applications_state_updated_at", "state", "updated_at"),
        Index("ix_applications_received_at", "received_at"),
        CheckConstraint("state IN ('draft','received','exported','withdrawn')", name="known_state"),
        CheckConstraint(
            "state = 'draft' OR state = 'withdrawn' OR "
            "(receipt_number IS NOT NULL AND snapshot IS NOT NULL)",
            name="received_has_receipt",
        ),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    state: Mapped[str]
    step: Mapped[str]
    channel: Mapped[str]
    opened_by: Mapped[str] = mapped_column(default="")
    # What will stand on the record: field key -> value, and field key -> source.
    fields: Mapped[dict[str, Any]]
    choices: Mapped[dict[str, Any]]
    photo_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"))
    photo_report: Mapped[dict[str, Any]]
    photo_exception: Mapped[str] = mapped_column(default="")
    signature_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"))
    sign_exception: Mapped[dict[str, Any]]
    notice_given: Mapped[bool] = mapped_column(default=False)
    step_times: Mapped[dict[str, Any]]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(default="")
    receipt_number: Mapped[str | None] = mapped_column(unique=True)
    # Frozen at reception: what was shown and signed. Later list imports cannot change it.
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Reading(Base):
    """What one source said, whole and unchanged."""

    __tablename__ = "readings"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    source: Mapped[str]
    values: Mapped[dict[str, Any]]
    raw: Mapped[str] = mapped_column(default="")
    read_at: Mapped[datetime]


class Blob(Base):
    """Large bytes apart from rows, addressed by their SHA-256 (hex)."""

    __tablename__ = "blobs"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class Paper(Base):
    """A paper that was made; the PDF is always kept."""

    __tablename__ = "papers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batches.id"))
    blob_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"))
    created_at: Mapped[datetime]


class PrintJob(Base):
    """One order to print a paper; a failure is recorded, never hidden."""

    __tablename__ = "print_jobs"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    paper_id: Mapped[UUID] = mapped_column(ForeignKey("papers.id"), index=True)
    state: Mapped[str] = mapped_column(index=True)
    copies: Mapped[int]
    is_reprint: Mapped[bool] = mapped_column(default=False)
    printer: Mapped[str] = mapped_column(default="")
    error: Mapped[str] = mapped_column(default="")
    ordered_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
