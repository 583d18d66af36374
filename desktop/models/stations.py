"""The station itself: who it is, who works there, whom its batches are for, its counters."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedJson, SealedText


class Station(Made, Base):
    """This intake point; exactly one row in a station's store."""

    __tablename__ = "stations"

    commune_code: Mapped[str]
    commune_name: Mapped[str] = mapped_column(default="")
    province_name: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    is_practice: Mapped[bool] = mapped_column(default=False)
    certificate_pem: Mapped[str]
    # PKCS#8, readable only inside the encrypted store.
    private_key_pem: Mapped[str] = mapped_column(SealedText("stations.private_key_pem"))
    # The age keys that answers are sealed to, one a line, the newest first: the first one is made
    # when the station is first enrolled, a further one with each new key of the station.
    answer_key: Mapped[str] = mapped_column(
        SealedText("stations.answer_key"), default="", server_default=""
    )


class Counter(Base):
    """A number for people: taken in the same transaction as the record, so no gap, no double."""

    __tablename__ = "counters"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class Setting(Base):
    """One chosen value; names, types and defaults are declared in common/settings.py."""

    __tablename__ = "settings"

    name: Mapped[str] = mapped_column(primary_key=True)
    # Beside settings, notes of what is not finished lie here: they name people.
    value: Mapped[dict[str, Any]] = mapped_column(SealedJson("settings.value"))
    updated_at: Mapped[datetime]


class Operator(Made, Base):
    """A person who works at the counter."""

    __tablename__ = "operators"

    full_name: Mapped[str]
    pin_hash: Mapped[str] = mapped_column(SealedText("operators.pin_hash"))
    # What the hash is of: a PIN or a password; the log-in shows the field that fits.
    secret_kind: Mapped[str] = mapped_column(default="pin", server_default="pin")
    # Somebody else chose the secret, so its owner chooses another at the next log-in.
    must_change: Mapped[bool] = mapped_column(default=False, server_default=false())
    role: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    failed_tries: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class Recipient(Base):
    """A public key that batches are encrypted to: the province, an escrow, the station itself."""

    __tablename__ = "recipients"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    public_key: Mapped[str] = mapped_column(unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
