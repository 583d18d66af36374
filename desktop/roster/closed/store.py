"""Which cells are closed, and the question that everything asks which changes their members.

Closing and reopening is the campaign's (`desktop/campaign/cells`); it stands above everything that
must ask. People who are counted apart belong to no cell of this unit, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from desktop.common.vocabulary import MemberStatus
from desktop.models import Application, CellClosing, Member
from desktop.models.base import table_of
from desktop.roster.errors import CellClosedError
from desktop.roster.rules import APART
from desktop.storage.prepared import Prepared, Work
from desktop.storage.sharing import several_at_a_time

CLOSING: Final = "closing"
"""Under this name a closing is alone on a server, see `storage/sharing.py`."""
_APART = frozenset(status.value for status in APART)
_RECORDS, _PEOPLE, _CLOSINGS = table_of(Application), table_of(Member), table_of(CellClosing)
_CLOSED_OVER = Prepared(
    select(_PEOPLE.c.cell, _PEOPLE.c.status, _CLOSINGS.c.closed_by, _CLOSINGS.c.closed_at)
    .select_from(
        _RECORDS.join(_PEOPLE, _PEOPLE.c.id == _RECORDS.c.member_id).join(
            _CLOSINGS, _CLOSINGS.c.cell == _PEOPLE.c.cell
        )
    )
    .where(_RECORDS.c.id == bindparam("of"), _CLOSINGS.c.reopened_at.is_(None))
)


def closings(session: Session) -> dict[str, CellClosing]:
    """Return cell -> how it was closed, of all that are closed now."""
    found = session.scalars(select(CellClosing).where(CellClosing.reopened_at.is_(None)))
    return {row.cell: row for row in found}


def wait_for_closing(session: Session) -> None:
    """Let a closing under way end first, so that it is seen; further closings wait for us.

    For whatever may bring somebody into a cell: a closing holds the rows of the people it has, and
    knows nothing of one who is just coming. To be called before the first row is written.
    """
    several_at_a_time(session, CLOSING)


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


def require_open_for_record(work: Work, application_id: UUID) -> None:
    """Refuse to go on with the record of somebody of a closed cell.

    Part of the save that the applicant waits for, so it runs below the ORM.

    Raises:
        CellClosedError: with who closed the cell and when.
    """
    for row in _CLOSED_OVER.rows(work, {"of": application_id}):
        if row.status not in _APART:
            raise CellClosedError(row.cell, row.closed_by, row.closed_at)


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


def sizes(session: Session, cell: str | None = None) -> dict[str, int]:
    """Return cell -> people of this unit's list, whatever became of them; of one when named."""
    apart = [MemberStatus(status).value for status in sorted(_APART)]
    wanted = select(Member.cell, func.count()).where(
        Member.retired == "", Member.status.not_in(apart)
    )
    if cell is not None:
        wanted = wanted.where(Member.cell == cell)
    rows = session.execute(wanted.group_by(Member.cell))
    return {row[0]: int(row[1]) for row in rows}
