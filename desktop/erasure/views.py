"""What this capability gives to callers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.backup.views import TwinKind


@dataclass(frozen=True)
class DueRecord:
    """A record whose photo and personal fields may go."""

    application_id: UUID
    receipt_number: str
    handed_over_at: datetime


@dataclass(frozen=True)
class Erased:
    """What was erased of one record.

    Attributes:
        receipt_number: its number, which stays.
        files: SHA-256 (hex) of every photo, signature and paper that went, sorted.
        readings: how many readings of cards and lists went.
        shared: files that another record still needs, and that therefore stay.
    """

    receipt_number: str
    files: tuple[str, ...]
    readings: int
    shared: int = 0


@dataclass(frozen=True)
class ErasureReport:
    """One run.

    Attributes:
        at: when.
        records: what went, by record.
        certificate: the PDF.
        signature: its detached CMS signature.
        twin: how the twin copy stood after it followed.
        old_backups: backups made before, which still hold what was erased here.
    """

    at: datetime
    records: tuple[Erased, ...]
    certificate: Path
    signature: Path
    twin: TwinKind
    old_backups: tuple[Path, ...] = ()

    @property
    def files(self) -> int:
        """How many photos, signatures and papers went."""
        return sum(len(record.files) for record in self.records)
