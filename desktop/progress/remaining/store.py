"""Queries of the people who remain and of what was noted about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import exists, or_, select

from desktop.common.clock import end_of_day, local
from desktop.models import Application, Member, PersonWay, PhoneCall, SpecialCase, Visit
from desktop.progress.remaining.rules import Noted, ReasonFrom
from desktop.progress.rules import RECEIVED_STATES, Group, Point, point_of
from desktop.storage.readable import rows_in_order
from desktop.storage.unit_of_work import Session

_AT_ONCE = 400
_GONE_THERE = ("", "done", "at_counter")
"""Outcomes of visits that say nothing about why somebody is missing."""


class Person(NamedTuple):
    """Somebody who remains, and how they are counted now."""

    id: UUID
    full_name: str
    birth_date: str
    cell: str
    personal_id: str
    note: str
    name_sort: str
    now: Point


_COLUMNS = (
    Member.id,
    Member.full_name,
    Member.birth_date,
    Member.cell,
    Member.personal_id,
    Member.note,
    Member.name_sort,
)


def remaining(session: Session, cell: str | None) -> Iterator[Person]:
    """Give the people of the denominator who are not received, by cell and name, one by one."""
    received = exists().where(
        Application.member_id == Member.id, Application.state.in_(RECEIVED_STATES)
    )
    wanted = (
        select(*_COLUMNS, PersonWay.points)
        .join(PersonWay, PersonWay.member_id == Member.id)
        .where(Member.retired == "", ~received)
    )
    if cell is not None:
        wanted = wanted.where(Member.cell == cell)
    wanted = wanted.execution_options(yield_per=_AT_ONCE)
    for row in rows_in_order(session, wanted, Member.cell, Member.name_sort, Member.id):
        now = point_of(row.points[-1])
        if _remains(now):
            yield _person(row, now, row.cell)


def remaining_on(session: Session, cell: str | None, day: date) -> list[Person]:
    """Return who remained at the end of a past day, in the cell they had then.

    Their ways tell it, as they tell the counts. Whoever was received before that day and did not
    move since is left out by the database.
    """
    settled = exists().where(
        Application.member_id == Member.id,
        Application.state.in_(RECEIVED_STATES),
        Application.updated_at < end_of_day(day),
    )
    wanted = (
        select(*_COLUMNS, PersonWay.points)
        .join(PersonWay, PersonWay.member_id == Member.id)
        .where(~settled)
    )
    found = []
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        known = [one for one in map(point_of, row.points) if one.day <= day.isoformat()]
        if known and _remains(known[-1]) and cell in {None, known[-1].place.cell}:
            found.append(_person(row, known[-1], known[-1].place.cell))
    return sorted(found, key=lambda one: (one.cell, one.name_sort, one.id))


def _person(row: Any, now: Point, cell: str) -> Person:
    return Person(
        id=row.id,
        full_name=row.full_name,
        birth_date=row.birth_date,
        cell=cell,
        personal_id=row.personal_id,
        note=row.note,
        name_sort=row.name_sort,
        now=now,
    )


def _remains(now: Point) -> bool:
    key = now.key
    return key is not None and key.group == Group.ELIGIBLE and key.state not in RECEIVED_STATES


def noted(session: Session, ids: Sequence[UUID], before: datetime) -> dict[UUID, list[Noted]]:
    """Return what was noted about some members before a moment.

    On visits, on the phone, and who could not come then.
    """
    found: dict[UUID, list[Noted]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for member_id, one in (*_visits(session, some, before), *_calls(session, some, before)):
            found.setdefault(member_id, []).append(one)
        cases = select(SpecialCase.member_id).where(
            SpecialCase.member_id.in_(some),
            SpecialCase.created_at < before,
            or_(SpecialCase.cleared_at.is_(None), SpecialCase.cleared_at >= before),
        )
        for member_id in session.scalars(cases):
            found.setdefault(member_id, []).append(Noted("", ReasonFrom.CANNOT_COME))
    return found


def _visits(session: Session, ids: Sequence[UUID], before: datetime) -> list[tuple[UUID, Noted]]:
    rows = session.execute(
        select(
            Visit.member_id, Visit.outcome, Visit.outcome_note, Visit.revisit_on, Visit.done_at
        ).where(
            Visit.member_id.in_(ids),
            or_(Visit.removed_at.is_(None), Visit.removed_at >= before),
            Visit.outcome.not_in(_GONE_THERE),
            or_(Visit.done_at.is_(None), Visit.done_at < before),
        )
    )
    return [
        (
            row.member_id,
            Noted(
                _day(row.done_at),
                ReasonFrom.VISIT,
                row.outcome,
                row.outcome_note,
                row.revisit_on,
            ),
        )
        for row in rows
    ]


def _calls(session: Session, ids: Sequence[UUID], before: datetime) -> list[tuple[UUID, Noted]]:
    rows = session.execute(
        select(
            Application.member_id,
            PhoneCall.outcome,
            PhoneCall.note,
            PhoneCall.on_day,
            PhoneCall.called_at,
        )
        .join(Application, Application.id == PhoneCall.application_id)
        .where(
            Application.member_id.in_(ids),
            PhoneCall.called_at < before,
            or_(PhoneCall.taken_back_at.is_(None), PhoneCall.taken_back_at >= before),
        )
        .order_by(PhoneCall.called_at.desc())
    )
    return [
        (row[0], Noted(_day(row.called_at), ReasonFrom.CALL, row.outcome, row.note, row.on_day))
        for row in rows
    ]


def _day(moment: datetime | None) -> str:
    return local(moment).date().isoformat() if moment is not None else ""
