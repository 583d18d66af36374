"""Rows of tables as JSON values and back, column by column, believed only when every one fits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from desktop.batch.signed_file import DocumentError
from desktop.models import Base
from desktop.models.base import UtcDateTime, table_of

LONGEST_TEXT: Final = 1 << 16
_LISTS: Final = frozenset({"problems"})
"""JSON columns that hold a list; all others hold an object."""


def plain(row: Any, model: type[Base], without: Collection[str] = ()) -> dict[str, Any]:
    """Return a row as JSON values, by column.

    Args:
        row: an entity of the model.
        model: the mapped class.
        without: columns that stay here.
    """
    return {
        column.name: _plain_value(getattr(row, column.name))
        for column in table_of(model).columns
        if column.name not in without
    }


def typed(
    values: Mapping[str, Any], model: type[Base], without: Collection[str] = ()
) -> dict[str, Any]:
    """Read the JSON values of a row: exactly its columns, each of its type.

    Raises:
        DocumentError: a column is missing, unknown or of another type.
    """
    columns = [one for one in table_of(model).columns if one.name not in without]
    if not isinstance(values, Mapping) or set(values) != {one.name for one in columns}:
        raise DocumentError(f"other columns than those of {table_of(model).name}")
    return {one.name: _typed_value(one, values[one.name]) for one in columns}


def _plain_value(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def _typed_value(column: Any, value: Any) -> Any:
    if value is None:
        if not column.nullable:
            raise DocumentError(f"{column.name} is empty")
        return None
    try:
        return _read(column, value)
    except ValueError as error:
        raise DocumentError(f"{column.name} is not what it should be") from error


def _read(column: Any, value: Any) -> Any:
    if isinstance(column.type, UtcDateTime):
        moment = datetime.fromisoformat(_of(str, value))
        if moment.tzinfo is None:
            raise ValueError("a naive time")
        return moment
    kind = column.type.python_type
    if kind is UUID:
        return UUID(_of(str, value))
    if kind is object:
        return _of(list if column.name in _LISTS else dict, value)
    if kind is str and (len(_of(str, value)) > LONGEST_TEXT or "\0" in value):
        raise ValueError("a text that nobody types")
    return _of(kind, value)


def _of(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"not {kind.__name__}")
    return value
