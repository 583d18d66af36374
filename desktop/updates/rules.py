"""May this release go onto this machine? Pure decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.updates import errors
from desktop.updates.views import Release

_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})")
SLACK = timedelta(days=1)
"""A clock may be this far behind the maker's: time zones, and a release on the day of the trip."""


@dataclass(frozen=True)
class Machine:
    """What a release is held against.

    Attributes:
        version: that runs.
        platform: of the machine.
        python: of the interpreter, `3.11`.
        packages: SHA-256 of the lock file of the installed packages; empty when unknown.
        schema: revision of the store on this machine; empty when there is none.
    """

    version: str
    platform: str
    python: str
    packages: str
    schema: str = ""


def numbers(version: str) -> tuple[int, int, int]:
    """Return a version as numbers that compare.

    Raises:
        ValueError: it is none.
    """
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(version)
    first, second, third = (int(part) for part in found.groups())
    return first, second, third


def is_newer(offered: str, running: str) -> bool:
    """Whether a version comes after another one."""
    return numbers(offered) > numbers(running)


def refuse(release: Release, machine: Machine, now: datetime) -> None:
    """Refuse a release that is proved and still does not fit; one that is not newer passes.

    Raises:
        UpdateError: says what does not fit and what to do.
    """
    if release.platform != machine.platform:
        raise errors.other_platform(machine.platform, (release.platform,))
    if now < release.released_at - SLACK:
        raise errors.clock_behind(release.released_at, now)
    if is_newer(machine.version, release.version):
        raise errors.older(release.version, machine.version)
    if machine.schema and release.schema < machine.schema:
        raise errors.older_schema(release.schema, machine.schema)
    own = release.carries_packages or release.packages == machine.packages
    if release.python != machine.python or not own:
        raise errors.other_python(release.python, machine.python)
