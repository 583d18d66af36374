"""Which tests open a store, and on which engines: read from the code of the tests themselves.

A test opens a store when it, one of its fixtures, or a helper that one of them calls, calls an
opener. It runs on both engines when one of its fixtures asks for `engine_name` or has parameters of
its own for the server, and on the server when one asks for the server's.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

OPENERS = frozenset(
    {
        "create_counter",
        "create_desk",
        "create_profile",
        "create_role_profile",
        "make_counter",
        "make_engine",
        "open_services",
        "open_store",
    }
)
ON_A_SERVER = frozenset({"postgres_server", "postgres_store"})
EITHER = "engine_name"

Found = tuple["Module", ast.FunctionDef | ast.ClassDef | None]


class Module:
    """One file of tests, parsed.

    Args:
        path: the file.
        root: the folder that is the package `tests`.
    """

    def __init__(self, path: Path, root: Path) -> None:
        self.path, self.root = path, root
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.defined: dict[str, ast.FunctionDef | ast.ClassDef] = {}
        self.imported: dict[str, tuple[str, str]] = {}
        self._fixtures: dict[str, Found | None] = {}
        for node in self.tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                self.defined[node.name] = node
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
                for one in node.names:
                    self.imported[one.asname or one.name] = (str(node.module), one.name)

    def named(self, name: str) -> Found | None:
        """Return what a name means here: a function or class of the tests, or a module of them."""
        if name in self.defined:
            return self, self.defined[name]
        if name not in self.imported:
            return None
        package, what = self.imported[name]
        whole = _dotted(f"{package}.{what}", self.root)
        if whole is not None:
            return whole, None
        part = _dotted(package, self.root)
        return part.named(what) if part is not None else None

    def fixture(self, name: str) -> Found | None:
        """Return the fixture that a test of this file gets under a name."""
        if name not in self._fixtures:
            self._fixtures[name] = self._sought(name)
        return self._fixtures[name]

    def _sought(self, name: str) -> Found | None:
        folder = self.path.parent
        while True:
            for place in (self.path, folder / "conftest.py"):
                found = module(place, self.root).named(name) if place.exists() else None
                if found is not None and found[1] is not None and is_fixture(found[1]):
                    return found
            if folder == self.root:
                return None
            folder = folder.parent

    def tests(self) -> Iterator[ast.FunctionDef]:
        """Give the tests of this file."""
        classes = [node for node in self.tree.body if isinstance(node, ast.ClassDef)]
        for node in (*self.tree.body, *(inner for one in classes for inner in one.body)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield node


@cache
def module(path: Path, root: Path) -> Module:
    """Return a file of tests, parsed once."""
    return Module(path, root)


def _dotted(name: str, root: Path) -> Module | None:
    file = root.joinpath(*name.split(".")[1:]).with_suffix(".py")
    return module(file, root) if file.is_file() else None


@cache
def is_fixture(node: ast.AST) -> bool:
    """Whether a function is a fixture."""
    return isinstance(node, ast.FunctionDef) and any(
        "fixture" in ast.unparse(one) for one in node.decorator_list
    )


class Names(NamedTuple):
    """What is named in a function, whatever it means."""

    alone: frozenset[str]
    after_a_dot: frozenset[tuple[str, str]]
    openers: frozenset[str]
    asked_for: frozenset[str]


@cache
def names_in(node: ast.AST) -> Names:
    """Return what a function or class names."""
    alone, dotted, openers, asked = set(), set(), set(), set()
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            alone.add(one.id)
        elif isinstance(one, ast.Attribute):
            openers.add(one.attr)
            if isinstance(one.value, ast.Name):
                dotted.add((one.value.id, one.attr))
        elif isinstance(one, ast.Constant) and one.value in ON_A_SERVER:
            asked.add(str(one.value))
    if not is_fixture(node) and not getattr(node, "name", "").startswith("test_"):
        asked.clear()  # a helper asks for what its fixture wants
    elif isinstance(node, ast.FunctionDef):
        asked |= {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
    return Names(
        frozenset(alone),
        frozenset(dotted),
        frozenset((alone | openers) & OPENERS),
        frozenset(asked),
    )


def reached(home: Module, test: ast.FunctionDef) -> set[str]:
    """Return which openers and which fixtures of the engines a test reaches."""
    hits: set[str] = set()
    seen: set[ast.AST] = set()
    waiting: list[tuple[Module, ast.AST]] = [(home, test)]
    while waiting:
        at, node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        named = names_in(node)
        hits |= named.openers | named.asked_for & {EITHER, *ON_A_SERVER}
        waiting += _found(home.fixture(name) for name in named.asked_for)
        helpers = _found(at.named(name) for name in named.alone)
        waiting += [one for one in helpers if not is_fixture(one[1])]
        for base, name in named.after_a_dot:
            inside = at.named(base)
            if inside is not None and inside[1] is None and name in inside[0].defined:
                waiting.append((inside[0], inside[0].defined[name]))
    return hits


def _found(some: Iterable[Found | None]) -> list[tuple[Module, ast.AST]]:
    return [(one[0], one[1]) for one in some if one is not None and one[1] is not None]


def only_on_the_file(root: Path, without: Collection[str] = ()) -> dict[str, list[str]]:
    """Return the tests that open a counter's own file and run on no server, by file.

    Args:
        root: the folder that is the package `tests`.
        without: folders in it that are not looked at.
    """
    alone: dict[str, list[str]] = {}
    for path in sorted(root.rglob("test_*.py")):
        if path.relative_to(root).parts[0] in without:
            continue
        home = module(path, root)
        for test in home.tests():
            hits = reached(home, test)
            if hits & OPENERS and not hits & {EITHER, *ON_A_SERVER}:
                alone.setdefault(path.relative_to(root).as_posix(), []).append(test.name)
    return alone
