"""Small signed documents that travel beside batches: enrolments, keys of the province, answers.

Each is an archive in the one spelling of `stored_zip`, with its entries in a fixed order, around
JSON in one spelling too: keys sorted, no spaces, UTF-8, a line feed at the end. So what is signed
can be made again byte by byte by anybody, and any byte that is not accounted for is refused.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.batch.stored_zip import ArchiveError, ArchiveReader, ArchiveWriter

SIGNATURE_END = ".p7s"


class DocumentError(ValueError):
    """The bytes are not such a document; the text is for logs."""


class DocumentVersionError(DocumentError):
    """It is one of another version of the format."""


class DocumentSignatureError(DocumentError):
    """Its signature does not fit, or was made in another role."""


@dataclass(frozen=True)
class Part:
    """One entry of an archive: its name and the most bytes it may have."""

    name: str
    limit: int


def packed(entries: Sequence[tuple[str, bytes]]) -> bytes:
    """Return the archive of some entries."""
    stream = io.BytesIO()
    archive = ArchiveWriter(stream)
    for name, data in entries:
        archive.add(name, data)
    archive.finish()
    return stream.getvalue()


def unpacked(data: bytes, parts: Sequence[Part]) -> dict[str, bytes]:
    """Return the content of exactly these entries, in this order.

    Raises:
        DocumentError: other entries, another spelling, too large or damaged.
    """
    archive = ArchiveReader(io.BytesIO(data))
    found = {}
    try:
        for part in parts:
            entry = archive.next()
            if entry is None or entry.name != part.name:
                raise DocumentError(f"{part.name} is missing")
            found[part.name] = archive.content(part.limit)
        if archive.next() is not None:
            raise DocumentError("more entries than there should be")
        archive.finish()
    except ArchiveError as error:
        raise DocumentError(str(error)) from error
    return found


def canonical(values: dict[str, Any]) -> bytes:
    """Return the one spelling of a JSON document."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def parsed(data: bytes, name: str, version: int) -> dict[str, Any]:
    """Read a JSON document of a format, in its one spelling.

    Raises:
        DocumentVersionError: it has another version.
        DocumentError: it is something else, or spelled otherwise.
    """
    try:
        # No such document has a number that is not whole; JSON Schema would take 2.0 for one.
        values = json.loads(data, parse_float=_refused, parse_constant=_refused)
        is_ours = isinstance(values, dict) and values.get("format") == name
        is_canonical = is_ours and canonical(values) == data
    except (ValueError, RecursionError) as error:
        raise DocumentError("not JSON") from error
    if not is_ours:
        raise DocumentError(f"not a {name}")
    if values.get("format_version") != version or isinstance(values["format_version"], bool):
        raise DocumentVersionError(str(values.get("format_version")))
    if not is_canonical:
        raise DocumentError("spelled otherwise")
    return values  # type: ignore[no-any-return]  # JSON is untyped, its shape is checked by schema


def _refused(text: str) -> Any:
    raise ValueError(text)
