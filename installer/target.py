"""What a tree is made for: the lock it is made from, and which wheels fit there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build"
"""Everything a build writes; not under version control."""

_OLDEST_GLIBC, _NEWEST_GLIBC = 5, 28


@dataclass(frozen=True)
class Target:
    """One platform.

    Attributes:
        name: as in the name of the lock file.
        python: the minor version of Python that will run the tree.
        platforms: tags of wheels that run there, the best first.
    """

    name: str
    python: str
    platforms: tuple[str, ...]

    @property
    def lock(self) -> Path:
        """The file with the versions and hashes of every package."""
        return ROOT / "requirements" / f"{self.name}.txt"

    @property
    def wheels(self) -> Path:
        """Where the wheels are kept between builds."""
        return BUILD / "wheels" / f"{self.name}-{self.python}"


def _manylinux() -> tuple[str, ...]:
    """Return the tags of x86-64 Linux with glibc 2.28 (Debian 10) or later, the newest first."""
    numbers = range(_NEWEST_GLIBC, _OLDEST_GLIBC - 1, -1)
    named = ("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")
    return (*(f"manylinux_2_{number}_x86_64" for number in numbers), *named)


PYTHONS = ("3.11", "3.12", "3.13")
"""Minor versions that a Linux tree can be made for: the lock has hashes of their wheels, too."""


def linux(python: str) -> Target:
    """Return the target of a Linux with this Python: 3.11 is Debian 12, 3.13 Debian 13."""
    return Target("linux", python, _manylinux())


LINUX = linux("3.11")
WINDOWS = Target("windows", "3.11", ("win_amd64",))
