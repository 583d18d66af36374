"""Batches: which records left in which file, under which number."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, Made


class Batch(Made, Base):
    """One sealed file; a row exists only after the file was read back and verified."""

    __tablename__ = "batches"
    __table_args__ = (UniqueConstraint("station_id", "sequence"),)

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    sequence: Mapped[int]
    file_name: Mapped[str]
    folder: Mapped[str] = mapped_column(default="")
    file_sha256: Mapped[str]
    payload_sha256: Mapped[str]
    size: Mapped[int]
    records: Mapped[int]
    recipients: Mapped[list[Any]]
    exported_at: Mapped[datetime]
    exported_by: Mapped[str] = mapped_column(default="")


class BatchRecord(Base):
    """One record in one batch."""

    __tablename__ = "batch_records"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("applications.id"), primary_key=True, index=True
    )
    record_version: Mapped[int]
    record_sha256: Mapped[str]
