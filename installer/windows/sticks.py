"""USB drives with a newer version for a proof: one signed by whom the program believes, one not."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from installer.release import keys
from installer.release.repository import Repository
from installer.release.tree import describe, pack, stamp
from installer.stage import say_version
from installer.target import WINDOWS

NEWER = "9.0.0"
"""Version on both sticks: the installed tree, calling itself newer."""
OURS, OTHERS = "stick-ours", "stick-others"
_PLATFORM = "windows-x86_64"
_PASSPHRASE = b"only for one proof"


def make_sticks(program: Path, folder: Path) -> None:
    """Let an installed program believe new keys, and make both sticks; the keys are thrown away.

    Args:
        program: the `app` folder of the installed tree.
        folder: gets the sticks; older ones are removed.

    Raises:
        OSError: a folder cannot be written.
    """
    with tempfile.TemporaryDirectory() as scratch:
        newer = Path(scratch) / "newer"
        shutil.copytree(program, newer, ignore=shutil.ignore_patterns("__pycache__"))
        say_version(newer, NEWER)
        _release(newer, Path(scratch) / "others", folder / OTHERS)
        anchor = _release(newer, Path(scratch) / "ours", folder / OURS)
        now = datetime.now(UTC)
        running = describe(
            program, _PLATFORM, python=WINDOWS.python, lock=WINDOWS.lock, notes="", now=now
        )
        stamp(program, running, anchor)


def _release(tree: Path, workshop: Path, stick: Path) -> bytes:
    """Release a tree with keys of its own onto a stick; return what a program believes."""
    keys.make(workshop / "keys", _PASSPHRASE)
    signers, now = keys.load([workshop / "keys"], [_PASSPHRASE]), datetime.now(UTC)
    repository = Repository(workshop / "repository", signers, now)
    repository.begin()
    release = describe(
        tree, _PLATFORM, python=WINDOWS.python, lock=WINDOWS.lock, notes="Bản thử", now=now
    )
    archive = workshop / "qtn.zip"
    pack(tree, release, repository.anchor(), archive)
    repository.add(archive, release)
    shutil.rmtree(stick, ignore_errors=True)
    repository.put(stick)
    return repository.anchor()
