"""Statements compiled once and handed straight to the driver.

Around each execution SQLAlchemy makes a cache key, an execution context and a result object: three
to five times the work of a small statement itself. The save that the applicant waits for has nine
of them. A `Prepared` statement is written with the same portable constructs and its values pass
through the same column types, but what can be known beforehand is worked out once per database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, Delete, Insert, Select, Update, exc
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from desktop.models.sealed import ValueSeal, seal_of

Work = Session | Connection
"""Whatever holds the transaction that a statement belongs to."""


def run_straight(
    connection: Connection, text: str, parameters: Any = (), *, gives_rows: bool = False
) -> tuple[list[tuple[Any, ...]], int]:
    """Hand one statement to the driver; return the rows it gives and how many it wrote.

    Raises:
        sqlalchemy.exc.DBAPIError: whatever the driver complains of, as SQLAlchemy wraps it.
    """
    driver = connection.dialect.loaded_dbapi
    lent = connection.connection
    cursor = lent.cursor()
    try:
        cursor.execute(text, parameters)
        found = list(cursor.fetchall()) if gives_rows else []
    except driver.Error as error:
        is_broken = connection.dialect.is_disconnect(error, lent, cursor)
        if is_broken:
            connection.invalidate(error)
        # The values belong to people, so they stay out of the message.
        raise exc.DBAPIError.instance(
            text,
            None,
            error,
            driver.Error,
            hide_parameters=True,
            connection_invalidated=is_broken,
        ) from error
    else:
        return found, cursor.rowcount
    finally:
        cursor.close()


class Prepared:
    """A statement for one row's worth of values, run inside the caller's own transaction.

    Args:
        statement: every changing value is a `bindparam("name")`.
        columns: of an insert or update, the columns that get a value of their own name. Defaults
            declared on the model are not applied, so a column with one has to be named.
    """

    def __init__(
        self,
        statement: Select[*tuple[Any, ...]] | Insert | Update | Delete,
        columns: Iterable[str] = (),
    ) -> None:
        self._statement = statement
        self._columns = tuple(columns)
        self._compiled: dict[tuple[str, str, ValueSeal | None], _Compiled] = {}

    def rows(self, work: Work, values: Mapping[str, Any]) -> list[Any]:
        """Run, and return the rows it gives; their columns are attributes.

        Raises:
            KeyError: a value is missing, or one has no place in the statement.
            sqlalchemy.exc.DBAPIError: whatever the driver complains of, as SQLAlchemy wraps it.
        """
        return self._run(work, values)[0]

    def count(self, work: Work, values: Mapping[str, Any]) -> int:
        """Run, and return how many rows it wrote.

        Raises:
            KeyError: a value is missing, or one has no place in the statement.
            sqlalchemy.exc.DBAPIError: whatever the driver complains of, as SQLAlchemy wraps it.
        """
        return self._run(work, values)[1]

    def _run(self, work: Work, values: Mapping[str, Any]) -> tuple[list[Any], int]:
        connection = work.connection() if isinstance(work, Session) else work
        if not connection.in_transaction():
            raise exc.InvalidRequestError("a prepared statement needs a transaction")
        compiled = self._for(connection.dialect)
        found, written = run_straight(
            connection,
            compiled.text,
            compiled.parameters(values),
            gives_rows=compiled.gives_rows,
        )
        return compiled.read(found), written

    def _for(self, dialect: Dialect) -> _Compiled:
        kind = (dialect.name, dialect.driver, seal_of(dialect))
        compiled = self._compiled.get(kind)
        if compiled is None:
            compiled = self._compiled[kind] = _Compiled(self._statement, self._columns, dialect)
        return compiled


class _Compiled:
    """The statement's text on one database, and how values go in and come out."""

    def __init__(
        self,
        statement: Select[*tuple[Any, ...]] | Insert | Update | Delete,
        columns: tuple[str, ...],
        dialect: Dialect,
    ) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(columns))
        if compiled.prefetch:
            forgotten = ", ".join(column.name for column in compiled.prefetch)
            raise ValueError(f"columns with a default have to be named: {forgotten}")
        binds = compiled.binds
        order = compiled.positiontup if compiled.positional else binds
        self.text = compiled.string
        self._positional = compiled.positional
        self._writers = [(name, _writer(binds[name].type, dialect)) for name in order or ()]
        self._constants = {n: b.effective_value for n, b in binds.items() if not b.required}
        self._wanted = {n for n, b in binds.items() if b.required}
        given = statement.exported_columns
        self._readers = [(str(c.key), _reader(c.type, dialect)) for c in given]
        self.gives_rows = bool(self._readers)

    def parameters(self, values: Mapping[str, Any]) -> list[Any] | dict[str, Any]:
        if values.keys() != self._wanted:
            raise KeyError(*sorted(values.keys() ^ self._wanted))
        known = {**self._constants, **values}
        if self._positional:
            return [write(known[name]) for name, write in self._writers]
        return {name: write(known[name]) for name, write in self._writers}

    def read(self, found: Iterable[tuple[Any, ...]]) -> list[Any]:
        return [
            SimpleNamespace(
                **{name: read(cell) for (name, read), cell in zip(self._readers, row, strict=True)}
            )
            for row in found
        ]


def _unchanged(value: Any) -> Any:
    return value


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any]:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _unchanged


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any]:
    return kind.dialect_impl(dialect).result_processor(dialect, None) or _unchanged
