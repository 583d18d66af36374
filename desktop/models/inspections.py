"""Inspections of an intake point: the check list, what was said of each item, what to mend."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.inspections import FindingState, Verdict
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText

_VERDICTS = ", ".join(f"'{one.value}'" for one in Verdict)
_STATES = ", ".join(f"'{one.value}'" for one in FindingState)


class InspectionItem(Made, Base):
    """An item of the check list that this station worded itself, or does not use.

    What came with the program stands in no row until somebody changes it.
    """

    __tablename__ = "inspection_items"

    code: Mapped[str] = mapped_column(unique=True)
    place: Mapped[int]
    text: Mapped[str]
    is_used: Mapped[bool]


class Inspection(Made, Base):
    """One visit of inspectors; without `closed_at` it is still under way."""

    __tablename__ = "inspections"
    __table_args__ = (
        CheckConstraint("(closed_at IS NULL) = (closed_by = '')", name="closed_by_somebody"),
    )

    number: Mapped[int] = mapped_column(unique=True)
    point: Mapped[str]
    inspectors: Mapped[str]
    begun_by: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(default="", server_default="")


class InspectionMark(Made, Base):
    """What was said of one item; its wording is kept as it was that day.

    `verdict` is empty until it was given; `measured` is empty where the program could not tell;
    `deadline` is the local day (ISO) by whose end it has to be mended, for what failed alone.
    """

    __tablename__ = "inspection_marks"
    __table_args__ = (
        UniqueConstraint("inspection_id", "code"),
        CheckConstraint(f"verdict IN ('', {_VERDICTS})", name="known_verdict"),
        CheckConstraint("(verdict = 'failed') = (deadline <> '')", name="mended_by_a_day"),
    )

    inspection_id: Mapped[UUID] = mapped_column(ForeignKey("inspections.id"), index=True)
    place: Mapped[int]
    code: Mapped[str]
    text: Mapped[str]
    verdict: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(
        SealedText("inspection_marks.note"), default="", server_default=""
    )
    deadline: Mapped[str] = mapped_column(default="", server_default="")
    measured: Mapped[dict[str, Any]]


class InspectionFinding(Made, Base):
    """Something to be mended; made when its inspection is closed."""

    __tablename__ = "inspection_findings"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint("(state = 'open') = (mended_at IS NULL)", name="mended_once"),
        CheckConstraint(
            "(state = 'confirmed') = (confirmed_at IS NOT NULL)", name="confirmed_once"
        ),
    )

    number: Mapped[int] = mapped_column(unique=True)
    mark_id: Mapped[UUID] = mapped_column(ForeignKey("inspection_marks.id"), unique=True)
    state: Mapped[str]
    mended_at: Mapped[datetime | None]
    mended_by: Mapped[str] = mapped_column(default="", server_default="")
    how: Mapped[str] = mapped_column(default="", server_default="")
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(default="", server_default="")
    # What the inspector said at last, also when it was not mended yet.
    word: Mapped[str] = mapped_column(default="", server_default="")
