"""What callers are told of an extract: counts and the digest, never what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Disclosed:
    """An extract that was written.

    Attributes:
        member_id: whom it is about.
        file: where it lies.
        sha256: of the file, as in the trail.
        pages: of the PDF.
        records: applications of the person, withdrawn ones included.
        corrections: changes of the row on the list and of the record.
        transfers: batches that carried data of the person.
        looks: how often somebody had numbers of the person before the eyes in full.
    """

    member_id: UUID
    file: Path
    sha256: str
    pages: int
    records: int
    corrections: int
    transfers: int
    looks: int

    def as_json(self) -> dict[str, Any]:
        """Return the documented shape of `person export --json`."""
        return {
            "member": str(self.member_id),
            "file": str(self.file),
            "sha256": self.sha256,
            "pages": self.pages,
            "records": self.records,
            "corrections": self.corrections,
            "transfers": self.transfers,
            "looks": self.looks,
        }
