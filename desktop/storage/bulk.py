"""Many rows in one go: the driver's own `executemany`, with each column's conversion done here.

SQLAlchemy builds and checks a dictionary for each row; for a list of 100,000 people that costs
more than writing them. The conversions (ids, times, JSON) are still the ones of the column types,
so the same call serves every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

CHUNK = 2_000
_ROOM_KIB = 64 * 1024
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
    with ExitStack() as after:
        while chunk := list(islice(remaining, CHUNK)):
            if written == CHUNK and connection.dialect.name == "sqlite":
                after.enter_context(_with_room(connection))
            write(chunk)
            written += len(chunk)
            if between is not None:
                between(written)
    return written


@contextmanager
def _with_room(connection: Connection) -> Iterator[None]:
    """Keep the pages of a long list in memory: else they are encrypted and read back many times."""
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(before)}")


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
    pick = itemgetter(*[given[name] for name in compiled.positiontup])
    converters = [
        table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        for name in compiled.positiontup
    ]
    text = str(compiled)

    def in_places(chunk: list[Sequence[Any]]) -> object:
        rows = [pick((*row, *defaults)) for row in chunk]
        columns = [
            _converted(values, convert) if convert else values
            for values, convert in zip(zip(*rows, strict=True), converters, strict=True)
        ]
        return connection.exec_driver_sql(text, list(zip(*columns, strict=True)))

    return in_places


def _converted(values: Sequence[Any], convert: Callable[[Any], Any]) -> list[Any]:
    """Convert a column; one moment, one import, one empty list for thousands: converted once."""
    found = []
    last, made = _NOTHING, None
    for value in values:
        if value is not last:
            last, made = value, convert(value)
        found.append(made)
    return found


def _constant(table: Table, name: str) -> Any:
    default = table.c[name].default
    if not isinstance(default, ScalarElementColumnDefault):
        raise TypeError(f"{table.name}.{name} has no constant default: name it")
    return default.arg
