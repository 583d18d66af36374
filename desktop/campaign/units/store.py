"""What the plan keeps by the name of a cell, taken out and put back under another name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desktop.common.phases import CellConfirmation
from desktop.models import CellClosing, CellDeadline, CellMark, OpenedPhase
from desktop.models.base import table_of

_TABLES = tuple(table_of(model) for model in (CellDeadline, OpenedPhase, CellMark))
Rows = list[tuple[Any, dict[str, Any]]]
"""Table and values of each row of one cell."""


def rows_of(session: Session, cells: Collection[str]) -> dict[str, Rows]:
    """Return cell -> its deadline, opened phases and confirmations."""
    found: dict[str, Rows] = {cell: [] for cell in cells}
    for table in _TABLES:
        for row in session.execute(select(table).where(table.c.cell.in_(cells))).mappings():
            found[row["cell"]].append((table, dict(row)))
    return found


def drop(session: Session, cells: Collection[str]) -> None:
    """Take out the deadline, opened phases and confirmations of cells."""
    for table in _TABLES:
        session.execute(delete(table).where(table.c.cell.in_(cells)))


def put(session: Session, rows: Rows, cell: str, *, but: CellConfirmation | None = None) -> int:
    """Write rows again under the name of a cell; return how many.

    Args:
        session: the caller's transaction.
        rows: what `rows_of` returned.
        cell: the name.
        but: leave this confirmation out.
    """
    kept = [(table, values) for table, values in rows if but is None or values.get("mark") != but]
    for table, values in kept:
        session.execute(table.insert().values({**values, "cell": cell}))
    return len(kept)


def signed(rows: Rows) -> int | None:
    """Return how many people the signed sheet of a cell is about, None without one."""
    found = (values["people"] for _, values in rows if values.get("mark") == CellConfirmation.SHEET)
    return next(found, None)


def sign_for(session: Session, cell: str, people: int) -> None:
    """Say how many people the signed sheet of a cell is about; nothing without one."""
    session.execute(
        update(CellMark)
        .where(CellMark.cell == cell, CellMark.mark == CellConfirmation.SHEET.value)
        .values(people=people)
    )


def rename_closings(session: Session, old: str, new: str) -> int:
    """Let the closings of a cell have its new name; return how many there were."""
    done: Any = session.execute(update(CellClosing).where(CellClosing.cell == old).values(cell=new))
    return int(done.rowcount)
