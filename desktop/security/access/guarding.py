"""Puts the question "may they?" before every verb of opened services.

A verb that has no permission in the tables cannot be bound at all, so forgetting one is noticed
by the first start, not by the first intruder. Only the verb somebody asked for is checked: what
a service asks of another, or of itself, on the way is part of that verb.
"""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from functools import wraps
from typing import Any

from desktop.security.access.permissions import Permission
from desktop.security.access.seat import Seat

Wanted = Permission | Callable[..., Permission] | None
"""What a verb asks for: one permission, one that depends on its arguments, or nothing."""

_HINT = "name a permission in desktop/security/access/verbs.py"
_GROUPS = frozenset({"Duties", "Field", "FieldKits", "ReturnedCards", "Printing", "Shifts"})
# services that are reached through another one
_INSIDE = {"keeper": ("backups",), "review": ("samples",), "organisation": ("sheets",)}
_asked = threading.local()


def verbs_of(service: object) -> Iterator[str]:
    """Yield the names of everything that callers may ask of a service."""
    for name, _ in inspect.getmembers(type(service), callable):
        if not name.startswith("_"):
            yield name


_DEVICES = frozenset({"make_camera", "printer", "drives"})
PLUMBING = _DEVICES | {"profile", "info", "clock", "own", "store", "data", "presence"}
"""Fields of opened services that are no services: what they stand on."""


def services_of(opened: Any) -> Iterator[tuple[str, object]]:
    """Yield every service of opened services under its name; groups give `group.service`."""
    for field in fields(opened):
        part = getattr(opened, field.name)
        if field.name in PLUMBING:
            continue
        if type(part).__name__ in _GROUPS:
            yield from (
                (f"{field.name}.{one.name}", getattr(part, one.name)) for one in fields(part)
            )
        else:
            yield field.name, part
            for inner in _INSIDE.get(field.name, ()):
                if hasattr(part, inner):  # a desk has a review of its own, without samples
                    yield f"{field.name}.{inner}", getattr(part, inner)


def guard_all(opened: Any, table: Mapping[str, Mapping[str, Wanted]], seat: Seat) -> None:
    """Bind every verb of every service to the seat.

    Raises:
        LookupError: a service or a verb has no permission (a defect of ours).
    """
    found = dict(services_of(opened))
    if found.keys() != table.keys():
        raise LookupError(f"{_HINT}: services {sorted(found.keys() ^ table.keys())}")
    for name, service in found.items():
        guard(name, service, table[name], seat)


def guard(name: str, service: object, wanted: Mapping[str, Wanted], seat: Seat) -> None:
    """Bind every verb of one service to the seat.

    Args:
        name: its field.
        service: the service.
        wanted: what each verb asks for.
        seat: who is asked.

    Raises:
        LookupError: the table lacks a verb, or names one that is not there (a defect of ours).
    """
    verbs = set(verbs_of(service))
    if verbs != set(wanted):
        raise LookupError(f"{_HINT}: verbs of {name}: {sorted(verbs ^ set(wanted))}")
    for verb, permission in wanted.items():
        if permission is not None:
            bound = _Bound(f"{name}.{verb}", permission, seat)
            setattr(service, verb, bound.around(getattr(service, verb)))


@contextmanager
def as_the_program() -> Iterator[None]:
    """Work in this thread as the program itself, whoever sits at the counter; for daily chores."""
    before = getattr(_asked, "inside", False)
    _asked.inside = True
    try:
        yield
    finally:
        _asked.inside = before


class _Bound:
    """A verb of an opened service and whom it asks."""

    def __init__(self, name: str, wanted: Wanted, seat: Seat) -> None:
        self._name, self._wanted, self._seat = name, wanted, seat

    def around(self, verb: Callable[..., Any]) -> Callable[..., Any]:
        """Return the verb with the question before it."""

        @wraps(verb)
        def ask(*args: Any, **kwargs: Any) -> Any:
            if not getattr(_asked, "inside", False):
                self._ask(args, kwargs)
            with as_the_program():
                return verb(*args, **kwargs)

        return ask

    def _ask(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        wanted = self._wanted
        if wanted is not None:
            needed = wanted if isinstance(wanted, Permission) else wanted(*args, **kwargs)
            self._seat.require(needed, self._name)
