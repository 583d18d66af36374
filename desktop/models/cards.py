"""Printed cards on their way back: lists from the printing office, counts, each card's fate."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.ids import new_id
from desktop.common.vocabulary import CardState
from desktop.models.base import Base
from desktop.models.sealed import SealedJson, SealedKey, SealedText

_STATES = ", ".join(f"'{state.value}'" for state in CardState)


class CardList(Base):
    """One list of printed cards that was taken in; the same file is never taken in twice."""

    __tablename__ = "card_lists"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(unique=True)
    counts: Mapped[dict[str, Any]]
    taken_at: Mapped[datetime]
    taken_by: Mapped[str]


class CardRowAside(Base):
    """A row of such a list that fits no record, kept whole with the reason."""

    __tablename__ = "card_rows_aside"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    list_id: Mapped[UUID] = mapped_column(ForeignKey("card_lists.id"), index=True)
    row_number: Mapped[int]
    cells: Mapped[list[Any]] = mapped_column(SealedJson("card_rows_aside.cells"))
    code: Mapped[str]


class CardCount(Base):
    """One count of cards that came back; open until its protocol is made."""

    __tablename__ = "card_counts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[int] = mapped_column(unique=True)
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(default="", server_default="")
    # What the protocol says: expected, counted, damaged, missing, waiting.
    counts: Mapped[dict[str, Any]]


class Card(Base):
    """One printed card of one record; a card that is printed again is the next run."""

    __tablename__ = "cards"
    __table_args__ = (
        UniqueConstraint("application_id", "run"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("applications.id"))
    run: Mapped[int]
    list_id: Mapped[UUID] = mapped_column(ForeignKey("card_lists.id"), index=True)
    card_number: Mapped[str] = mapped_column(SealedKey("cards.card_number"), index=True)
    state: Mapped[str]
    # Why it counts as damaged or missing.
    reason: Mapped[str] = mapped_column(default="", server_default="")
    count_id: Mapped[UUID | None] = mapped_column(ForeignKey("card_counts.id"), index=True)
    counted_at: Mapped[datetime | None]
    counted_by: Mapped[str] = mapped_column(default="", server_default="")
    # Why it could not be handed out yet; empty again once it was.
    undelivered: Mapped[str] = mapped_column(default="", server_default="")
    undelivered_note: Mapped[str] = mapped_column(
        SealedText("cards.undelivered_note"), default="", server_default=""
    )
    handed_at: Mapped[datetime | None]
    handed_by: Mapped[str] = mapped_column(default="", server_default="")
    hand_way: Mapped[str] = mapped_column(default="", server_default="")
    witness: Mapped[str] = mapped_column(SealedText("cards.witness"), default="", server_default="")
    signature_digest: Mapped[str | None] = mapped_column(ForeignKey("blobs.digest"), index=True)
    signature_strokes_digest: Mapped[str | None] = mapped_column(
        ForeignKey("blobs.digest"), index=True
    )
    # Who took it where that was not the member.
    received_by: Mapped[str] = mapped_column(
        SealedText("cards.received_by"), default="", server_default=""
    )
    # None where the setting says that nobody asks.
    old_card_collected: Mapped[bool | None]
