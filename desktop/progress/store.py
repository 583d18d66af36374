"""Queries of the counts: who changed, what happened to them, and sums as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import case, func, select

from desktop.common.vocabulary import ApplicationState
from desktop.models import (
    Application,
    ApplicationMove,
    AuditEvent,
    Batch,
    BatchRecord,
    Member,
    PersonWay,
    ProgressCount,
)
from desktop.models.base import table_of
from desktop.progress.rules import RECEIVED_STATES, Group, Key, Point, point_of
from desktop.security import store as security
from desktop.security.tags import Tag
from desktop.storage.sharing import add_up, put_row
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400
_BATCHES = 60
"""Batches looked at for answers at most."""

_MARK = "progress_mark"
"""Up to where changes were counted; beside the settings, as it is a single value."""


class Mark(NamedTuple):
    """Up to where changes were counted.

    Attributes:
        members: newest change of a member, ISO; empty before the first count.
        applications: newest change of an application, ISO.
        rules: what decides who is eligible, and where this station belongs; another value counts
            everybody again.
    """

    members: str = ""
    applications: str = ""
    rules: str = ""


class Person(NamedTuple):
    """What the counts need of a member."""

    id: UUID
    cell: str
    status: str
    card_number: str
    problems: list[Any]
    retired: str
    created_at: datetime


class Moved(NamedTuple):
    """What happened to an application of a member."""

    member_id: UUID
    at: datetime
    state: str
    channel: str
    reason: str


def read_mark(session: Session) -> Mark:
    """Return up to where changes were counted."""
    kept = security.all_settings(session).get(_MARK)
    return Mark(*(str(kept.get(name, "")) for name in Mark._fields)) if kept else Mark()


def keep_mark(session: Session, mark: Mark, *, at: datetime) -> None:
    """Write down up to where changes were counted."""
    security.put_setting(session, _MARK, mark._asdict(), at=at)


def newest(session: Session) -> tuple[str, str]:
    """Return the newest change of a member and of an application, ISO; empty where none is."""
    members = session.scalar(select(func.max(Member.updated_at)))
    # State by state, because the index of applications begins with it.
    by_state = [
        select(func.max(Application.updated_at)).where(Application.state == state).scalar_subquery()
        for state in ApplicationState
    ]
    applications = [one for one in session.execute(select(*by_state)).one() if one]
    return (
        members.isoformat() if members else "",
        max(applications).isoformat() if applications else "",
    )


def changed_since(session: Session, mark: Mark) -> list[UUID]:
    """Return the members whose row or application changed since; all of them for an empty mark.

    What changed in the very moment of the mark is among them: it may have been written after it.
    """
    members = select(Member.id)
    if not mark.members:
        return list(session.scalars(members))
    found = set(session.scalars(members.where(Member.updated_at >= _moment(mark.members))))
    wanted = select(Application.member_id).distinct()
    if mark.applications:
        wanted = wanted.where(
            Application.state.in_(ApplicationState),
            Application.updated_at >= _moment(mark.applications),
        )
    found.update(session.scalars(wanted))
    return sorted(found)


def people(session: Session, ids: Sequence[UUID]) -> list[Person]:
    """Return what the counts need of some members."""
    rows = session.execute(
        select(
            Member.id,
            Member.cell,
            Member.status,
            Member.card_number,
            Member.problems,
            Member.retired,
            Member.created_at,
        ).where(Member.id.in_(ids))
    )
    return [Person(*row) for row in rows]


def events_of(session: Session, ids: Sequence[UUID]) -> list[Moved]:
    """Return how the applications of some members came to where they are, oldest first."""
    opened = session.execute(
        select(
            Application.member_id, Application.created_at, Application.channel, Application.id
        ).where(Application.member_id.in_(ids))
    ).all()
    moves = session.execute(
        select(
            Application.member_id,
            ApplicationMove.moved_at,
            ApplicationMove.to_state,
            Application.channel,
            ApplicationMove.reason,
            ApplicationMove.version,
        )
        .join(Application, Application.id == ApplicationMove.application_id)
        .where(Application.member_id.in_(ids))
    ).all()
    found = [
        (row.created_at, 0, Moved(row.member_id, row.created_at, "draft", row.channel, ""))
        for row in opened
    ]
    found += [(row.moved_at, row.version, Moved(*row[:5])) for row in moves]
    return [moved for _, _, moved in sorted(found, key=lambda one: one[:2])]


def ways(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[Point, ...]]:
    """Return how some members were counted so far."""
    rows = session.execute(
        select(PersonWay.member_id, PersonWay.points).where(PersonWay.member_id.in_(ids))
    )
    return {row.member_id: tuple(map(point_of, row.points)) for row in rows}


def keep_ways(session: Session, some: Mapping[UUID, Sequence[Point]]) -> None:
    """Store how some members are counted."""
    put_row(
        session,
        table_of(PersonWay),
        [{"member_id": key, "points": [one.plain() for one in way]} for key, way in some.items()],
    )


def add(session: Session, changes: Mapping[tuple[str, Key], int]) -> None:
    """Add changes to the counts."""
    rows = [
        {
            "day": day,
            "cell": key.cell,
            "person_group": key.group,
            "state": key.state,
            "source": key.source,
            "reason": key.reason,
            "people": people_,
        }
        for (day, key), people_ in sorted(changes.items())
    ]
    add_up(session, table_of(ProgressCount), rows, "people")


def counts(session: Session, until: str, earlier: str) -> dict[Key, tuple[int, int]]:
    """Return the counts at the end of a day and of an earlier one (ISO), in one walk through them.

    Rows of people are not read.
    """
    table = ProgressCount
    columns = (table.cell, table.person_group, table.state, table.source, table.reason)
    before = func.sum(case((table.day <= earlier, table.people), else_=0))
    rows = session.execute(
        select(*columns, func.sum(table.people), before)
        .where(table.day <= until)
        .group_by(*columns)
    )
    return {Key(*row[:5]): (int(row[5]), int(row[6])) for row in rows if row[5] or row[6]}


def first_day(session: Session) -> str | None:
    """Return the first day with a count, ISO; None before there is one."""
    return session.scalar(select(func.min(ProgressCount.day)))


def received_by_day(session: Session, until: str) -> dict[date, int]:
    """Return by how many the received of the denominator changed on each day until one (ISO)."""
    table = ProgressCount
    rows = session.execute(
        select(table.day, func.sum(table.people))
        .where(
            table.day <= until,
            table.person_group == Group.ELIGIBLE.value,
            table.state.in_(RECEIVED_STATES),
        )
        .group_by(table.day)
    )
    return {date.fromisoformat(row[0]): int(row[1]) for row in rows if row[1]}


# ---------------------------------------------------------------- the newest records


class Taken(NamedTuple):
    """A record that was received, and the times of its steps."""

    id: UUID
    step_times: dict[str, Any]
    received_at: datetime


def newest_received(session: Session, before: datetime, most: int) -> list[Taken]:
    """Return the records received last before a moment, the newest first; along an index."""
    rows = session.execute(
        select(Application.id, Application.step_times, Application.received_at)
        .where(Application.received_at < before)
        .order_by(Application.received_at.desc())
        .limit(most)
    )
    return [Taken(row.id, row.step_times, row.received_at) for row in rows]


def portraits_accepted(session: Session, ids: Sequence[UUID], before: datetime) -> int:
    """Return how many portraits of some records were accepted before a moment, retakes as well."""
    tags = (Tag.PHOTO_ACCEPTED.value, Tag.PHOTO_EXCEPTION.value)
    found = 0
    for start in range(0, len(ids), _AT_ONCE):
        targets = [str(one) for one in ids[start : start + _AT_ONCE]]
        found += (
            session.scalar(
                select(func.count())
                .select_from(AuditEvent)
                .where(
                    AuditEvent.target.in_(targets),
                    AuditEvent.tag.in_(tags),
                    AuditEvent.at < before,
                )
            )
            or 0
        )
    return found


def newest_answers(session: Session, before: datetime, most: int) -> Counter[str]:
    """Return how often each word of the province is among its newest before a moment.

    The newest batches are walked through one by one until enough answers are found: their records
    lie beside each other, so neither an index nor a walk through all of them is needed.
    """
    found: Counter[str] = Counter()
    batches = session.scalars(
        select(Batch.id)
        .where(Batch.exported_at < before)
        .order_by(Batch.exported_at.desc())
        .limit(_BATCHES)
    ).all()
    for key in batches:
        verdicts = session.scalars(
            select(BatchRecord.verdict)
            .where(
                BatchRecord.batch_id == key,
                BatchRecord.verdict != "",
                BatchRecord.answered_at < before,
            )
            .limit(most - found.total())
        )
        found.update(verdicts)
        if found.total() >= most:
            break
    return found


def _moment(iso: str) -> datetime:
    return datetime.fromisoformat(iso)
