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
    "application/pdf": "pdf",
}
"""Media types that may travel, and the ends of their file names."""

BAG_FILE = re.compile(
    r"data/(?:records/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json"
    r"|(?:photos|signatures)/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(?:jpg|png|svg)"
    r"|witnesses/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.png"
    r"|originals/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.jpg"
    r"|papers/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9]{2}\.pdf"
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


PHOTO, SIGNATURE = "photo", "signature"
VECTOR, ORIGINAL, PAPER = "signature_vector", "photo_original", "paper"
SECOND = "second_signature"
"""Parts of a record that are files; papers carry a number, `paper01`."""

FOLDERS = {
    PHOTO: "photos",
    SIGNATURE: "signatures",
    VECTOR: "signatures",
    SECOND: "witnesses",
    ORIGINAL: "originals",
    PAPER: "papers",
}
_SOMETIMES = (VECTOR, SECOND, ORIGINAL)
MOST_PAPERS = 99


def part_name(part: str, record_id: str, extension: str) -> str:
    """Return where a file of a record lies, relative to `data/`."""
    if part.startswith(PAPER):
        return f"{FOLDERS[PAPER]}/{record_id}-{part.removeprefix(PAPER)}.{extension}"
    return f"{FOLDERS[part]}/{record_id}.{extension}"


def record_document(
    snapshot: dict[str, Any],
    *,
    record_id: str,
    version: int,
    practice: bool,
    names: dict[str, str],
) -> dict[str, Any]:
    """Return the JSON document of one record: the frozen snapshot and where its files are.

    Args:
        snapshot: as frozen at reception; it is not changed.
        record_id: the key of the record, the same in every batch.
        version: grows with each change; of two, the higher one holds.
        practice: whether the station is a practice one.
        names: file names relative to the record's folder `data/`, by part. Photo and signature
            always have their key; the others only where there is such a file.
    """
    files: dict[str, Any] = {part: names.get(part) for part in (PHOTO, SIGNATURE)}
    files |= {part: names[part] for part in _SOMETIMES if part in names}
    papers = [name for part, name in sorted(names.items()) if part.startswith(PAPER)]
    if papers:
        files["papers"] = papers
    return {
        **snapshot,
        "record_format": RECORD_FORMAT,
        "record_id": record_id,
        "record_version": version,
        "practice": bool(snapshot.get("practice")) or practice,
        "files": files,
    }


def paper_digests(snapshot: dict[str, Any]) -> dict[str, str]:
    """Return the blobs of the papers that lie with a record, `paper01` first."""
    papers = snapshot.get("papers")
    if not isinstance(papers, list):
        return {}
    return {
        f"{PAPER}{number:02d}": str(paper["digest"])
        for number, paper in enumerate(papers[:MOST_PAPERS], 1)
    }


def named_files(files: dict[str, Any]) -> dict[str, str] | None:
    """Return every file a record names, by part; None when `files` has another shape."""
    known = {PHOTO, SIGNATURE, *_SOMETIMES, "papers"}
    papers = files.get("papers", [])
    if not {PHOTO, SIGNATURE} <= set(files) <= known or not isinstance(papers, list):
        return None
    found = {part: files[part] for part in (PHOTO, SIGNATURE) if files[part] is not None}
    found |= {part: files[part] for part in _SOMETIMES if part in files}
    found |= {f"{PAPER}{number:02d}": name for number, name in enumerate(papers, 1)}
    return found if all(isinstance(name, str) for name in found.values()) else None


_FROZEN = {VECTOR: (SIGNATURE, "vector_digest"), SECOND: (SIGNATURE, "second_digest")}


def digest_of(snapshot: dict[str, Any], part: str, stored: str | None) -> str | None:
    """Return which blob belongs to a part: what the snapshot froze, else the record's own column.

    Args:
        snapshot: as frozen at reception.
        part: `photo`, `signature`, `signature_vector` or `second_signature`.
        stored: digest in the record's column, if any.
    """
    section, key = _FROZEN.get(part, (part, "digest"))
    value = snapshot.get(section)
    frozen = value.get(key) if isinstance(value, dict) else None
    return frozen if isinstance(frozen, str) and frozen else stored
