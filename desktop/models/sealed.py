"""Columns that name or describe a person: in clear in an encrypted store, sealed on a server.

A PostgreSQL server keeps its tables readable to whoever runs it. So a store on an office's server
has a seal, and these columns hold what the seal made; nothing else of a statement changes. In the
embedded store, which is encrypted whole, and at the province, they are ordinary columns.

An empty text, list or dictionary stays as it is: that something is missing may be seen. Of a
`SealedKey` may be seen which rows have the same value, because the server compares them; nothing
sealed can be sorted or searched there (see `storage/readable.py`).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from sqlalchemy import LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import JSON, TypeDecorator

MARK = "qtn1:"
"""What every sealed text begins with; the number is that of the form."""

Processor = Callable[[Any], Any]


class ValueSeal(Protocol):
    """Seals single values; every place has its own, so that none passes for another's."""

    def seal(self, place: str, plain: bytes) -> bytes:
        """Seal a value; the same one gives other bytes each time."""
        ...

    def seal_alike(self, place: str, plain: bytes) -> bytes:
        """Seal a value; the same one gives the same bytes."""
        ...

    def open(self, place: str, sealed: bytes) -> bytes:
        """Return the value.

        Raises:
            UserFacingError: another key sealed it, for another place, or it was changed.
        """
        ...


_SEALS: WeakKeyDictionary[Dialect, ValueSeal] = WeakKeyDictionary()


def put_seal(dialect: Dialect, seal: ValueSeal) -> None:
    """Seal whatever is written through an engine's dialect from now on, and open what is read."""
    _SEALS[dialect] = seal


def seal_of(dialect: Dialect) -> ValueSeal | None:
    """Return the seal of an engine's dialect; None where values stand in clear."""
    return _SEALS.get(dialect)


class SealedText(TypeDecorator[str]):
    """A text.

    Args:
        place: table and column.
    """

    impl = String
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    @property
    def python_type(self) -> Any:
        """The type of its values: that of the ordinary column."""
        return self.impl_instance.python_type

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """Return what writes a value."""
        seal = seal_of(dialect)
        if seal is None:
            return super().bind_processor(dialect)
        return lambda value: value and _written(self._sealed(seal, value.encode()))

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """Return what reads a value."""
        seal = seal_of(dialect)
        if seal is None:
            return super().result_processor(dialect, coltype)
        return lambda value: value and seal.open(self.place, _read(value)).decode()

    def _sealed(self, seal: ValueSeal, plain: bytes) -> bytes:
        return seal.seal(self.place, plain)


class SealedKey(SealedText):
    """A text that people are found by: equal ones are equal on the server too."""

    cache_ok = True

    def _sealed(self, seal: ValueSeal, plain: bytes) -> bytes:
        return seal.seal_alike(self.place, plain)


class SealedJson(TypeDecorator[Any]):
    """A list or a dictionary.

    Args:
        place: table and column.
        none_as_null: whether None is the database's own nothing.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, place: str, *, none_as_null: bool = False) -> None:
        super().__init__(none_as_null=none_as_null)
        self.place = place

    @property
    def python_type(self) -> Any:
        """The type of its values: that of the ordinary column."""
        return self.impl_instance.python_type

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """Return what writes a value."""
        seal, inner = seal_of(dialect), super().bind_processor(dialect)
        if seal is None:
            return inner

        def write(value: Any) -> Any:
            if value:
                value = _written(seal.seal(self.place, _plain_json(value)))
            return inner(value) if inner else value

        return write

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """Return what reads a value."""
        seal, inner = seal_of(dialect), super().result_processor(dialect, coltype)
        if seal is None:
            return inner

        def read(value: Any) -> Any:
            value = inner(value) if inner else value
            return json.loads(seal.open(self.place, _read(value))) if value else value

        return read


class SealedPart(TypeDecorator[str]):
    """One text inside a `SealedJson`, as a column that is selected in its place.

    Args:
        place: table and column.
        path: keys, the outermost first.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, place: str, path: tuple[str, ...]) -> None:
        super().__init__()
        self.place = place
        self.path = path

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """Return what reads a value; "" where there is none."""
        whole = SealedJson(self.place).dialect_impl(dialect).result_processor(dialect, coltype)

        def read(value: Any) -> str:
            found = whole(value) if whole else value
            for key in self.path:
                found = found.get(key) if isinstance(found, dict) else None
            return "" if found is None else str(found)

        return read


class SealedBytes(TypeDecorator[bytes]):
    """Large bytes.

    Args:
        place: table and column.
    """

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    @property
    def python_type(self) -> Any:
        """The type of its values: that of the ordinary column."""
        return self.impl_instance.python_type

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """Return what writes a value."""
        seal, inner = seal_of(dialect), super().bind_processor(dialect)
        if seal is None:
            return inner

        def write(value: Any) -> Any:
            if value is not None:
                value = seal.seal(self.place, bytes(value))
            return inner(value) if inner else value

        return write

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """Return what reads a value."""
        seal, inner = seal_of(dialect), super().result_processor(dialect, coltype)
        if seal is None:
            return inner

        def read(value: Any) -> Any:
            value = inner(value) if inner else value
            return None if value is None else seal.open(self.place, bytes(value))

        return read


def _plain_json(value: Any) -> bytes:
    # Keys stay in their order: columns of a list are shown as the file had them.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _written(sealed: bytes) -> str:
    return MARK + base64.b64encode(sealed).decode()


def _read(text: Any) -> bytes:
    """Return the sealed bytes of a text; one that nobody sealed is none, and opens nothing."""
    if not isinstance(text, str) or not text.startswith(MARK):
        return b""
    return base64.b64decode(text[len(MARK) :])
