"""NumPy as Wine can run it: only for the smoke test, never part of an installer."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from installer import wheels
from installer.console import BuildError
from installer.target import BUILD, WINDOWS

LOCK = Path(__file__).resolve().parent / "wine-numpy.txt"


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
    for name in ("numpy", "numpy.libs"):
        shutil.rmtree(library / name, ignore_errors=True)
    wheels.unpack(found, library)
