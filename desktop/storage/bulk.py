"""Many rows in one go: the driver's own `executemany`, with each column's conversion done here.

SQLAlchemy builds and checks a dictionary for each row; for a list of 100,000 people that costs
more than writing them. The conversions (ids, times, JSON) are still the ones of the column types,
so the same call serves every engine. Who has columns gives blocks of columns: a value that all rows
share is then converted once and never copied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

CHUNK = 2_000
ROOM = 64 << 20
"""Bytes of pages that a long list may keep decrypted until it is written."""
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Same:
    """One value for every row of a block."""

    value: Any


Block = Mapping[str, Sequence[Any] | Same]
"""Column -> its values for some rows, as the column types take them; all of one length."""


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

    Raises:
        ValueError: a row has more or fewer values than there are columns.
    """
    remaining = iter(rows)

    def blocks() -> Iterator[Block]:
        while chunk := list(islice(remaining, CHUNK)):
            yield dict(zip(columns, zip(*chunk, strict=True), strict=True))

    return insert_blocks(session, table, columns, blocks(), between=between)


def insert_blocks(
    session: Session,
    table: Table,
    columns: Sequence[str],
    blocks: Iterable[Block],
    *,
    between: Callable[[int], None] | None = None,
) -> int:
    """Insert rows that are given a column at a time; else like `insert_rows`.

    Args:
        session: the caller's transaction.
        table: where to; columns that are not named get their constant default.
        columns: the names that every block has.
        blocks: some rows each, best about `CHUNK`; consumed one by one.
        between: called with the rows written so far after each block; may raise to stop.

    Raises:
        ValueError: the columns of a block differ in length, or nothing tells its length.
    """
    connection = session.connection()
    write = _writer(connection, table, columns)
    written = 0
    with ExitStack() as after:
        for place, block in enumerate(blocks):
            if place == 1:
                after.enter_context(with_room(connection))
            written += write(block)
            if between is not None:
                between(written)
    return written


@contextmanager
def with_room(connection: Connection, size: int = ROOM) -> Iterator[None]:
    """Keep the pages of a long list in memory: else they are encrypted and read back many times.

    Args:
        connection: in a transaction; a server minds its own memory, so nothing changes there.
        size: bytes that may be kept.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{size // 1024}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(before)}")


def _writer(connection: Connection, table: Table, columns: Sequence[str]) -> Callable[[Block], int]:
    """Return what writes a block and says how many rows it had."""
    dialect = connection.dialect
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    names = compiled.positiontup or list(compiled.binds)
    defaults = {name: Same(_constant(table, name)) for name in names if name not in columns}
    converters = [
        table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    ]
    each = list(zip(names, converters, strict=True))
    text = str(compiled)

    def in_places(block: Block) -> int:
        given = {**defaults, **block}
        rows = _rows_of(
            [_converted(given[name], convert) if convert else given[name] for name, convert in each]
        )
        connection.exec_driver_sql(text, rows)
        return len(rows)

    def by_name(block: Block) -> int:
        # Value by value: on a server, what is sealed twice must not look alike there.
        given = {**defaults, **block}
        rows = [
            {
                name: convert(value) if convert else value
                for (name, convert), value in zip(each, row, strict=True)
            }
            for row in _rows_of([given[name] for name in names])
        ]
        connection.exec_driver_sql(text, rows)
        return len(rows)

    return in_places if compiled.positiontup else by_name


def _rows_of(columns: Sequence[Sequence[Any] | Same]) -> list[tuple[Any, ...]]:
    lengths = {len(values) for values in columns if not isinstance(values, Same)}
    if len(lengths) != 1:
        raise ValueError(f"the columns of a block have one length, not {sorted(lengths)}")
    each = [repeat(one.value) if isinstance(one, Same) else one for one in columns]
    # `strict` would run on: a shared value repeats without end.
    return list(zip(*each, strict=False))


def _converted(values: Sequence[Any] | Same, convert: Callable[[Any], Any]) -> Sequence[Any] | Same:
    """Convert a column; one import, one empty list for thousands in a row: converted once."""
    if isinstance(values, Same):
        return Same(convert(values.value))
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
