"""From a lock to a folder of packages: fetched with hashes, unpacked without running anything."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from installer.console import BuildError
from installer.target import Target

_PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:(?P<digest>[0-9a-f]{64})")
_INTO_LIBRARY = frozenset({"purelib", "platlib"})
"""The parts of a wheel's `.data` folder that belong on the import path."""


@dataclass(frozen=True)
class Locked:
    """One package of the lock.

    Attributes:
        name: normalised, with hyphens.
        version: the pinned version.
        hashes: SHA-256 of every file that may be taken.
    """

    name: str
    version: str
    hashes: frozenset[str]


@dataclass(frozen=True)
class Wheel:
    """A fetched wheel that is what the lock says."""

    package: Locked
    file: Path

    @property
    def names(self) -> list[str]:
        """The files inside, sorted."""
        with zipfile.ZipFile(self.file) as archive:
            return sorted(name for name in archive.namelist() if not name.endswith("/"))


def normal_name(name: str) -> str:
    """Return a package name as PyPA compares them: lower case, runs of -_. as one hyphen."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(file: Path) -> list[Locked]:
    """Return the packages of a lock.

    Raises:
        BuildError: a line is not pinned, or a package has no hash.
    """
    found: list[Locked] = []
    text = file.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        words = line.split("#", 1)[0].strip()
        if not words:
            continue
        pinned = _PINNED.match(words)
        hashes = frozenset(match["digest"] for match in _HASH.finditer(words))
        if pinned is None or not hashes:
            raise BuildError(f"{file.name}: no version or no hash in {words!r}")
        found.append(Locked(normal_name(pinned["name"]), pinned["version"], hashes))
    return found


def fetch(target: Target) -> list[Wheel]:
    """Return the wheels of a target's lock, from the kept ones or from the package index.

    Raises:
        BuildError: something could not be fetched.
    """
    folder = target.wheels
    folder.mkdir(parents=True, exist_ok=True)
    locked = read_lock(target.lock)
    wheels, lacking = kept(folder, locked)
    if lacking:
        _download(target, folder)
        wheels, lacking = kept(folder, locked)
    if lacking:
        raise BuildError("No wheel for " + ", ".join(one.name for one in lacking))
    return wheels


def kept(folder: Path, locked: list[Locked]) -> tuple[list[Wheel], list[Locked]]:
    """Return the wheels in a folder that the lock names by their hash, and what is not there.

    Whatever else lies there (older versions, half a download) is passed over.
    """
    there: dict[str, Path] = {}
    for file in sorted(folder.glob("*.whl")):
        with file.open("rb") as stream:
            there[hashlib.file_digest(stream, "sha256").hexdigest()] = file
    wheels, lacking = [], []
    for package in locked:
        files = sorted(there[digest] for digest in package.hashes & there.keys())
        if files:
            wheels.append(Wheel(package, files[0]))
        else:
            lacking.append(package)
    return wheels, lacking


def _download(target: Target, folder: Path) -> None:
    """Let pip fetch what fits; it checks every hash itself."""
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--require-hashes", "--only-binary", ":all:"),
        *("--python-version", target.python, "--implementation", "cp"),
    ]
    for platform in target.platforms:
        command += ["--platform", platform]
    command += ["--dest", str(folder), "--requirement", str(target.lock)]
    if subprocess.run(command, check=False).returncode:
        raise BuildError("pip could not fetch the locked wheels; see its message above.")


def library_files(wheel: Wheel) -> Iterator[tuple[str, PurePosixPath]]:
    """Give the files of a wheel that belong on the import path: (name inside, place there).

    Raises:
        BuildError: a file would leave the folder.
    """
    for name in wheel.names:
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or "\\" in name:
            raise BuildError(f"{wheel.file.name}: bad path {name!r}")
        if place.parts[0].endswith(".data"):
            if place.parts[1] not in _INTO_LIBRARY:
                continue  # scripts, headers: nothing the program uses
            place = PurePosixPath(*place.parts[2:])
        yield name, place


def unpack(wheels: list[Wheel], library: Path) -> None:
    """Lay the packages into a folder for the import path; no code of theirs runs.

    Raises:
        BuildError: two packages bring the same file with different contents.
    """
    for wheel in wheels:
        with zipfile.ZipFile(wheel.file) as archive:
            for name, place in library_files(wheel):
                data = archive.read(name)
                file = library / place
                if file.exists() and file.read_bytes() != data:
                    raise BuildError(f"{wheel.file.name}: {place} is in another package, too")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
