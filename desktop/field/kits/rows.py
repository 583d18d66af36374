"""Rows of tables as JSON values and back, column by column, believed only when every one fits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from functools import lru_cache
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
    values: Mapping[str, Any], model: type[Base], without: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Read the JSON values of a row: exactly its columns, each of its type.

    Raises:
        DocumentError: a column is missing, unknown or of another type.
    """
    readers = _readers(model, without)
    if not isinstance(values, Mapping) or values.keys() != readers.keys():
        raise DocumentError(f"other columns than those of {table_of(model).name}")
    try:
        return {name: read(values[name]) for name, read in readers.items()}
    except ValueError as error:
        raise DocumentError(str(error)) from error


def _plain_value(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


@lru_cache(maxsize=32)
def _readers(model: type[Base], without: tuple[str, ...]) -> dict[str, Callable[[Any], Any]]:
    """Return for each column what reads its value, or raises ValueError."""
    return {
        one.name: _or_empty(one.name, _reader(one), may_be_empty=bool(one.nullable))
        for one in table_of(model).columns
        if one.name not in without
    }


def _or_empty(name: str, read: Callable[[Any], Any], *, may_be_empty: bool) -> Callable[[Any], Any]:
    def value_of(value: Any) -> Any:
        if value is not None:
            try:
                return read(value)
            except ValueError as error:
                raise ValueError(f"{name} is not what it should be") from error
        if not may_be_empty:
            raise ValueError(f"{name} is empty")
        return None

    return value_of


def _reader(column: Any) -> Callable[[Any], Any]:
    if isinstance(column.type, UtcDateTime):
        return _moment
    kind = column.type.python_type
    if kind is UUID:
        return lambda value: UUID(_of(str, value))
    if kind is object:
        shape = list if column.name in _LISTS else dict
        return lambda value: _of(shape, value)
    return _text if kind is str else lambda value: _of(kind, value)


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_of(str, value))
    if moment.tzinfo is None:
        raise ValueError("a naive time")
    return moment


def _text(value: Any) -> str:
    text: str = _of(str, value)
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise ValueError("a text that nobody types")
    return text


def _of(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(f"not {kind.__name__}")
    return value
