"""What several counters on one server share beside the list: their office, and who is at whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.models.base import Base


class Office(Base):
    """The office of a server; one row, and none in an embedded store."""

    __tablename__ = "offices"

    # Tells this office from every other one.
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    commune_code: Mapped[str]
    # The office's key as its recovery code wraps it (JSON), and its id sealed by that key (hex):
    # whoever has the code gets the key, whoever has a key sees whether it is the right one.
    wrapped_key: Mapped[str]
    proof: Mapped[str]
    founded_at: Mapped[datetime]


class CounterLease(Base):
    """One person at one counter, until it is renewed or runs out; times are the server's own."""

    __tablename__ = "counter_leases"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), primary_key=True)
    station: Mapped[str]
    operator: Mapped[str]
    since: Mapped[datetime]
    renewed_at: Mapped[datetime]
