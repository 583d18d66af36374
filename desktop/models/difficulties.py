"""What made the work hard, and what the province said to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.duties import DifficultyKind, DifficultyState
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText

_STATES = ", ".join(f"'{one.value}'" for one in DifficultyState)
_KINDS = ", ".join(f"'{one.value}'" for one in DifficultyKind)


class Difficulty(Made, Base):
    """One entry of the log; it is told in the words of whoever wrote it, and masked when it leaves.

    `place` is where it happened, in words.
    """

    __tablename__ = "difficulties"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="known_kind"),
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint("(state = 'answered') = (answered_at IS NOT NULL)", name="answered_once"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    kind: Mapped[str]
    place: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str] = mapped_column(SealedText("difficulties.text"))
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"), index=True)
    said_by: Mapped[str]
    state: Mapped[str]
    sent_at: Mapped[datetime | None]
    sent_by: Mapped[str] = mapped_column(default="", server_default="")
    answer: Mapped[str] = mapped_column(
        SealedText("difficulties.answer"), default="", server_default=""
    )
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str] = mapped_column(default="", server_default="")
