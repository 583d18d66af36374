"""Queries about marks, lists and visits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from desktop.common.duties import TaskKind, TaskState
from desktop.common.ids import new_id
from desktop.common.vocabulary import ApplicationState, VisitListState
from desktop.intake.store import DONE_STATES
from desktop.models import (
    Application,
    CampaignTask,
    FieldLease,
    Member,
    SpecialCase,
    Station,
    Team,
    Visit,
    VisitList,
)
from desktop.models.base import table_of
from desktop.storage.prepared import Prepared, Work
from desktop.storage.unit_of_work import Session

SERIES = "visit_list"
"""The series of the numbers of lists."""

_AT_ONCE = 500


def made(home: Station, at: datetime) -> dict[str, Any]:
    """Return the columns of something that is made here now."""
    return {
        "id": new_id(),
        "origin": home.code,
        "version": 1,
        "created_at": at,
        "updated_at": at,
    }


def touch(row: Visit | VisitList | SpecialCase, at: datetime) -> None:
    """Let a row grow a version; whoever merges sees by it which one is newer."""
    row.version, row.updated_at = row.version + 1, at


# ---------------------------------------------------------------- people


def members(session: Session, ids: Collection[UUID]) -> dict[UUID, Member]:
    """Return some people of the list by key; whoever left it is not among them."""
    found: dict[UUID, Member] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        rows = select(Member).where(Member.id.in_(part), Member.retired == "")
        found |= {row.id: row for row in session.scalars(rows)}
    return found


def everybody(session: Session) -> Sequence[Member]:
    """Return everybody on the list."""
    return session.scalars(select(Member).where(Member.retired == "")).all()


_IN_FORCE = tuple(state for state in DONE_STATES if state != ApplicationState.REJECTED.value)


def received(session: Session) -> frozenset[UUID]:
    """Return whose record was taken; one that the province sent back has to be mended there."""
    wanted = select(Application.member_id).where(Application.state.in_(_IN_FORCE))
    return frozenset(session.scalars(wanted))


def waiting_members(session: Session) -> frozenset[UUID]:
    """Return who waits on an open list."""
    wanted = (
        select(Visit.member_id)
        .join(VisitList, VisitList.id == Visit.list_id)
        .where(
            VisitList.state == VisitListState.OPEN.value,
            Visit.outcome == "",
            Visit.removed_at.is_(None),
        )
    )
    return frozenset(session.scalars(wanted))


def waiting_visits(session: Session, *, to_change: bool = False) -> dict[UUID, tuple[Visit, UUID]]:
    """Return of everybody who waits on an open list the visit and the team that is to make it.

    Args:
        session: the caller's transaction.
        to_change: whether nobody else may change the visits until the transaction ends.
    """
    wanted = (
        select(Visit, VisitList.team_id)
        .join(VisitList, VisitList.id == Visit.list_id)
        .where(
            VisitList.state == VisitListState.OPEN.value,
            Visit.outcome == "",
            Visit.removed_at.is_(None),
        )
    )
    if to_change:
        wanted = wanted.order_by(Visit.id).with_for_update(of=Visit)
        wanted = wanted.execution_options(populate_existing=True)
    return {row[0].member_id: (row[0], row[1]) for row in session.execute(wanted)}


def lent(session: Session, at: datetime) -> frozenset[UUID]:
    """Return who is lent to a laptop now: only what it brings back decides about them."""
    wanted = select(FieldLease.member_id).where(
        FieldLease.ended_at.is_(None), FieldLease.until > at
    )
    return frozenset(session.scalars(wanted))


def tasked(session: Session) -> frozenset[UUID]:
    """Return whom somebody was given the task to visit, and has not done it yet."""
    wanted = select(CampaignTask.member_id).where(
        CampaignTask.kind == TaskKind.VISIT.value,
        CampaignTask.state.in_((TaskState.OPEN.value, TaskState.HANDED_OVER.value)),
        CampaignTask.member_id.is_not(None),
    )
    return frozenset(key for key in session.scalars(wanted) if key is not None)


# ---------------------------------------------------------------- marks


def cases(session: Session) -> Sequence[SpecialCase]:
    """Return the marks in force, in the order they were set."""
    wanted = select(SpecialCase).where(SpecialCase.cleared_at.is_(None))
    return session.scalars(wanted.order_by(SpecialCase.created_at, SpecialCase.id)).all()


def case_of(session: Session, member_id: UUID) -> SpecialCase | None:
    """Return the mark of somebody, the newest where devices brought several."""
    wanted = select(SpecialCase).where(
        SpecialCase.member_id == member_id, SpecialCase.cleared_at.is_(None)
    )
    newest = wanted.order_by(SpecialCase.updated_at.desc(), SpecialCase.id.desc()).limit(1)
    return session.scalars(newest).first()


# ---------------------------------------------------------------- lists


def lists(session: Session, state: VisitListState | None = None) -> Sequence[VisitList]:
    """Return lists, the newest day first."""
    wanted = select(VisitList).order_by(VisitList.day.desc(), VisitList.number.desc())
    if state is not None:
        wanted = wanted.where(VisitList.state == state.value)
    return session.scalars(wanted).all()


def list_by_id(session: Session, list_id: UUID) -> VisitList | None:
    """Return one list."""
    return session.get(VisitList, list_id)


def list_numbered(session: Session, number: int) -> VisitList | None:
    """Return the list of this station with a number."""
    wanted = select(VisitList).join(Station, Station.id == VisitList.station_id)
    return session.scalars(wanted.where(VisitList.number == number)).first()


def team_names(session: Session) -> dict[UUID, str]:
    """Return what each team is called, ended ones too."""
    return {row[0]: row[1] for row in session.execute(select(Team.id, Team.name))}


def visits_of(session: Session, list_ids: Collection[UUID]) -> Sequence[tuple[Visit, Member]]:
    """Return the visits of some lists with the people, in the order they are made."""
    rows = session.execute(
        select(Visit, Member)
        .join(Member, Member.id == Visit.member_id)
        .where(Visit.list_id.in_(list(list_ids)), Visit.removed_at.is_(None))
        .order_by(Visit.position, Visit.id)
    )
    return [(row[0], row[1]) for row in rows]


def visit(session: Session, visit_id: UUID, *, to_change: bool = False) -> Visit | None:
    """Return one visit that is on its list.

    Args:
        session: the caller's transaction.
        visit_id: which.
        to_change: whether nobody else may change it until the transaction ends.
    """
    row = session.get(Visit, visit_id, with_for_update=to_change, populate_existing=to_change)
    return row if row is not None and row.removed_at is None else None


def waiting_of(work: Work, member_id: UUID) -> Sequence[Any]:
    """Return key, version and list number of the visits where somebody still waits.

    Nobody else changes them until the transaction ends.
    """
    return _WAITING.rows(work, {"of": member_id})


def settle(work: Work, visit_id: UUID, values: dict[str, Any]) -> None:
    """Write the outcome of a visit below the ORM."""
    _SETTLE.count(work, {"of": visit_id, **values})


_VISITS, _LISTS = table_of(Visit), table_of(VisitList)
_WAITING = Prepared(
    select(_VISITS.c.id, _VISITS.c.version, _LISTS.c.number)
    .join(_LISTS, _LISTS.c.id == _VISITS.c.list_id)
    .where(
        _VISITS.c.member_id == bindparam("of"),
        _VISITS.c.outcome == "",
        _VISITS.c.removed_at.is_(None),
        _LISTS.c.state == VisitListState.OPEN.value,
    )
    # In the order in which whoever moves several of them writes them.
    .order_by(_VISITS.c.id)
    .with_for_update(of=_VISITS)
)
_SETTLE = Prepared(
    update(_VISITS).where(_VISITS.c.id == bindparam("of")),
    ("outcome", "done_at", "done_by", "version", "updated_at"),
)
