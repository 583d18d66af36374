"""What of this repository goes into a tree, and the moment that a build pretends to happen."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from functools import cache
from pathlib import Path, PurePosixPath

from installer.console import BuildError
from installer.target import ROOT

SHIPPED = ("main.py", "LICENSE", "CHANGELOG.md", "desktop", "resources", "docs/huong-dan")
"""Files and folders of the program itself; whatever else is tracked stays here."""

LEFT_OUT = {
    "resources/fonts/build.py": "makes the subset fonts; the fonts themselves are shipped",
    "resources/reference/make_units.py": "makes the tables; the tables themselves are shipped",
    "resources/translations/refresh.py": "makes the catalogues; those are shipped compiled",
    "resources/translations/en/LC_MESSAGES/qtn.po": "source of the compiled catalogue beside it",
    "desktop/storage/new_revision.py": "writes schema revisions; for developers",
}
"""Tracked files inside those folders that nobody needs who only runs the program."""


@cache
def version() -> str:
    """Return the version of the product, as pyproject.toml has it."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def epoch() -> int:
    """Return the time all files of a build get: SOURCE_DATE_EPOCH, else that of the last commit.

    Raises:
        BuildError: this is no git checkout and no time is given.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    return int(_git("log", "-1", "--format=%ct").strip())


def shipped_files() -> list[PurePosixPath]:
    """Return the tracked files that make the program, sorted.

    What git does not track cannot get into a package, so nothing private that lies about can.
    """
    listed = _git("ls-files", "-z", "--", *SHIPPED).split("\0")
    return sorted(PurePosixPath(name) for name in listed if name and name not in LEFT_OUT)


def copy_program(into: Path) -> None:
    """Copy the program's files into a folder, as they lie in the work tree."""
    for name in shipped_files():
        place = into / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, place)


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        raise BuildError(
            "A build needs a git checkout: it ships tracked files only, dated by the last commit."
        ) from error
    return done.stdout
