"""One applicant's way: readings kept apart, a draft that autosaves, a frozen snapshot, papers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.application_moves import (
    allowed_move_sql,
    batch_sql,
    known_state_sql,
    reason_sql,
    received_has_receipt_sql,
)
from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedBytes, SealedJson, SealedText


def _of_blob() -> Any:
    """Return a column that points at large bytes.

    Indexed, because bytes that nobody needs any more are deleted: without an index, the store
    would walk through every record to see that nothing points at them.
    """
    return mapped_column(ForeignKey("blobs.digest"), index=True)


class Application(Made, Base):
    """One application for a new card."""

    __tablename__ = "applications"
    __table_args__ = (
        Index("ix_applications_state_updated_at", "state", "updated_at"),
        Index("ix_applications_received_at", "received_at"),
        CheckConstraint(known_state_sql("state"), name="known_state"),
        CheckConstraint(received_has_receipt_sql(), name="received_has_receipt"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    state: Mapped[str]
    step: Mapped[str]
    channel: Mapped[str]
    opened_by: Mapped[str] = mapped_column(default="")
    # Who works on it now; empty while it is still the one who opened it.
    taken_over_by: Mapped[str] = mapped_column(default="", server_default="")
    # What will stand on the record: field key -> value, and field key -> source.
    fields: Mapped[dict[str, Any]] = mapped_column(SealedJson("applications.fields"))
    choices: Mapped[dict[str, Any]] = mapped_column(SealedJson("applications.choices"))
    photo_digest: Mapped[str | None] = _of_blob()
    photo_report: Mapped[dict[str, Any]]
    photo_exception: Mapped[str] = mapped_column(
        SealedText("applications.photo_exception"), default=""
    )
    # The camera's frame that the portrait was cut from; empty again once the batch is acknowledged.
    photo_original_digest: Mapped[str | None] = _of_blob()
    # One signature in three forms: picture, drawing (SVG), and how the hand moved (JSON).
    signature_digest: Mapped[str | None] = _of_blob()
    signature_vector_digest: Mapped[str | None] = _of_blob()
    signature_strokes_digest: Mapped[str | None] = _of_blob()
    sign_exception: Mapped[dict[str, Any]] = mapped_column(
        SealedJson("applications.sign_exception")
    )
    # Of who stood by when the person could not sign; empty when that is on paper.
    second_signature_digest: Mapped[str | None] = _of_blob()
    notice_given: Mapped[bool] = mapped_column(default=False)
    step_times: Mapped[dict[str, Any]]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(default="")
    receipt_number: Mapped[str | None] = mapped_column(unique=True)
    # Frozen at reception: what was shown and signed. Later list imports cannot change it.
    snapshot: Mapped[dict[str, Any] | None] = mapped_column(
        SealedJson("applications.snapshot", none_as_null=True)
    )


class ApplicationMove(Base):
    """One change of state: who, when, why, in which batch; written with it, never changed.

    `version` is the record's version after the move. The store refuses a change of state that has
    no row here (`storage/guards.py`).
    """

    __tablename__ = "application_moves"
    __table_args__ = (
        UniqueConstraint("application_id", "version"),
        CheckConstraint(allowed_move_sql(), name="allowed_move"),
        CheckConstraint(reason_sql(), name="says_why"),
        CheckConstraint(batch_sql(), name="names_batch"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    version: Mapped[int]
    from_state: Mapped[str]
    to_state: Mapped[str]
    moved_at: Mapped[datetime]
    moved_by: Mapped[str]
    reason: Mapped[str]
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batches.id"), index=True)


class ApplicationVersion(Base):
    """A snapshot that another one took the place of: what an earlier batch carried, as it was.

    `replaced_version` is the record's version when it was opened again; the snapshot held for
    every version before it.
    """

    __tablename__ = "application_versions"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    replaced_version: Mapped[int] = mapped_column(primary_key=True)
    snapshot: Mapped[dict[str, Any]] = mapped_column(SealedJson("application_versions.snapshot"))
    photo_digest: Mapped[str | None] = _of_blob()
    signature_digest: Mapped[str | None] = _of_blob()
    signature_vector_digest: Mapped[str | None] = _of_blob()
    second_signature_digest: Mapped[str | None] = _of_blob()
    replaced_at: Mapped[datetime]


class Reading(Base):
    """What one source said, whole and unchanged."""

    __tablename__ = "readings"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    source: Mapped[str]
    values: Mapped[dict[str, Any]] = mapped_column(SealedJson("readings.values"))
    raw: Mapped[str] = mapped_column(SealedText("readings.raw"), default="")
    read_at: Mapped[datetime]


class Blob(Base):
    """Large bytes apart from rows, addressed by their SHA-256 (hex)."""

    __tablename__ = "blobs"

    digest: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(SealedBytes("blobs.content"))
    created_at: Mapped[datetime]


class Paper(Base):
    """A paper that was made; the PDF is always kept."""

    __tablename__ = "papers"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), index=True)
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batches.id"))
    blob_digest: Mapped[str | None] = _of_blob()
    created_at: Mapped[datetime]


class AttachedPaper(Made, Base):
    """A paper that somebody brought, photographed into one PDF; removing it is a state."""

    __tablename__ = "attached_papers"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(SealedText("attached_papers.title"), default="")
    pages: Mapped[int]
    blob_digest: Mapped[str] = _of_blob()
    made_by: Mapped[str] = mapped_column(default="")
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="")


class CapturedPage(Base):
    """A photographed page that is not part of a PDF yet; it survives a power cut."""

    __tablename__ = "captured_pages"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"), index=True)
    place: Mapped[int]
    blob_digest: Mapped[str] = _of_blob()
    # Corners on the picture, turns and look: how the page is made from it.
    treatment: Mapped[dict[str, Any]]
    captured_at: Mapped[datetime]
    captured_by: Mapped[str] = mapped_column(default="")


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
