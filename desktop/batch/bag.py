"""The inside of a batch: a BagIt bag (RFC 8493) streamed into an archive, its digests signed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from datetime import datetime

from desktop.batch.envelope import Sign
from desktop.batch.stored_zip import ArchiveWriter, Sink
from desktop.common.clock import local
from desktop.common.text import clean

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class BagWriter:
    """Writes one bag front to back; keeps only names and digests in memory.

    Args:
        stream: where the archive goes.
        base: name of the one folder in the archive.
    """

    def __init__(self, stream: Sink, base: str) -> None:
        self._archive = ArchiveWriter(stream)
        self._base = base
        self._manifest: list[str] = []
        self._bytes = 0

    def add(self, name: str, data: bytes) -> str:
        """Write a file of the payload (`data/...`) and return its SHA-256 in hex."""
        digest = hashlib.sha256(data).hexdigest()
        self.add_known(name, data, digest, zlib.crc32(data))
        return digest

    def add_known(self, name: str, data: bytes, digest: str, crc: int) -> None:
        """Write a file of the payload whose SHA-256 and CRC-32 the caller has just computed."""
        self._archive.add(f"{self._base}/{name}", data, crc)
        self._manifest.append(f"{digest}  {name}\n")
        self._bytes += len(data)

    def finish(self, info: Sequence[tuple[str, str]], sign: Sign) -> None:
        """Write the tag files, the signature over their digests, and the directory."""
        lines = [*info, ("Payload-Oxum", f"{self._bytes}.{len(self._manifest)}")]
        tags = {
            "manifest-sha256.txt": "".join(self._manifest).encode(),
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(f"{key}: {clean(value)}\n" for key, value in lines).encode(),
        }
        tagmanifest = "".join(
            f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in tags.items()
        ).encode()
        tags["tagmanifest-sha256.txt"] = tagmanifest
        tags["tagmanifest-sha256.txt.p7s"] = sign(tagmanifest)
        for name, data in tags.items():
            self._archive.add(f"{self._base}/{name}", data)
        self._archive.finish()


def info_lines(
    *,
    base: str,
    batch_id: str,
    commune_code: str,
    commune_name: str,
    station: str,
    exported_at: datetime,
    records: int,
    practice: bool,
    recipients: Sequence[tuple[str, str]],
) -> list[tuple[str, str]]:
    """Return the lines of bag-info.txt; recipients are (name, public key)."""
    return [
        ("Source-Organization", f"{commune_code} {commune_name}".strip()),
        ("Bagging-Date", f"{local(exported_at):%Y-%m-%d}"),
        ("External-Identifier", base),
        ("X-Format-Version", "1"),
        ("X-Batch-Id", batch_id),
        ("X-Commune-Code", commune_code),
        ("X-Station", station),
        ("X-Records", str(records)),
        ("X-Practice", "true" if practice else "false"),
        *(("X-Recipient", f"{key} {name}") for name, key in recipients),
    ]
