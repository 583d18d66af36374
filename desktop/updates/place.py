"""Where the program lies, which versions of it are there, and which one is started next.

The layout, and how a version is chosen at the start: `common/chosen_version.py`.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.common.chosen_version import (
    ANCHOR,
    APP,
    CHOICE,
    POINTER,
    RELEASE,
    STARTER,
    VERSIONS,
    pointed_at,
)
from desktop.common.files import translated, write_whole
from desktop.common.work import Work
from desktop.storage.turns import alone_at
from desktop.updates import errors, rules
from desktop.updates.archive import unpack
from desktop.updates.views import Release

_MACHINES = {"amd64": "x86_64", "arm64": "aarch64"}
_SYSTEMS = {"win32": "windows"}
PLATFORMS = ("windows-x86_64", "linux-x86_64")
"""What releases are made for."""
INSTALLER = "installer"
"""Chooses the version in `app/`, whatever the pointer says."""
_LOCK, _INCOMING = "update.lock", ".incoming.zip"


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
    def incoming(self) -> Path:
        """Where an archive is copied to before it is unpacked."""
        return self.versions / _INCOMING

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

    def has_anchor(self) -> bool:
        """Whether this program knows whose updates it believes."""
        return (self.home / ANCHOR).is_file()

    def schema_of(self, version: str) -> str:
        """Return the schema of an installed version.

        Raises:
            UpdateError: it is not there.
        """
        brought = read_release(self.root / APP)
        found = brought if brought and brought.version == version else None
        found = found or read_release(self._folder(version))
        if found is None:
            raise errors.nothing_before()
        return found.schema

    def back(self) -> str:
        """Return the version before the one that runs; empty when there is none to go back to."""
        running, brought = self.release(), read_release(self.root / APP)
        if running is None or brought is None:
            return ""
        before = str(self._pointer().get("before", ""))
        there = before and read_release(self._folder(before)) is not None
        found = before if there else brought.version
        return found if rules.is_newer(running.version, found) else ""

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other program from changing what is installed.

        Raises:
            UpdateError: this account may not write here, or another program is at it.
        """
        try:
            self.versions.mkdir(exist_ok=True)
            with alone_at(self.versions / _LOCK) as is_ours:
                if not is_ours:
                    raise errors.at_work()
                yield
        except PermissionError as error:
            raise errors.not_writable(self.root) from error

    def tidy(self) -> None:
        """Remove what an interrupted update left; nothing of it was ever started."""
        self.incoming.unlink(missing_ok=True)
        for left in self.versions.glob(".*.part"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def lay(self, version: str, work: Work) -> None:
        """Unpack the proved archive beside the others; from its last rename on it is whole.

        Raises:
            UpdateError: the archive is damaged.
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
            CancelledError: the work was stopped; nothing is left of it.
        """
        part, folder = self.versions / f".{version}.part", self._folder(version)
        try:
            unpack(self.incoming, part, work)
            if folder.exists():
                shutil.rmtree(folder)  # laid by an update that got no further; never started
            part.rename(folder)
        except OSError as error:
            raise translated(error, self.versions) from error
        finally:
            shutil.rmtree(part, ignore_errors=True)
            with suppress(OSError):
                self.incoming.unlink()

    def point_at(self, version: str, before: str) -> None:
        """Let the next start take a version; the one rename that makes an update happen.

        Args:
            version: the one to start.
            before: the one to go back to.

        Raises:
            DiskFullError: there is no room; the pointer is as it was.
            InputFileError: the pointer cannot be written; it is as it was.
        """
        brought = read_release(self.root / APP)
        number = brought.version if brought else ""
        pointer = {
            "version": version if version != number else "",
            "installer": number,
            "before": before,
        }
        write_whole(self.versions / POINTER, json.dumps(pointer, indent=2).encode())

    def clear(self, *kept: str) -> None:
        """Remove versions that nobody goes back to."""
        for folder in self.versions.iterdir():
            if folder.is_dir() and folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def next_start(self) -> str:
        """Return the version that the next start takes."""
        brought = read_release(self.root / APP)
        return pointed_at(self.root / APP) or (brought.version if brought else "")

    def command(self, version: str) -> tuple[list[str], dict[str, str]]:
        """Return how an installed version is started: the command so far, and its environment."""
        brought = read_release(self.root / APP)
        wanted = INSTALLER if brought and brought.version == version else version
        start = [sys.executable]  # a launcher of our own starts the program by itself
        if Path(sys.executable).stem.lower().startswith("python"):
            own = self.root / STARTER
            script = own if own.is_file() else self.root / APP / "main.py"
            apart = ["-I", "-S"] if sys.flags.isolated else []
            start += [*apart, "-X", "utf8", str(script)]
        return start, {**os.environ, CHOICE: wanted}

    def _folder(self, version: str) -> Path:
        return self.versions / version

    def _pointer(self) -> dict[str, object]:
        try:
            found = json.loads((self.versions / POINTER).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}
