"""Many rows in one go: the driver's own `executemany`, with each column's conversion done here.

SQLAlchemy builds and checks a dictionary for each row; for a list of 100,000 people that costs
more than writing them. The conversions (ids, times, JSON) are still the ones of the column types,
so the same call serves every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

CHUNK = 2_000
_NOTHING = object()


def insert_rows(
    session: Session,
    table: Table,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    between: Callable[[int], None] | None = None,
) -> int:
    """Insert rows in the caller's transaction and return how many.

    Args:
        session: the caller's transaction.
        table: where to; columns that are not named get their constant default.
        columns: names, in the order of the values in each row.
        rows: values as the column types take them; consumed a chunk at a time.
        between: called with the rows written so far after each chunk; may raise to stop.
    """
    connection = session.connection()
    write = _writer(connection, table, columns)
    written = 0
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        write(chunk)
        written += len(chunk)
        if between is not None:
            between(written)
    return written


def _writer(
    connection: Connection, table: Table, columns: Sequence[str]
) -> Callable[[list[Sequence[Any]]], object]:
    dialect = connection.dialect
    statement = insert(table)
    compiled = statement.compile(dialect=dialect, column_keys=list(columns))
    if not compiled.positiontup:  # a driver that takes its values by name

        def by_name(chunk: list[Sequence[Any]]) -> object:
            values = [dict(zip(columns, row, strict=True)) for row in chunk]
            return connection.execute(statement, values)

        return by_name
    given = {name: place for place, name in enumerate(columns)}
    rest = [name for name in compiled.positiontup if name not in given]
    defaults = [_constant(table, name) for name in rest]
    given.update({name: place for place, name in enumerate(rest, len(columns))})
    places = [given[name] for name in compiled.positiontup]
    processors = [
        table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        for name in compiled.positiontup
    ]
    needed = [(place, convert) for place, convert in enumerate(processors) if convert]
    pick = itemgetter(*places)

    # One moment, one import, one empty list for thousands of rows: converted once.
    last: list[tuple[Any, Any]] = [(_NOTHING, None)] * len(processors)

    def converted(row: Sequence[Any]) -> tuple[Any, ...]:
        values = list(pick((*row, *defaults)))
        for place, convert in needed:
            given, made = last[place]
            value = values[place]
            if value is not given:
                made = convert(value)
                last[place] = (value, made)
            values[place] = made
        return tuple(values)

    text = str(compiled)
    return lambda chunk: connection.exec_driver_sql(text, [converted(row) for row in chunk])


def _constant(table: Table, name: str) -> Any:
    default = table.c[name].default
    if not isinstance(default, ScalarElementColumnDefault):
        raise TypeError(f"{table.name}.{name} has no constant default: name it")
    return default.arg
