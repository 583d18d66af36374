"""What this capability gives to callers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Release:
    """One version for one platform; signed as the custom metadata of its target.

    Attributes:
        version: three numbers, `0.2.0`.
        platform: what it runs on, `windows-x86_64` or `linux-x86_64`.
        schema: the revision that its program brings a store to.
        python: of the interpreter that its packages were built for, `3.11`.
        packages: SHA-256 of the lock file that its packages come from.
        carries_packages: whether they are inside; else the installed ones are used.
        released_at: when it was made; a clock that is behind this is wrong.
        size: bytes of its files, unpacked.
        notes: what is new, in Vietnamese; a line each.
    """

    version: str
    platform: str
    schema: str
    python: str
    packages: str
    carries_packages: bool
    released_at: datetime
    size: int
    notes: str

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {**asdict(self), "released_at": self.released_at.isoformat()}

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Release:
        """Read it back; what a newer program added is passed over.

        Raises:
            KeyError: something is missing.
            TypeError: it is no object.
            ValueError: the time is none.
        """
        known = {name: values[name] for name in cls.__dataclass_fields__}
        return cls(**{**known, "released_at": datetime.fromisoformat(values["released_at"])})


@dataclass(frozen=True)
class Offer:
    """What a stick has for this machine, proved.

    Attributes:
        release: the newest version.
        is_new: whether it is newer than the one that runs.
        expires_at: when the stick stops being believed.
        packed: bytes of its archive.
    """

    release: Release
    is_new: bool
    expires_at: datetime
    packed: int


@dataclass(frozen=True)
class UpdateStatus:
    """What is installed.

    Attributes:
        running: the version that runs.
        platform: of this machine.
        schema: the revision this version brings a store to.
        is_installed: False in a copy of the sources, which is not updated this way.
        has_keys: whether the program knows whose updates it believes.
        next_start: the version that the next start takes.
        back: the version `update back` leads to; empty when there is none.
    """

    running: str
    platform: str
    schema: str
    is_installed: bool
    has_keys: bool
    next_start: str
    back: str


@dataclass(frozen=True)
class Tried:
    """What a version found when it read all of a store.

    Attributes:
        version: that read it.
        schema: that the store has now.
        counts: rows by name.
        digest: of the audit event that was asked for.
    """

    version: str
    schema: str
    counts: dict[str, int]
    digest: str


@dataclass(frozen=True)
class Applied:
    """An update that the next start takes.

    Attributes:
        release: what was installed.
        before: the version that still runs.
        tried: what it found in the copy of the store; None when there was no store here, and it
            was tried on an invented one.
    """

    release: Release
    before: str
    tried: Tried | None


@dataclass(frozen=True)
class WentBack:
    """The way back, done.

    Attributes:
        left: the version that still runs.
        version: the one that the next start takes.
        schema: of that version.
        copy: the store as it was with the newer schema; None when the schema is the same, or the
            store was not opened.
    """

    left: str
    version: str
    schema: str
    copy: Path | None
