"""Queries about planned turns, and about who logged in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from desktop.models import AuditEvent, Operator, PlannedTurn
from desktop.security.tags import Tag
from desktop.shifts.plan.rules import Act

_LOGGED_IN = Tag.OPERATOR_LOGGED_IN.value


def turns_between(session: Session, first: date, last: date) -> Sequence[PlannedTurn]:
    """Return the turns of some days, both ends among them, as they were planned."""
    wanted = select(PlannedTurn).where(
        PlannedTurn.day >= first.isoformat(),
        PlannedTurn.day <= last.isoformat(),
        PlannedTurn.removed_at.is_(None),
    )
    return session.scalars(wanted.order_by(PlannedTurn.created_at, PlannedTurn.id)).all()


def turns_by_id(session: Session, keys: Collection[UUID]) -> Sequence[PlannedTurn]:
    """Return some turns, also those that were taken out."""
    return session.scalars(select(PlannedTurn).where(PlannedTurn.id.in_(list(keys)))).all()


def same_turn(session: Session, row: PlannedTurn) -> PlannedTurn | None:
    """Return the turn in the plan that has the place of one that was taken out."""
    wanted = select(PlannedTurn).where(
        PlannedTurn.station_id == row.station_id,
        PlannedTurn.day == row.day,
        PlannedTurn.part == row.part,
        PlannedTurn.place == row.place,
        PlannedTurn.person_key == row.person_key,
        PlannedTurn.removed_at.is_(None),
    )
    return session.scalars(wanted).one_or_none()


def places(session: Session) -> tuple[str, ...]:
    """Return every place that was ever planned beside this counter, the latest used first."""
    wanted = (
        select(PlannedTurn.place)
        .where(PlannedTurn.place != "")
        .group_by(PlannedTurn.place)
        .order_by(func.max(PlannedTurn.day).desc(), PlannedTurn.place)
    )
    return tuple(session.scalars(wanted))


def last_planned(session: Session) -> date | None:
    """Return the last day for which somebody is planned."""
    wanted = select(func.max(PlannedTurn.day)).where(PlannedTurn.removed_at.is_(None))
    found = session.scalar(wanted)
    return date.fromisoformat(found) if found else None


def every_operator(session: Session) -> Sequence[Operator]:
    """Return everybody who ever worked here, as they were added."""
    return session.scalars(select(Operator).order_by(Operator.created_at, Operator.id)).all()


def acts_between(
    session: Session, start: datetime, end: datetime, names: Collection[str]
) -> tuple[tuple[Act, ...], str]:
    """Return log-ins and acts of people in a span of time, in the order of the trail.

    Log-ins among them count whatever their own time is: a clock that was put back must not hide
    who took the counter over.

    Args:
        session: the caller's own transaction.
        start: the first moment.
        end: the first moment that does not belong to it any more.
        names: full names of everybody whose acts count.

    Returns:
        The acts, and the actor of the last log-in before the first of them ("" for none).
    """
    inside = and_(AuditEvent.at >= start, AuditEvent.at < end)
    ends = select(func.min(AuditEvent.number), func.max(AuditEvent.number)).where(inside)
    first, last = session.execute(ends).one()
    if not last:  # nothing happened in that time
        return (), ""
    is_act = and_(inside, AuditEvent.actor.in_(list(names)))
    rows = session.execute(
        select(AuditEvent.at, AuditEvent.actor, AuditEvent.tag)
        .where(
            AuditEvent.number.between(first, last),
            or_(AuditEvent.tag == _LOGGED_IN, is_act),
        )
        .order_by(AuditEvent.number)
    )
    acts = tuple(Act(row.at, row.actor, row.tag == _LOGGED_IN) for row in rows)
    before = session.scalar(
        select(AuditEvent.actor)
        .where(AuditEvent.tag == _LOGGED_IN, AuditEvent.number < first)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    )
    return acts, before or ""
