"""Mobile teams, who cannot come to the counter, and the lists of visits.

The office makes them, a laptop on the road changes them, and any device may bring its rows back:
each row has a key made on the spot, says where it was made, and grows a version with each change.
Nothing is deleted: whoever leaves a team and whatever leaves a list says when and by whom.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.common.vocabulary import (
    CannotCome,
    TeamRole,
    VisitListState,
    VisitOutcome,
    VisitPlace,
)
from desktop.models.base import Base, Made
from desktop.models.sealed import SealedText


def _one_of(column: str, words: Iterable[StrEnum], *, or_none: bool = False) -> str:
    known = f"{column} IN ({', '.join(repr(one.value) for one in words)})"
    return f"{column} = '' OR {known}" if or_none else known


class Team(Made, Base):
    """A team that goes to people: two officers and the secretary of the cell, as a rule."""

    __tablename__ = "teams"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by = '')", name="ended_by_somebody"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    name: Mapped[str]
    # The laptop it takes along, and how it travels, as the office says it.
    device: Mapped[str] = mapped_column(default="", server_default="")
    vehicle: Mapped[str] = mapped_column(default="", server_default="")
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(default="", server_default="")


class TeamMember(Made, Base):
    """Somebody in a team; whoever left it stays with the time."""

    __tablename__ = "team_members"
    __table_args__ = (
        CheckConstraint(_one_of("role", TeamRole), name="known_role"),
        CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name="removed_by_somebody"),
    )

    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), index=True)
    role: Mapped[str]
    # As it is printed on papers, also of somebody who has an account here.
    name: Mapped[str]
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("operators.id"))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="", server_default="")


class SpecialCase(Made, Base):
    """Why somebody cannot come to the counter; the reason may tell of their health."""

    __tablename__ = "special_cases"
    __table_args__ = (
        CheckConstraint(_one_of("reason", CannotCome), name="known_reason"),
        CheckConstraint(_one_of("place", VisitPlace), name="known_place"),
        CheckConstraint("(cleared_at IS NULL) = (cleared_by = '')", name="cleared_by_somebody"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), index=True)
    reason: Mapped[str]
    # Where they can be met, and its address when it is not their home.
    place: Mapped[str]
    address: Mapped[str] = mapped_column(
        SealedText("special_cases.address"), default="", server_default=""
    )
    note: Mapped[str] = mapped_column(
        SealedText("special_cases.note"), default="", server_default=""
    )
    set_by: Mapped[str]
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str] = mapped_column(default="", server_default="")


class VisitList(Made, Base):
    """The visits of one team on one day; a number for people, a key for machines."""

    __tablename__ = "visit_lists"
    __table_args__ = (
        UniqueConstraint("station_id", "number"),
        CheckConstraint(_one_of("state", VisitListState), name="known_state"),
        CheckConstraint("(closed_at IS NULL) = (closed_by = '')", name="closed_by_somebody"),
        Index("ix_visit_lists_state", "state"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    number: Mapped[int]
    team_id: Mapped[UUID] = mapped_column(ForeignKey("teams.id"), index=True)
    # ISO, in the calendar of the office.
    day: Mapped[str]
    device: Mapped[str] = mapped_column(default="", server_default="")
    vehicle: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str]
    made_by: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str] = mapped_column(default="", server_default="")


class Visit(Made, Base):
    """One person on one list; without an outcome somebody still has to go there."""

    __tablename__ = "visits"
    __table_args__ = (
        CheckConstraint(_one_of("place", VisitPlace), name="known_place"),
        CheckConstraint(_one_of("reason", CannotCome, or_none=True), name="known_reason"),
        CheckConstraint(_one_of("outcome", VisitOutcome, or_none=True), name="known_outcome"),
        CheckConstraint("(outcome = '') = (done_at IS NULL)", name="outcome_has_time"),
        CheckConstraint("(removed_at IS NULL) = (removed_by = '')", name="removed_by_somebody"),
        Index("ix_visits_updated_at", "updated_at"),
    )

    list_id: Mapped[UUID] = mapped_column(ForeignKey("visit_lists.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("members.id"), index=True)
    position: Mapped[int]
    # "HH:MM" of the list's day; "" when no time was agreed.
    planned_time: Mapped[str] = mapped_column(default="", server_default="")
    place: Mapped[str]
    # Frozen when the list was made: a list that came later changes no route that was printed.
    reason: Mapped[str] = mapped_column(default="", server_default="")
    village: Mapped[str] = mapped_column(default="", server_default="")
    address: Mapped[str] = mapped_column(
        SealedText("visits.address"), default="", server_default=""
    )
    phone: Mapped[str] = mapped_column(SealedText("visits.phone"), default="", server_default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    outcome_note: Mapped[str] = mapped_column(
        SealedText("visits.outcome_note"), default="", server_default=""
    )
    # ISO; "" for none.
    revisit_on: Mapped[str] = mapped_column(default="", server_default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="", server_default="")
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str] = mapped_column(default="", server_default="")
