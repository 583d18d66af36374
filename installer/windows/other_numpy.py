"""NumPy as Wine can run it: only for a window and the smoke test, never part of an installer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer import wheels
from installer.console import BuildError
from installer.target import BUILD, WINDOWS

LOCK = Path(__file__).resolve().parent / "wine-numpy.txt"
_PARTS = ("numpy", "numpy.libs")


def exchange_numpy(library: Path) -> None:
    """Put the pinned NumPy into the place of the one of an installed copy.

    Raises:
        BuildError: it could not be fetched.
    """
    folder = BUILD / "wheels" / "wine"
    folder.mkdir(parents=True, exist_ok=True)
    locked = wheels.read_lock(LOCK)
    found, lacking = wheels.kept(folder, locked)
    if lacking:
        command = [
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--no-deps", "--require-hashes", "--only-binary", ":all:", "--platform", "win_amd64"),
            *("--python-version", WINDOWS.python, "--dest", str(folder), "-r", str(LOCK)),
        ]
        subprocess.run(command, check=False)
        found, lacking = wheels.kept(folder, locked)
    if lacking:
        raise BuildError("pip could not fetch the NumPy for Wine; see its message above.")
    for name in _PARTS:
        shutil.rmtree(library / name, ignore_errors=True)
    wheels.unpack(found, library)


@contextmanager
def borrowed_numpy(library: Path) -> Iterator[None]:
    """Have the pinned NumPy in an installed copy during a block; then its own is back.

    A window prepares searching as soon as it stands, which ends the whole program under Wine.

    Raises:
        BuildError: it could not be fetched.
    """
    aside = library.parent.parent / "numpy-aside"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    before = set(library.iterdir())
    for name in _PARTS:
        (library / name).rename(aside / name)
    try:
        exchange_numpy(library)
        yield
    finally:
        for name in _PARTS:
            shutil.rmtree(library / name, ignore_errors=True)
            (aside / name).rename(library / name)
        for path in set(library.iterdir()) - before:  # licences and the like
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        aside.rmdir()
