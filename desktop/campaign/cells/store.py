"""Queries of closing: people of a cell with how far they are, reasons, closings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.common.ids import new_id
from desktop.common.phases import CaseReason
from desktop.common.vocabulary import ApplicationState, CardState
from desktop.models import Application, ApplicationMove, Card, CaseExplanation, CellClosing, Member
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.rules import Table
from desktop.storage.readable import in_order


class Person(NamedTuple):
    """What an open case needs of a person; `state` is the record's, empty without one."""

    member_id: UUID
    full_name: str
    birth_date: str
    status: str
    card_number: str
    problems: list[Any]
    application_id: UUID | None
    state: str


def people_of(session: Session, cell: str) -> list[Person]:
    """Return everybody on the list of a cell with the record that is not withdrawn, by name."""
    wanted = (
        select(
            Member.id,
            Member.full_name,
            Member.birth_date,
            Member.status,
            Member.card_number,
            Member.problems,
            Application.id,
            func.coalesce(Application.state, ""),
        )
        .outerjoin(
            Application,
            (Application.member_id == Member.id)
            & (Application.state != ApplicationState.WITHDRAWN.value),
        )
        .where(Member.cell == cell, Member.retired == "")
    )
    return [Person(*row) for row in in_order(session, wanted, Member.name_sort, Member.id)]


def hold(session: Session, cell: str) -> None:
    """Let nobody of a cell be begun or moved by another desk until this transaction ends.

    A writer of the embedded store is alone anyway.
    """
    people = select(Member.id).where(Member.cell == cell, Member.retired == "")
    session.execute(people.order_by(Member.id).with_for_update()).all()
    records = select(Application.id).where(Application.member_id.in_(people))
    session.execute(records.order_by(Application.id).with_for_update()).all()


def cell_of(session: Session, member_id: UUID) -> str | None:
    """Return the cell of somebody on the list; None for nobody."""
    return session.scalar(select(Member.cell).where(Member.id == member_id, Member.retired == ""))


def table_of_rules(session: Session) -> Table:
    """Return who may renew, by the rules in force."""
    return rules_in_force(session)


def explanations(
    session: Session, members: Sequence[UUID]
) -> dict[tuple[UUID, str], CaseExplanation]:
    """Return (person, state) -> the reason given in that state."""
    rows = session.scalars(select(CaseExplanation).where(CaseExplanation.member_id.in_(members)))
    return {(row.member_id, row.state): row for row in rows}


def move_reasons(session: Session, applications: Sequence[UUID]) -> dict[UUID, str]:
    """Return the reason of the last move of each record."""
    rows = session.execute(
        select(ApplicationMove.application_id, ApplicationMove.reason)
        .where(ApplicationMove.application_id.in_(applications))
        .order_by(ApplicationMove.version)
    )
    return {row.application_id: row.reason for row in rows}


def undelivered(session: Session, applications: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Return why cards that lie here were not handed out: code and note by record."""
    rows = session.execute(
        select(Card.application_id, Card.undelivered, Card.undelivered_note).where(
            Card.application_id.in_(applications),
            Card.state == CardState.COUNTED.value,
            Card.undelivered != "",
        )
    )
    return {key: (code, note) for key, code, note in rows}


def explain(
    session: Session,
    person: Person,
    reason: CaseReason,
    note: str,
    *,
    at: datetime,
    by: str,
) -> None:
    """Write down why somebody's record goes no further; a newer word takes an older one's place."""
    row = session.get(CaseExplanation, (person.member_id, person.state))
    if row is None:
        row = CaseExplanation(member_id=person.member_id, state=person.state)
        session.add(row)
    row.reason, row.note, row.explained_at, row.explained_by = reason.value, note, at, by


def close(session: Session, cell: str, counts: dict[str, int], *, at: datetime, by: str) -> None:
    """Write down that a cell is closed."""
    session.add(CellClosing(id=new_id(), cell=cell, counts=counts, closed_at=at, closed_by=by))


def history(session: Session, cell: str) -> list[CellClosing]:
    """Return every time a cell was closed, newest first."""
    query = select(CellClosing).where(CellClosing.cell == cell)
    newest = query.order_by(CellClosing.closed_at.desc(), CellClosing.id.desc())
    return list(session.scalars(newest))
