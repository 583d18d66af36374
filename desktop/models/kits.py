"""Field kits: devices that may carry some, what was given to whom until when, what came back.

The office has devices, kits, leases, returns that arrived and records of the field; the laptop has
the offices it obeys, kits it opened and returns it wrote. Nothing of it is ever deleted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.common.vocabulary import FieldState
from desktop.models.base import Base
from desktop.models.sealed import SealedJson

_STATES = ", ".join(f"'{state.value}'" for state in FieldState)


class FieldDevice(Base):
    """A laptop as the office knows it: its certificate and the age key kits are sealed to."""

    __tablename__ = "field_devices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    station: Mapped[str] = mapped_column(index=True)
    # Of a copy that a counter goes on with while the server is gone: the counter's code.
    counter: Mapped[str] = mapped_column(default="", server_default="")
    certificate_pem: Mapped[str]
    certificate_sha256: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    # Whether two people compared the digits of the key.
    is_compared: Mapped[bool] = mapped_column(default=False, server_default=false())
    known_at: Mapped[datetime]
    known_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="", server_default="")


class FieldKit(Base):
    """One kit that was packed; its number is for people."""

    __tablename__ = "field_kits"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("field_devices.id"), index=True)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("visit_lists.id"), index=True)
    members: Mapped[int]
    packed_at: Mapped[datetime]
    packed_by: Mapped[str]
    until: Mapped[datetime]


class FieldLease(Base):
    """One person lent to one device until a time; whoever was lent to last may take them.

    `place` counts the leases of a person, so that who was last needs no clock.
    """

    __tablename__ = "field_leases"
    __table_args__ = (
        UniqueConstraint("member_id", "place"),
        CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name="ended_by_somebody"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kit_id: Mapped[UUID] = mapped_column(ForeignKey("field_kits.id"), index=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("field_devices.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"))
    place: Mapped[int]
    until: Mapped[datetime]
    # Taken back before its time, by whom and why; or brought back.
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")


class FieldOffice(Base):
    """On a laptop: an office whose kits it opens and to which it brings back what it took."""

    __tablename__ = "field_offices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    station: Mapped[str]
    commune_name: Mapped[str]
    certificate_pem: Mapped[str]
    certificate_sha256: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[str]
    is_compared: Mapped[bool] = mapped_column(default=False, server_default=false())
    trusted_at: Mapped[datetime]
    trusted_by: Mapped[str]
    retired_at: Mapped[datetime | None]


class OpenedKit(Base):
    """On a laptop: a kit that was opened; opened again, it changes nothing."""

    __tablename__ = "opened_kits"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    office_id: Mapped[UUID] = mapped_column(ForeignKey("field_offices.id"), index=True)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("visit_lists.id"), index=True)
    members: Mapped[int]
    until: Mapped[datetime]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]


class WrittenReturn(Base):
    """On a laptop: a return it wrote. `records` are record id -> version and digest in it.

    The number is taken before the file is written; `written_at` is empty when that failed.
    """

    __tablename__ = "written_returns"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(unique=True)
    office_id: Mapped[UUID] = mapped_column(ForeignKey("field_offices.id"), index=True)
    begun_at: Mapped[datetime]
    written_at: Mapped[datetime | None]
    written_by: Mapped[str]
    records: Mapped[dict[str, Any]]


class MergedReturn(Base):
    """At the office: a return that was merged, with the head of the device's audit trail."""

    __tablename__ = "merged_returns"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("field_devices.id"), index=True)
    number: Mapped[int]
    audit_number: Mapped[int] = mapped_column(BigInteger)
    audit_digest: Mapped[str]
    merged_at: Mapped[datetime]
    merged_by: Mapped[str]


class FieldRecord(Base):
    """At the office: one record that a device brought, as far as it is known.

    While it waits for a decision, and when another one was chosen, `document` holds all of it and
    `field_blobs` keep its bytes; once it is merged, it is an application like any other and only
    the version and digest that came are kept here.
    """

    __tablename__ = "field_records"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint("(decided_at IS NULL) = (decided_by = '')", name="decided_by_somebody"),
        Index("ix_field_records_state", "state"),
    )

    # Of the record, as the laptop made it; it may never become an application here.
    id: Mapped[UUID] = mapped_column(primary_key=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), index=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("field_devices.id"), index=True)
    # Version, last change and digest of what came last: together they say which form is newer.
    version: Mapped[int]
    changed_at: Mapped[datetime]
    sha256: Mapped[str]
    state: Mapped[str]
    # The version it had when it became an application here, 0 before: whether the office went on.
    merged_version: Mapped[int] = mapped_column(default=0, server_default="0")
    document: Mapped[dict[str, Any]] = mapped_column(SealedJson("field_records.document"))
    arrived_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")


class FieldBlob(Base):
    """Bytes of a field record that is not an application here; they stay as long as it does."""

    __tablename__ = "field_blobs"

    record_id: Mapped[UUID] = mapped_column(ForeignKey("field_records.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("blobs.digest"), primary_key=True, index=True)


class VisitAside(Base):
    """What somebody wrote down of a visit and what did not hold, kept with its bytes."""

    __tablename__ = "visits_aside"

    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    values: Mapped[dict[str, Any]] = mapped_column(SealedJson("visits_aside.values"))
    kept_at: Mapped[datetime]
