"""What this capability gives to callers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class StoreSummary:
    """What a store or a copy of it holds.

    Attributes:
        revision: of its schema.
        counts: rows by name: members, applications, received, batches, blobs, events.
        audit_number: the newest audit event.
        audit_head: its digest.
    """

    revision: str
    counts: dict[str, int]
    audit_number: int
    audit_head: str


@dataclass(frozen=True)
class Manifest:
    """What a copy says of itself; readable without the key, so it names no person.

    Attributes:
        kind: `backup` or `twin`.
        profile_id: whose copy it is.
        station_code: of the station.
        commune_code: of the station.
        made_at: the moment the copy shows.
        program: version of the program that made it.
        size: bytes of the store.
        sha256: of the store's bytes; empty for a twin copy, whose pages are sealed one by one.
        summary: what is in it.
    """

    kind: str
    profile_id: str
    station_code: str
    commune_code: str
    is_practice: bool
    made_at: datetime
    program: str
    size: int
    sha256: str
    summary: StoreSummary
    format: int = FORMAT

    def as_json(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {**asdict(self), "made_at": self.made_at.isoformat()}

    @classmethod
    def of_json(cls, values: dict[str, Any]) -> Manifest:
        """Read it back.

        Raises:
            KeyError: something is missing.
            TypeError: something is missing, or there is too much.
            ValueError: the time is none.
        """
        return cls(
            **{
                **values,
                "made_at": datetime.fromisoformat(values["made_at"]),
                "summary": StoreSummary(**values["summary"]),
            }
        )


@dataclass(frozen=True)
class BackupMade:
    """A backup that was written, read back and opened.

    Attributes:
        file: where it lies.
        size: bytes of the file.
        manifest: what it says of itself.
        removed: older backups that made room.
    """

    file: Path
    size: int
    manifest: Manifest
    removed: tuple[Path, ...] = ()


@dataclass(frozen=True)
class BackupFile:
    """A backup that lies in a folder; `manifest` is None when it cannot be read."""

    file: Path
    size: int
    manifest: Manifest | None


@dataclass(frozen=True)
class Restored:
    """A profile that was made from a copy.

    Attributes:
        folder: the new profile.
        manifest: the copy it came from.
        summary: what is in it now.
        numbers: series -> (last number in the copy, last number now), where they differ.
        key_in_keyring: whether this machine opens it without the code from now on.
    """

    folder: Path
    manifest: Manifest
    summary: StoreSummary
    numbers: dict[str, tuple[int, int]]
    key_in_keyring: bool


class TwinKind(StrEnum):
    """How the twin copy stands."""

    OFF = "off"
    WORKING = "working"
    GOOD = "good"
    MISSING = "missing"
    FULL = "full"
    READ_ONLY = "read_only"
    FAILED = "failed"


@dataclass(frozen=True)
class TwinState:
    """How the twin copy stands.

    Attributes:
        kind: see there.
        folder: the folder that was chosen, or "".
        at: the moment that the last good copy shows; None when none is known.
        done: bytes looked at, while a whole copy is made.
        total: bytes to look at, 0 otherwise.
        title: what is wrong, or "".
        advice: what to do, or "".
    """

    kind: TwinKind
    folder: str = ""
    at: datetime | None = None
    done: int = 0
    total: int = 0
    title: str = ""
    advice: str = ""


@dataclass(frozen=True)
class LastBackup:
    """The newest backup that this station remembers."""

    file: str
    made_at: datetime
    counts: dict[str, int] = field(default_factory=dict)
