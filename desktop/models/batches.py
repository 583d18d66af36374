"""Batches: which records left in which file, whom they are for, and what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText


class Batch(Made, Base):
    """One sealed file; a row exists only after the file was read back and verified.

    `choice` and `chosen` say which of the waiting records it took, as `choosing.rules` spells it;
    both are empty for batches before revision 0022.
    """

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
    # Head of the audit trail as the file carries it; 0 and "" for batches before revision 0016.
    audit_number: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    audit_digest: Mapped[str] = mapped_column(default="", server_default="")
    choice: Mapped[str] = mapped_column(default="", server_default="")
    chosen: Mapped[str] = mapped_column(default="", server_default="")
    # Whether the frames that portraits were cut from travelled as well.
    has_originals: Mapped[bool] = mapped_column(default=False, server_default=false())


class BegunBatch(Base):
    """A batch whose file may already lie somewhere, and that is not counted yet: one per station.

    Written before the file gets its name, deleted when the batch is counted or when its file is
    surely gone. `records` are `[id, version, sha256, state]`, in the order of the file; `files`
    are `{payload_sha256, file_sha256, folder}` of everything that may lie on a drive.
    """

    __tablename__ = "begun_batches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), unique=True)
    sequence: Mapped[int]
    recipients: Mapped[list[Any]]
    exported_at: Mapped[datetime]
    exported_by: Mapped[str]
    audit_number: Mapped[int] = mapped_column(BigInteger)
    audit_digest: Mapped[str]
    choice: Mapped[str]
    chosen: Mapped[str]
    has_originals: Mapped[bool]
    records: Mapped[list[Any]]
    files: Mapped[list[Any]]


class BatchCopy(Base):
    """A further file of a batch: the same content, sealed anew."""

    __tablename__ = "batch_copies"

    payload_sha256: Mapped[str] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"), index=True)
    file_sha256: Mapped[str]
    folder: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[str]


class BatchRecord(Base):
    """One record in one batch."""

    __tablename__ = "batch_records"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("applications.id"), primary_key=True, index=True
    )
    record_version: Mapped[int]
    record_sha256: Mapped[str]
    # The province's word on this version; empty until it is answered. Of two answers the one with
    # the higher number holds, in whatever order they arrive.
    verdict: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    field: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(
        SealedText("batch_records.note"), default="", server_default=""
    )
    answer_number: Mapped[int] = mapped_column(default=0, server_default="0")
    answered_at: Mapped[datetime | None]


class TrustedProvince(Base):
    """A certificate whose answers this station believes, and the key its batches are sealed to."""

    __tablename__ = "trusted_provinces"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    certificate_pem: Mapped[str]
    certificate_sha256: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    # Whether two people compared the fingerprint, or an older trusted key vouched for it.
    is_compared: Mapped[bool] = mapped_column(default=False)
    trusted_at: Mapped[datetime]
    trusted_by: Mapped[str]
    retired_at: Mapped[datetime | None]


class AnswerFile(Base):
    """An answer file that arrived: applied, or refused and kept aside with the reason."""

    __tablename__ = "answer_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(unique=True)
    file_name: Mapped[str]
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    batch_id: Mapped[UUID | None] = mapped_column(ForeignKey("batches.id"), index=True)
    number: Mapped[int | None]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    arrived_at: Mapped[datetime]
    taken_by: Mapped[str]
