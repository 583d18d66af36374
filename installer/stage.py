"""One tree that holds the whole program beside a Python: the same way for every platform.

    lib/          the locked packages, without what nobody needs (prune.py)
    app/          main.py, desktop/, resources/, guides
    licences/     the texts of all parts, and a table
    manifest.json every file with size and SHA-256

A platform's builder calls `stage`, puts its own parts beside these, and calls `seal`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from installer import licences, manifest, prune, source, wheels
from installer.console import say
from installer.release.tree import describe, stamp
from installer.target import BUILD, Target

LIBRARY, PROGRAM, LICENCES = "lib", "app", "licences"
ROOT_METADATA = BUILD / "root.json"
"""Whose updates the built program believes (`dev.py release anchor`); without it, nobody's."""


@dataclass(frozen=True)
class Staged:
    """A tree that was laid out.

    Attributes:
        tree: its top.
        target: what it is for.
        version: of the product in it.
        packages: the table of licences.
        left_out: what was pruned, the largest first.
    """

    tree: Path
    target: Target
    version: str
    packages: list[licences.Licensed]
    left_out: list[prune.Left]


def stage(target: Target, tree: Path, *, version: str | None = None) -> Staged:
    """Lay out the common tree in an empty folder; an old one there is removed first.

    Args:
        target: what it is for.
        tree: where.
        version: another version than pyproject's, to prove an upgrade with the same tree.

    Raises:
        BuildError: something is missing.
    """
    shutil.rmtree(tree, ignore_errors=True)
    tree.mkdir(parents=True)
    fetched = wheels.fetch(target)
    say(f"{len(fetched)} locked packages for {target.name}, Python {target.python}")
    wheels.unpack(fetched, tree / LIBRARY)
    left = prune.prune(tree / LIBRARY)
    source.copy_program(tree / PROGRAM)
    chosen = version or source.version()
    if chosen != source.version():
        say_version(tree / PROGRAM, chosen)
    packages = licences.collect(fetched, tree / LICENCES)
    if ROOT_METADATA.is_file():
        _believe(tree / PROGRAM, target)
    return Staged(tree, target, chosen, packages, left)


def seal(staged: Staged) -> str:
    """Write the manifest and set all times, once nothing is added any more.

    Returns:
        The hash of the tree: two builds of one commit give the same.
    """
    digest = manifest.write(staged.tree, version=staged.version, target=staged.target.name)
    manifest.set_times(staged.tree, source.epoch())
    return digest


def say_version(program: Path, version: str) -> None:
    """Let the program in a tree call itself another version."""
    file = program / "desktop" / "__init__.py"
    text = file.read_text(encoding="utf-8")
    said = text.replace(f'"{source.version()}"', f'"{version}"')
    file.write_text(said, encoding="utf-8", newline="\n")


def _believe(program: Path, target: Target) -> None:
    """Let the program say what it is and whose updates it believes, so that it can be updated."""
    release = describe(
        program,
        f"{target.name}-x86_64",
        python=target.python,
        lock=target.lock,
        notes="",
        now=datetime.fromtimestamp(source.epoch(), UTC),
    )
    stamp(program, release, ROOT_METADATA.read_bytes())


@dataclass(frozen=True)
class Part:
    """A row of the table of sizes."""

    name: str
    size: int
    files: int


def parts(tree: Path) -> list[Part]:
    """Return how large each part of a tree is, the largest first: packages one by one."""
    counted: dict[str, list[int]] = {}
    for entry in manifest.entries(tree):
        top, _, rest = entry.path.partition("/")
        name = top
        if top == LIBRARY:
            # `numpy.libs` holds what `numpy` loads: one part of the table
            name = rest.split("/")[0].removesuffix(".libs")
            name = "dist-info" if name.endswith(".dist-info") else name
        counted.setdefault(name, []).append(entry.size)
    rows = [Part(name, sum(sizes), len(sizes)) for name, sizes in counted.items()]
    return sorted(rows, key=lambda part: -part.size)
