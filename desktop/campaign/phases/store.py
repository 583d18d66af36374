"""Queries of the phases: what cells confirmed, what was opened for them, what lies undecided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from desktop.campaign.rules import is_counted
from desktop.common.application_moves import UNRECEIVED
from desktop.common.phases import CellConfirmation, Phase
from desktop.common.vocabulary import ApplicationState, CardState, DiscrepancyState, MemberStatus
from desktop.models import (
    Application,
    Card,
    CaseExplanation,
    CellDeadline,
    CellMark,
    Discrepancy,
    Member,
    OpenedPhase,
)
from desktop.roster.eligibility.store import rules_in_force
from desktop.roster.rules import APART
from desktop.security.store import all_settings, put_setting

_UNRECEIVED = frozenset({"", *(one.value for one in UNRECEIVED)})
PHASES = "campaign_phases"
"""Days of the phases; beside the settings that people type, as it is a table."""


def kept_spans(session: Session) -> dict[str, list[str]]:
    """Return phase -> first and last day, ISO, each may be empty."""
    kept = all_settings(session).get(PHASES)
    return kept if isinstance(kept, dict) else {}


def keep_spans(session: Session, spans: dict[str, list[str]], *, at: datetime) -> None:
    """Store the days of the phases."""
    put_setting(session, PHASES, spans, at=at)


def deadlines(session: Session) -> dict[str, str]:
    """Return cell -> its own last day, ISO."""
    return {row.cell: row.day for row in session.scalars(select(CellDeadline))}


def keep_deadline(session: Session, cell: str, day: str, *, at: datetime, by: str) -> None:
    """Give a cell its own last day; empty takes it away."""
    row = session.get(CellDeadline, cell)
    if row is not None:
        session.delete(row)
        session.flush()
    if day:
        session.add(CellDeadline(cell=cell, day=day, set_at=at, set_by=by))


def opened(session: Session) -> dict[tuple[str, Phase], str]:
    """Return (cell, phase) -> why it was opened although its gate was not met, or empty."""
    rows = session.scalars(select(OpenedPhase))
    return {(row.cell, Phase(row.phase)): row.reason for row in rows}


def open_for(
    session: Session, phase: Phase, cells: Iterable[tuple[str, str]], *, at: datetime, by: str
) -> None:
    """Write down that a phase was opened for cells, each with a reason or without."""
    session.add_all(
        OpenedPhase(cell=cell, phase=phase.value, opened_at=at, opened_by=by, reason=reason)
        for cell, reason in cells
    )


def marks(session: Session) -> dict[tuple[str, CellConfirmation], int]:
    """Return (cell, what it confirmed) -> how many people its list had then."""
    rows = session.scalars(select(CellMark))
    return {(row.cell, CellConfirmation(row.mark)): row.people for row in rows}


def keep_mark(
    session: Session, cell: str, what: CellConfirmation, people: int, *, at: datetime, by: str
) -> None:
    """Write down what a cell confirmed; a newer word takes the place of an older one."""
    drop_mark(session, cell, what)
    session.add(CellMark(cell=cell, mark=what.value, people=people, made_at=at, made_by=by))


def drop_mark(session: Session, cell: str, what: CellConfirmation) -> bool:
    """Forget what a cell confirmed; return whether there was something."""
    done: Any = session.execute(
        delete(CellMark).where(CellMark.cell == cell, CellMark.mark == what.value)
    )
    return bool(done.rowcount)


def differences(session: Session, cell: str | None = None) -> dict[str, int]:
    """Return cell -> lines between sources that nobody decided; of one cell only when named."""
    wanted = (
        select(Member.cell, func.count())
        .join(Discrepancy, Discrepancy.member_id == Member.id)
        .where(Member.retired == "", Discrepancy.state == DiscrepancyState.OPEN.value)
    )
    if cell is not None:
        wanted = wanted.where(Member.cell == cell)
    rows = session.execute(wanted.group_by(Member.cell))
    return {row[0]: int(row[1]) for row in rows}


class Reason(NamedTuple):
    """Somebody with a reason for the state their record is in."""

    cell: str
    state: str


def reasons(session: Session) -> list[Reason]:
    """Return everybody of the denominator whose record goes no further for a reason that holds.

    A reason holds in the state it was given in. A card that lies here and could not be handed out
    has its reason with the card.
    """
    live = (
        select(Application.member_id, Application.state)
        .where(Application.state != ApplicationState.WITHDRAWN.value)
        .subquery()
    )
    explained = (
        select(
            Member.id,
            Member.cell,
            func.coalesce(live.c.state, "").label("state"),
            Member.status,
            Member.card_number,
            Member.problems,
        )
        .join(CaseExplanation, CaseExplanation.member_id == Member.id)
        .outerjoin(live, live.c.member_id == Member.id)
        .where(
            Member.retired == "",
            CaseExplanation.state == func.coalesce(live.c.state, ""),
        )
    )
    undelivered = (
        select(
            Member.id,
            Member.cell,
            Application.state,
            Member.status,
            Member.card_number,
            Member.problems,
        )
        .join(Application, Application.member_id == Member.id)
        .join(Card, Card.application_id == Application.id)
        .where(
            Member.retired == "",
            Application.state == ApplicationState.RETURNED.value,
            Card.state == CardState.COUNTED.value,
            Card.undelivered != "",
        )
    )
    table = rules_in_force(session)
    found: dict[Any, Reason] = {}
    for query in (explained, undelivered):
        for key, cell, state, status, card_number, problems in session.execute(query):
            was = state not in _UNRECEIVED
            if is_counted(status, card_number, problems, table=table, received=was):
                found[key] = Reason(cell, state)
    return list(found.values())


def cell_of_record(session: Session, application_id: UUID) -> str:
    """Return the cell of a record's person; empty for people counted apart, or without a cell."""
    row = session.execute(
        select(Member.cell, Member.status)
        .join(Application, Application.member_id == Member.id)
        .where(Application.id == application_id)
    ).first()
    return "" if row is None or MemberStatus(row.status) in APART else row.cell
