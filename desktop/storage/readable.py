"""What a database may not be able to read: sorting by it, and looking inside it.

On a server with a seal (`models/sealed.py`) names and snapshots are sealed. A query that wants its
rows by name, or one value of a snapshot, asks here; the embedded store answers with its own words,
and for a server it is done after the rows were opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Row, Select, func, type_coerce
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import ColumnElement

from desktop.models.sealed import SealedJson, SealedPart, seal_of


def is_sealed(session: Session) -> bool:
    """Whether the database behind a session cannot read what names a person."""
    return seal_of(session.connection().dialect) is not None


def in_order(
    session: Session,
    wanted: Select[*tuple[Any, ...]],
    *by: Any,
    offset: int = 0,
    limit: int | None = None,
) -> list[Any]:
    """Run a statement and return its rows in the order of some columns, or a stretch of them.

    Args:
        session: the caller's transaction.
        wanted: a statement without an order.
        by: the columns, ascending; none of them null.
        offset: rows to leave out first.
        limit: so many at most.
    """
    if is_sealed(session):
        end = None if limit is None else offset + limit
        return list(_sorted_here(session, wanted, by, slice(offset, end)))
    ordered = wanted.order_by(*by)
    if offset or limit is not None:
        ordered = ordered.offset(offset).limit(limit)
    return list(session.execute(ordered))


def rows_in_order(session: Session, wanted: Select[*tuple[Any, ...]], *by: Any) -> Iterator[Any]:
    """Like `in_order`, row by row where the database has put them in order."""
    if is_sealed(session):
        return iter(_sorted_here(session, wanted, by, slice(None)))
    return iter(session.execute(wanted.order_by(*by)))


def _sorted_here(
    session: Session, wanted: Select[*tuple[Any, ...]], by: tuple[Any, ...], stretch: slice
) -> Iterable[Row[Any]]:
    result = session.execute(wanted.add_columns(*by))
    names, width = list(result.keys())[: -len(by)], -len(by)
    rows = sorted(result, key=lambda row: tuple(row[width:]))
    shown = (tuple(row[:width]) for row in rows[stretch])
    return IteratorResult(SimpleResultMetaData(names), shown)


def part_of(session: Session, column: InstrumentedAttribute[Any], *path: str) -> ColumnElement[str]:
    """Return one text inside a JSON column, "" where there is none; to be selected only.

    Args:
        session: the one that will run the statement.
        column: of the type `SealedJson`.
        path: keys, the outermost first.
    """
    kind = column.type
    assert isinstance(kind, SealedJson)
    if is_sealed(session):
        # A name of its own: several parts of one column are told apart by it.
        return type_coerce(column, SealedPart(kind.place, path)).label("_".join(path))
    inside = column[path[0]] if len(path) == 1 else column[path]
    return func.coalesce(inside.as_string(), "")
