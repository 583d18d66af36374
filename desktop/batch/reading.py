"""Reads the records of a batch at the receiving side without writing anything readable to a disk.

The outside was verified before (`verify.verify_file`). Records come one after the other out of the
decryption; whether the inside is what the station signed is known only at the end, so whoever uses
them keeps nothing for good before the last one was read: an error at the end throws all of it away.

A hostile station is thought of: only the names that `rules` knows are accepted, in the one order
that stations write; nothing is inflated; a part that is larger than its limit is passed over and
reported as too large, without being held in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from uuid import UUID

from desktop.batch import envelope as envelopes
from desktop.batch import rules
from desktop.batch.envelope import EnvelopeError
from desktop.batch.opening import (
    LARGEST_TAG_FILE,
    Contents,
    changed,
    check_tags,
    next_tag,
    plain_pipe,
)
from desktop.batch.stored_zip import ArchiveError, ArchiveReader, Entry
from desktop.batch.streams import Joined
from desktop.batch.verify import LARGEST_CERTIFICATE
from desktop.batch.views import VerifyReport
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity

LARGEST: Final = {
    "records": 256 << 10,
    "photos": 8 << 20,
    "signatures": 2 << 20,
    "witnesses": 2 << 20,
    "originals": 24 << 20,
    "papers": 24 << 20,
}
"""Most bytes of one part of a record, by its folder."""

LARGEST_RECORD: Final = 96 << 20
"""Most bytes of all parts of a record: what comes after them is passed over as too large."""


@dataclass
class RawRecord:
    """One record as it came, not yet believed.

    Attributes:
        record_id: from the name of its file.
        document: the JSON, None when it was too large.
        sha256: of the JSON as it came, hex.
        files: name relative to `data/` -> content, None when it was too large.
        digests: the same names -> SHA-256 in hex.
        size: bytes that are held.
    """

    record_id: UUID
    document: bytes | None
    sha256: str
    files: dict[str, bytes | None] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    size: int = 0

    def add(self, name: str, content: bytes | None, digest: str) -> None:
        """Take in a file of the record."""
        self.files[name] = content
        self.digests[name] = digest
        self.size += len(content or b"")


class _Hashed:
    """Passes chunks on and hashes them."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._hash = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._hash.update(chunk)
            yield chunk

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def read_records(
    path: Path, identities: Sequence[AgeIdentity], verified: VerifyReport
) -> Generator[RawRecord, None, None]:
    """Yield the records of a batch that was verified outside; close it in any case.

    Args:
        path: the file.
        identities: secret keys of the receiving side.
        verified: what verifying the outside said; the file must still be the same one.

    Raises:
        BadBatchError: the inside is not what the station signed; nothing that came may be kept.
        WrongKeyError: it is sealed to other keys.
        InputFileError: it cannot be read.
    """
    if verified.station is None or verified.sequence is None:
        raise changed("envelope")
    base = rules.base_name(verified.station, verified.sequence)
    with path.open("rb") as stream:
        archive = ArchiveReader(stream)
        if archive.next(is_large=True) is None:
            raise changed("payload")
        hashed = _Hashed(archive.chunks())
        chunks = iter(hashed)
        contents = Contents()
        with plain_pipe(Joined(chunks), identities) as pipe:
            try:
                yield from _at_most(verified.records or 0, _records(pipe, base, contents))
            except ArchiveError as error:
                raise changed(str(error)) from error
        for _ in chunks:  # whatever age did not ask for; the checksum is at the end
            pass
        _check(archive, hashed.hexdigest(), contents, base, identities, verified)


def _check(
    archive: ArchiveReader,
    payload_sha256: str,
    contents: Contents,
    base: str,
    identities: Sequence[AgeIdentity],
    verified: VerifyReport,
) -> None:
    """Check the inside against the outside, and that the file is still the verified one."""
    envelope_bytes = _small(archive, envelopes.LARGEST_ENVELOPE)
    _small(archive, LARGEST_SIGNATURE)
    certificate = _small(archive, LARGEST_CERTIFICATE).decode("ascii", errors="replace")
    try:
        envelope = envelopes.parse(envelope_bytes)
    except EnvelopeError as error:
        raise changed("envelope") from error
    if (
        payload_sha256 != verified.payload_sha256
        or envelope.payload_sha256 != payload_sha256
        or envelope.batch_id != verified.batch_id
    ):
        raise changed("the file was exchanged while it was read")
    check_tags(contents, envelope, certificate, base, identities)
    records = sum(name.startswith("data/records/") for name in contents.digests)
    if records != envelope.records:
        raise changed("counts")


def _small(archive: ArchiveReader, limit: int) -> bytes:
    if archive.next() is None:
        raise changed("container")
    return archive.content(limit)


def _at_most(count: int, records: Iterator[RawRecord]) -> Iterator[RawRecord]:
    """Yield the records; no work is done on more of them than the outside says there are."""
    for number, record in enumerate(records):
        if number == count:
            raise ArchiveError("more records than the outside says")
        yield record


def _records(pipe: IO[bytes], base: str, contents: Contents) -> Iterator[RawRecord]:
    archive = ArchiveReader(pipe)
    current: RawRecord | None = None
    while (entry := archive.next()) is not None:
        name = entry.name.removeprefix(f"{base}/")
        is_new = name != entry.name and name not in contents.digests
        if is_new and name == next_tag(contents):
            contents.tags[name] = archive.content(LARGEST_TAG_FILE)
            continue
        if not is_new or contents.tags or not rules.BAG_FILE.fullmatch(name):
            raise ArchiveError(f"unexpected {entry.name!r}")
        folder, _, file = name.removeprefix("data/").partition("/")
        content, digest = _content(archive, entry, _limit(folder, current))
        contents.digests[name] = digest
        contents.size += entry.size
        if folder == "records":
            if current is not None:
                yield current
            current = RawRecord(
                UUID(file.removesuffix(".json")), content, digest, size=len(content or b"")
            )
        elif folder != "schemas":
            if current is None or not file.startswith(str(current.record_id)):
                raise ArchiveError(f"{name} does not follow its record")
            current.add(name.removeprefix("data/"), content, digest)
    archive.finish()
    if next_tag(contents) is not None:
        raise ArchiveError("tag files are missing")
    if current is not None:
        yield current


def _limit(folder: str, record: RawRecord | None) -> int:
    """Return how many bytes of a file are held: its own limit, and what its record has left."""
    limit = LARGEST.get(folder, 1 << 20)
    if record is None or folder == "records":
        return limit
    return min(limit, LARGEST_RECORD - record.size)


def _content(archive: ArchiveReader, entry: Entry, limit: int) -> tuple[bytes | None, str]:
    """Return the content (None when it is too large) and its SHA-256."""
    digest = hashlib.sha256()
    parts = []
    for chunk in archive.chunks():
        digest.update(chunk)
        if entry.size <= limit:
            parts.append(chunk)
    return (b"".join(parts) if entry.size <= limit else None), digest.hexdigest()
