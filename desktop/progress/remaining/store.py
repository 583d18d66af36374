"""Queries of the people who remain and of what was noted about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import exists, select

from desktop.common.clock import local
from desktop.models import Application, Member, PersonWay, PhoneCall, SpecialCase, Visit
from desktop.progress.remaining.rules import Noted, ReasonFrom
from desktop.progress.rules import RECEIVED_STATES, Group, Point, point_of
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
    now: Point


def remaining(session: Session, cell: str | None) -> Iterator[Person]:
    """Give the people of the denominator who are not received, by cell and name, one by one."""
    received = exists().where(
        Application.member_id == Member.id, Application.state.in_(RECEIVED_STATES)
    )
    wanted = (
        select(
            Member.id,
            Member.full_name,
            Member.birth_date,
            Member.cell,
            Member.personal_id,
            Member.note,
            PersonWay.points,
        )
        .join(PersonWay, PersonWay.member_id == Member.id)
        .where(Member.retired == "", ~received)
        .order_by(Member.cell, Member.name_sort, Member.id)
    )
    if cell is not None:
        wanted = wanted.where(Member.cell == cell)
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        now = point_of(row.points[-1])
        key = now.key
        if key is not None and key.group == Group.ELIGIBLE and key.state not in RECEIVED_STATES:
            yield Person(
                row.id,
                row.full_name,
                row.birth_date,
                row.cell,
                row.personal_id,
                row.note,
                now,
            )


def noted(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Noted]]:
    """Return what was noted about some members: on visits, on the phone, and who cannot come."""
    found: dict[UUID, list[Noted]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        for member_id, one in (*_visits(session, some), *_calls(session, some)):
            found.setdefault(member_id, []).append(one)
        cases = select(SpecialCase.member_id).where(
            SpecialCase.member_id.in_(some), SpecialCase.cleared_at.is_(None)
        )
        for member_id in session.scalars(cases):
            found.setdefault(member_id, []).append(Noted("", ReasonFrom.CANNOT_COME))
    return found


def _visits(session: Session, ids: Sequence[UUID]) -> list[tuple[UUID, Noted]]:
    rows = session.execute(
        select(
            Visit.member_id, Visit.outcome, Visit.outcome_note, Visit.revisit_on, Visit.done_at
        ).where(
            Visit.member_id.in_(ids),
            Visit.removed_at.is_(None),
            Visit.outcome.not_in(_GONE_THERE),
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


def _calls(session: Session, ids: Sequence[UUID]) -> list[tuple[UUID, Noted]]:
    rows = session.execute(
        select(
            Application.member_id,
            PhoneCall.outcome,
            PhoneCall.note,
            PhoneCall.on_day,
            PhoneCall.called_at,
        )
        .join(Application, Application.id == PhoneCall.application_id)
        .where(Application.member_id.in_(ids), PhoneCall.taken_back_at.is_(None))
        .order_by(PhoneCall.called_at.desc())
    )
    return [
        (row[0], Noted(_day(row.called_at), ReasonFrom.CALL, row.outcome, row.note, row.on_day))
        for row in rows
    ]


def _day(moment: datetime | None) -> str:
    return local(moment).date().isoformat() if moment is not None else ""
