"""Queries about teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from desktop.common.ids import new_id
from desktop.common.vocabulary import VisitListState
from desktop.field.teams.views import TeamPerson
from desktop.models import Operator, Station, Team, TeamMember, Visit, VisitList


def teams(session: Session, *, ended: bool = False) -> Sequence[Team]:
    """Return the teams in the order they were made; ended ones only when asked for."""
    wanted = select(Team).order_by(Team.created_at, Team.id)
    if not ended:
        wanted = wanted.where(Team.ended_at.is_(None))
    return session.scalars(wanted).all()


def team(session: Session, team_id: UUID) -> Team | None:
    """Return one team, also one that was ended."""
    return session.get(Team, team_id)


def people(session: Session) -> dict[UUID, list[TeamMember]]:
    """Return who is in each team."""
    found: dict[UUID, list[TeamMember]] = defaultdict(list)
    wanted = select(TeamMember).where(TeamMember.removed_at.is_(None))
    for row in session.scalars(wanted.order_by(TeamMember.created_at, TeamMember.id)):
        found[row.team_id].append(row)
    return found


def loads(session: Session) -> dict[UUID, tuple[int, int]]:
    """Return of each team how many people wait for it on open lists, and how many it visited."""
    is_waiting = (Visit.outcome == "") & (VisitList.state == VisitListState.OPEN.value)
    rows = session.execute(
        select(
            VisitList.team_id,
            func.sum(case((is_waiting, 1), else_=0)),
            func.sum(case((Visit.outcome != "", 1), else_=0)),
        )
        .join(VisitList, VisitList.id == Visit.list_id)
        .where(Visit.removed_at.is_(None))
        .group_by(VisitList.team_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in rows}


def add_team(session: Session, home: Station, team_id: UUID, name: str, at: datetime) -> Team:
    """Write a new team."""
    row = Team(
        id=team_id,
        origin=home.code,
        version=1,
        created_at=at,
        updated_at=at,
        station_id=home.id,
        name=name,
    )
    session.add(row)
    session.flush()
    return row


def replace_people(
    session: Session, row: Team, wanted: Sequence[TeamPerson], *, actor: str, at: datetime
) -> bool:
    """Make these the people of a team; whoever is not among them leaves it. Return if it changed.

    Somebody who stays keeps the row they have.
    """
    here = {(one.role, one.name, one.operator_id): one for one in people(session).get(row.id, ())}
    asked = {(one.role.value, one.name, one.operator_id) for one in wanted}
    for key, member in here.items():
        if key not in asked:
            member.removed_at, member.removed_by = at, actor
            member.version, member.updated_at = member.version + 1, at
    new = [one for one in wanted if (one.role.value, one.name, one.operator_id) not in here]
    for one in new:
        session.add(
            TeamMember(
                id=new_id(),
                origin=row.origin,
                version=1,
                created_at=at,
                updated_at=at,
                team_id=row.id,
                role=one.role.value,
                name=one.name,
                operator_id=one.operator_id,
            )
        )
    return bool(new) or any(key not in asked for key in here)


def operators_named(session: Session) -> dict[str, UUID]:
    """Return the accounts in use by full name."""
    rows = session.execute(select(Operator.full_name, Operator.id).where(Operator.is_active))
    return {row[0]: row[1] for row in rows}
