"""Which cells are closed, and the question that everything asks which changes their members.

Closing and reopening is the campaign's (`desktop/campaign/cells`); it stands above everything that
must ask. People who are counted apart belong to no cell of this unit, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.common.vocabulary import MemberStatus
from desktop.models import CellClosing, Member
from desktop.roster.errors import CellClosedError
from desktop.roster.rules import APART

_APART = frozenset(status.value for status in APART)


def closings(session: Session) -> dict[str, CellClosing]:
    """Return cell -> how it was closed, of all that are closed now."""
    found = session.scalars(select(CellClosing).where(CellClosing.reopened_at.is_(None)))
    return {row.cell: row for row in found}


def require_open(
    session: Session,
    people: Iterable[tuple[str, str]],
    known: Mapping[str, CellClosing] | None = None,
) -> None:
    """Refuse to go on where somebody stands in a closed cell.

    Args:
        session: the caller's own transaction.
        people: cell and `MemberStatus` of each, as stored.
        known: what `closings` returned, for a caller that asks often.

    Raises:
        CellClosedError: with who closed the cell and when.
    """
    closed = closings(session) if known is None else known
    if not closed:
        return
    for cell, status in people:
        row = closed.get(cell)
        if row is not None and status not in _APART:
            raise CellClosedError(cell, row.closed_by, row.closed_at)


def of_open_cells(session: Session, people: Iterable[Member]) -> Iterator[Member]:
    """Return people one by one; the first who stands in a closed cell is refused.

    Raises:
        CellClosedError: with who closed the cell and when, where that person comes.
    """
    closed = closings(session)

    def checked(person: Member) -> Member:
        require_open(session, [(person.cell, person.status)], closed)
        return person

    return map(checked, people)


def require_open_for(session: Session, member_id: UUID) -> None:
    """Refuse to go on with somebody of a closed cell.

    Raises:
        CellClosedError: with who closed the cell and when.
    """
    closed = closings(session)
    if closed:
        rows = session.execute(select(Member.cell, Member.status).where(Member.id == member_id))
        require_open(session, [(row.cell, row.status) for row in rows], closed)


def require_open_for_brought(session: Session, import_id: UUID) -> None:
    """Refuse to take back an import that brought somebody into a cell that is closed.

    Raises:
        CellClosedError: with who closed the cell and when.
    """
    closed = closings(session)
    if closed:
        rows = session.execute(
            select(Member.cell, Member.status)
            .where(Member.first_import_id == import_id, Member.retired == "")
            .distinct()
        )
        require_open(session, [(row.cell, row.status) for row in rows], closed)


def sizes(session: Session) -> dict[str, int]:
    """Return cell -> people of this unit's list, whatever became of them."""
    apart = [MemberStatus(status).value for status in sorted(_APART)]
    rows = session.execute(
        select(Member.cell, func.count())
        .where(Member.retired == "", Member.status.not_in(apart))
        .group_by(Member.cell)
    )
    return {row[0]: int(row[1]) for row in rows}
