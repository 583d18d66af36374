"""What intake points work with: the register of equipment, its history, and what places need."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.equipment import DeviceAct, DeviceState, PlaceKind, ResourceKind
from desktop.common.ids import new_id
from desktop.models.base import Base, Made

_KINDS = ", ".join(f"'{one.value}'" for one in ResourceKind)
_STATES = ", ".join(f"'{one.value}'" for one in DeviceState)
_PLACES = ", ".join(f"'{one.value}'" for one in PlaceKind)
_ACTS = ", ".join(f"'{one.value}'" for one in DeviceAct)


class RegisteredDevice(Made, Base):
    """One piece of equipment; `place` is in words, `since` the time from which it is there.

    `checked_at` is empty until somebody has looked at it.
    """

    __tablename__ = "registered_devices"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="known_kind"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint(f"place_kind IN ({_PLACES})", name="known_place"),
        CheckConstraint("(checked_at IS NULL) = (checked_by = '')", name="checked_by_somebody"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    serial: Mapped[str] = mapped_column(default="", server_default="")
    asset: Mapped[str] = mapped_column(default="", server_default="")
    place_kind: Mapped[str]
    place: Mapped[str]
    holder: Mapped[str] = mapped_column(default="", server_default="")
    since: Mapped[datetime]
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    checked_at: Mapped[datetime | None]
    checked_by: Mapped[str] = mapped_column(default="", server_default="")


class DeviceStep(Base):
    """What was done with a piece of equipment and how it stood then; written once."""

    __tablename__ = "registered_device_steps"
    __table_args__ = (
        CheckConstraint(f"act IN ({_ACTS})", name="known_act"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint(f"place_kind IN ({_PLACES})", name="known_place"),
        UniqueConstraint("device_id", "step"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("registered_devices.id"))
    step: Mapped[int]
    act: Mapped[str]
    at: Mapped[datetime]
    by: Mapped[str]
    state: Mapped[str]
    place_kind: Mapped[str]
    place: Mapped[str]
    holder: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")


class ResourceNeed(Made, Base):
    """How many of a kind a place needs; `there` is counted by hand where no register counts it."""

    __tablename__ = "resource_needs"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="known_kind"),
        CheckConstraint("needed >= 0 AND there >= 0", name="counted_up"),
        UniqueConstraint("place_folded", "kind"),
    )

    place: Mapped[str]
    place_folded: Mapped[str]
    kind: Mapped[str]
    needed: Mapped[int]
    there: Mapped[int] = mapped_column(default=0, server_default="0")
