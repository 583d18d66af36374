"""What several desks on one server need: rows written once, and one at a time where it matters.

The dialects' own words stand here and nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

Columns = ReadOnlyColumnCollection[str, Any]
"""The columns of a table by their names."""


def insert_new(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows whose keys are not there yet and return how many; the others stay as they are.

    On a server, a row that another transaction is just writing is waited for.
    """
    if not rows:
        return 0
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).on_conflict_do_nothing()
    statement = statement.execution_options(preserve_rowcount=True)
    if len(rows) == 1:
        return connection.execute(statement, rows[0]).rowcount
    return connection.execute(statement, list(rows)).rowcount


def one_at_a_time(work: Session | Connection, name: str) -> None:
    """Wait until no other transaction is past this point under this name; it ends with ours.

    A writer of the embedded store is alone anyway.
    """
    connection = work.connection() if isinstance(work, Session) else work
    if connection.dialect.name == "postgresql":
        key = zlib.crc32(name.encode())
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def several_at_a_time(session: Session, name: str) -> None:
    """Wait until nobody who is to be alone under this name is past this point; ends with ours.

    Others that come this way go on beside us; whoever calls `one_at_a_time` waits for all of us.
    """
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        key = zlib.crc32(name.encode())
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": key})


def put_row(session: Session, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; those whose key is there already are replaced."""
    _upsert(session, table, rows, lambda _, new: new)


def add_up(session: Session, table: Table, rows: Sequence[dict[str, Any]], column: str) -> None:
    """Insert rows; where a key is there already, the number in `column` is added to its own."""
    _upsert(session, table, rows, lambda old, new: old + new, only=column)


def take_row(
    session: Session,
    table: Table,
    row: dict[str, Any],
    may_take: Callable[[Columns, Columns], tuple[ColumnElement[bool], dict[str, Any]]],
) -> bool:
    """Insert a row, or write over the one under its key if that may be done, in one statement.

    Args:
        session: the caller's own transaction, on a server.
        table: where the row stands.
        row: its values; expressions of the server as well.
        may_take: given the columns of the row that is there and of the new one, returns when it
            may be written over, and with what.

    Returns:
        Whether the row is the caller's now; if not, it is as it was.
    """
    statement = postgresql.insert(table).values(row)
    condition, values = may_take(table.c, statement.excluded)
    keys = list(table.primary_key)
    taken = statement.on_conflict_do_update(index_elements=keys, set_=values, where=condition)
    return session.connection().execute(taken.returning(*keys)).first() is not None


def _upsert(
    session: Session,
    table: Table,
    rows: Sequence[dict[str, Any]],
    merged: Callable[[Any, Any], Any],
    only: str = "",
) -> None:
    if not rows:
        return
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    values = {
        column.name: merged(column, statement.excluded[column.name])
        for column in table.columns
        if column.name not in keys and (not only or column.name == only)
    }
    connection.execute(
        statement.on_conflict_do_update(index_elements=keys, set_=values), list(rows)
    )
