"""What a verb of a service reaches: followed through the real objects, call by call.

Not every call can be resolved by looking (a method of something that was handed in), so a method
name that no resolved object has is looked for in the classes that the verb makes on its way.
"""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

_OWN = "desktop."


@functools.cache
def _tree(function: FunctionType) -> ast.AST:
    try:
        source = inspect.getsource(function)
    except OSError:  # made by a decorator, as the beginning of a dataclass
        source = ""
    return ast.parse(textwrap.dedent(source))


def _plain(thing: Any) -> Any:
    """Return the function beneath wrappers, bound methods, partials and properties."""
    while True:
        if isinstance(thing, functools.partial):
            thing = thing.func
        elif isinstance(thing, property):
            thing = thing.fget
        elif inspect.ismethod(thing):
            thing = thing.__func__
        elif hasattr(thing, "__wrapped__"):
            thing = thing.__wrapped__
        else:
            return thing


class Reach:
    """Everything that a verb may call.

    Args:
        service: the object it is asked of.
        verb: its name.
    """

    def __init__(self, service: object, verb: str) -> None:
        self.functions: set[FunctionType] = set()
        self.methods: set[str] = set()
        self._made: set[type] = set()
        self._open: set[str] = set()
        self._follow(_plain(inspect.getattr_static(type(service), verb)), service)
        self._retry()

    def calls(self, target: FunctionType) -> bool:
        """Whether a function is reached."""
        return _plain(target) in self.functions

    @property
    def opens_for_writing(self) -> bool:
        """Whether a unit of work is opened for writing: `with ….write() as session`."""
        return any(
            isinstance(item.context_expr, ast.Call)
            and isinstance(item.context_expr.func, ast.Attribute)
            and item.context_expr.func.attr == "write"
            and item.optional_vars is not None
            for function in self.functions
            for node in ast.walk(_tree(function))
            if isinstance(node, ast.With)
            for item in node.items
        )

    def _follow(self, thing: Any, owner: object | None = None) -> None:
        if isinstance(thing, staticmethod | classmethod):
            thing = thing.__func__
        thing = _plain(thing)
        if isinstance(thing, type):
            self._make(thing)
            return
        if not isinstance(thing, FunctionType) or thing in self.functions:
            return
        if not (thing.__module__ or "").startswith(_OWN):
            return
        self.functions.add(thing)
        for node in ast.walk(_tree(thing)):
            if isinstance(node, ast.Attribute):
                self._attribute(node, thing, owner)
            elif isinstance(node, ast.Name):
                self._follow(thing.__globals__.get(node.id))

    def _make(self, made: type) -> None:
        if made in self._made or not made.__module__.startswith(_OWN):
            return
        self._made.add(made)
        for name in ("__init__", "__post_init__", "__enter__", "__exit__"):
            if name in vars(made):
                self._follow(vars(made)[name])

    def _attribute(self, node: ast.Attribute, inside: FunctionType, owner: object | None) -> None:
        self.methods.add(node.attr)
        base = _value(node.value, inside, owner)
        if isinstance(base, ModuleType | type):
            self._follow(getattr(base, node.attr, None))
        elif base is not None:
            found = inspect.getattr_static(type(base), node.attr, None)
            if found is not None:
                self._follow(found, base)
        else:
            self._open.add(node.attr)

    def _retry(self) -> None:
        """Look for unresolved methods in what was made on the way, until nothing is new."""
        before = -1
        while len(self.functions) != before:
            before = len(self.functions)
            for made in tuple(self._made):
                for name in tuple(self._open):
                    if callable(found := inspect.getattr_static(made, name, None)):
                        self._follow(found)


def _value(node: ast.AST, inside: FunctionType, owner: object | None) -> Any:
    """Return the object that an expression stands for, None when looking does not tell."""
    if isinstance(node, ast.Name):
        return owner if node.id == "self" else inside.__globals__.get(node.id)
    if isinstance(node, ast.Attribute):
        base = _value(node.value, inside, owner)
        return None if base is None else getattr(base, node.attr, None)
    return None


def verbs(opened: Any, services: Callable[[Any], Iterator[tuple[str, object]]]) -> Iterator[Any]:
    """Yield (service.verb, service, verb) of everything that can be asked of opened services."""
    for name, service in services(opened):
        for verb, _ in inspect.getmembers(type(service), callable):
            if not verb.startswith("_"):
                yield f"{name}.{verb}", service, verb
