"""Where the program lies, and which of its versions is started.

ROOT/app/                     the version that the installer brought
ROOT/versions/0.2.0/          a version from a stick, whole in itself
ROOT/versions/current.json    which of them is started; absent: the installer's

A version's folder has `main.py`, `desktop/`, `resources/`, `release.json` (what it is),
`root.json` (whose updates it believes) and, where its packages changed, `lib/`. A copy of the
sources has no `release.json`: it is not installed, and not updated this way.
"""

from __future__ import annotations

import json
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop.updates import errors
from desktop.updates.views import Release

RELEASE, ANCHOR, VERSIONS, POINTER = "release.json", "root.json", "versions", "current.json"
_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
_SYSTEMS = {"win32": "windows"}
PLATFORMS = ("windows-x86_64", "linux-x86_64")
"""What releases are made for."""


def this_platform() -> str:
    """Return what releases for this machine are called."""
    machine = platform.machine().lower()
    return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{_MACHINES.get(machine, machine)}"


def this_python() -> str:
    """Return the interpreter that packages must have been built for."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def read_release(folder: Path) -> Release | None:
    """Return what the version in a folder says of itself; None when it says nothing readable."""
    try:
        return Release.of_json(json.loads((folder / RELEASE).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True)
class Place:
    """The folder of the version that runs; making one touches no disk.

    Attributes:
        home: has `main.py` and `desktop/`.
    """

    home: Path

    @classmethod
    def of_this_program(cls) -> Place:
        """Return where this very code lies."""
        return cls(Path(__file__).resolve().parents[2])

    @property
    def root(self) -> Path:
        """The folder of the installation."""
        above = self.home.parent
        return above.parent if above.name == VERSIONS else above

    @property
    def versions(self) -> Path:
        """Where versions from sticks lie."""
        return self.root / VERSIONS

    @property
    def pointer(self) -> Path:
        """Says which version is started."""
        return self.versions / POINTER

    def release(self) -> Release | None:
        """Return what runs; None in a copy of the sources."""
        return read_release(self.home)

    def anchor(self) -> bytes:
        """Return the metadata of the root keys that this program believes.

        Raises:
            UpdateError: it has none.
        """
        try:
            return (self.home / ANCHOR).read_bytes()
        except OSError as error:
            raise errors.no_keys() from error
