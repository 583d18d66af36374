"""Queries of the log of difficulties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.campaign.difficulties.masking import masked_text, word_runs
from desktop.campaign.difficulties.views import DifficultyView
from desktop.common.duties import DifficultyKind, DifficultyState
from desktop.common.text import fold
from desktop.models import Difficulty, Member, Operator
from desktop.storage.sharing import one_at_a_time

_PORTION = 400
_RANK = {DifficultyState.OPEN: 0, DifficultyState.SENT: 1, DifficultyState.ANSWERED: 2}


def stand_alone(session: Session) -> None:
    """Let nobody else number or change an entry until this transaction ends."""
    one_at_a_time(session, "difficulties")


def next_number(session: Session) -> int:
    """Return the number after the last one."""
    return (session.scalar(select(func.max(Difficulty.number))) or 0) + 1


def difficulty_row(session: Session, number: int) -> Difficulty | None:
    """Return one entry as it is stored."""
    return session.scalar(select(Difficulty).where(Difficulty.number == number))


def entries(session: Session, *, answered: bool) -> tuple[DifficultyView, ...]:
    """Return the log: what waits first, then what was answered; each part by number."""
    wanted = (
        select(Difficulty, Member.full_name)
        .outerjoin(Member, Member.id == Difficulty.member_id)
        .order_by(Difficulty.number)
    )
    if not answered:
        wanted = wanted.where(Difficulty.state != DifficultyState.ANSWERED.value)
    rows = [(row, person or "") for row, person in session.execute(wanted)]
    names = _names_in(session, (text for row, _ in rows for text in (row.text, row.answer)))
    found = (_view(row, person, names) for row, person in rows)
    return tuple(sorted(found, key=lambda one: (_RANK[one.state], one.number)))


def member_known(session: Session, member_id: UUID) -> bool:
    """Whether somebody stands on the list."""
    return session.get(Member, member_id) is not None


def _names_in(session: Session, texts: Iterable[str]) -> frozenset[str]:
    """Return the folded names of people of the list, and of this office, that stand in texts."""
    runs = sorted({run for text in texts for run in word_runs(text)})
    names = {fold(name) for name in session.scalars(select(Operator.full_name))} & set(runs)
    for start in range(0, len(runs), _PORTION):
        some = Member.name_folded.in_(runs[start : start + _PORTION])
        names.update(session.scalars(select(Member.name_folded).where(some)))
    return frozenset(names)


def _view(row: Any, person: str, names: frozenset[str]) -> DifficultyView:
    return DifficultyView(
        id=row.id,
        number=row.number,
        kind=DifficultyKind(row.kind),
        place=row.place,
        text=row.text,
        told=masked_text(row.text, names),
        member_id=row.member_id,
        person=person,
        said_by=row.said_by,
        said_at=row.created_at,
        state=DifficultyState(row.state),
        sent_at=row.sent_at,
        answer=row.answer,
        answer_told=masked_text(row.answer, names),
        answered_at=row.answered_at,
        answered_by=row.answered_by,
    )
