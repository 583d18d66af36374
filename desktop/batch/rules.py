"""Pure decisions about batches: names, numbers, what a record looks like in a file."""

from __future__ import annotations

import re
from typing import Any

FORMAT_NAME = "qtn-batch"
FORMAT = 1
RECORD_FORMAT = 1
LARGEST_SEQUENCE = 999_999

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/svg+xml": "svg",
}
"""Media types that may travel, and the ends of their file names."""

BAG_FILE = re.compile(
    r"data/(?:records/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json"
    r"|(?:photos|signatures)/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(?:jpg|png|svg)"
    r"|schemas/(?:record|envelope)\.schema\.json)",
    re.ASCII,
)
"""The only names that content of a batch may have; no other is ever written to a disk."""

TAG_FILES = (
    "manifest-sha256.txt",
    "bagit.txt",
    "bag-info.txt",
    "tagmanifest-sha256.txt",
    "tagmanifest-sha256.txt.p7s",
)
"""What follows the content in a bag, in this order."""


def base_name(station: str, sequence: int) -> str:
    """Return `TN01-000012`, the name of a batch and of the folder inside it."""
    return f"{station}-{sequence:06d}"


def file_name(station: str, sequence: int) -> str:
    """Return `TN01-000012.qtn`."""
    return base_name(station, sequence) + ".qtn"


def record_document(
    snapshot: dict[str, Any],
    *,
    record_id: str,
    version: int,
    practice: bool,
    photo: str | None,
    signature: str | None,
) -> dict[str, Any]:
    """Return the JSON document of one record: the frozen snapshot and where its files are.

    Args:
        snapshot: as frozen at reception; it is not changed.
        record_id: the key of the record, the same in every batch.
        version: grows with each change; of two, the higher one holds.
        practice: whether the station is a practice one.
        photo: file name relative to the record's folder `data/`, or None.
        signature: likewise.
    """
    return {
        **snapshot,
        "record_format": RECORD_FORMAT,
        "record_id": record_id,
        "record_version": version,
        "practice": bool(snapshot.get("practice")) or practice,
        "files": {"photo": photo, "signature": signature},
    }


def digest_of(snapshot: dict[str, Any], part: str, stored: str | None) -> str | None:
    """Return which blob belongs to a part: what the snapshot froze, else the record's own column.

    Args:
        snapshot: as frozen at reception.
        part: `photo` or `signature`.
        stored: digest in the record's column, if any.
    """
    value = snapshot.get(part)
    frozen = value.get("digest") if isinstance(value, dict) else None
    return frozen if isinstance(frozen, str) and frozen else stored
