"""What a laptop brings back (`.qtr`): streamed, sealed to its office, signed outside.

The outside is that of a batch: the sealed part first, then the envelope with its digest, the
signature and the certificate. Inside is an archive of bytes and records, each record after the
bytes it names, and the visits at the end. See docs/field-kit.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zlib
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

from desktop import __version__
from desktop.batch.envelope import CERTIFICATE_NAME, ENVELOPE_NAME, PAYLOAD_NAME, SIGNATURE_NAME
from desktop.batch.opening import plain_pipe
from desktop.batch.sealed_paper import Kind, moment, read_envelope, told
from desktop.batch.signed_file import (
    DocumentError,
    canonical,
)
from desktop.batch.stored_zip import ArchiveError, ArchiveReader, ArchiveWriter
from desktop.batch.streams import Joined, Pieces, SideHash
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity, seal
from desktop.security.station_identity import (
    StationIdentity,
    fingerprint,
    sign,
)

KIND: Final = Kind("return")
SUFFIX: Final = ".qtr"
VISITS: Final = "visits.json"
_LARGEST_ENVELOPE: Final = 64 << 10
_LARGEST_CERTIFICATE: Final = 16 << 10
_LARGEST_BLOB: Final = 64 << 20
_LARGEST_DOCUMENT: Final = 16 << 20
_NAME: Final = re.compile(
    r"blobs/[0-9a-f]{64}|records/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json|visits\.json",
    re.ASCII,
)


@dataclass(frozen=True)
class ReturnHead:
    """What may be known of a return without a key; no personal data.

    Attributes:
        station: code of the laptop.
        number: counts its returns.
        office: station code of the office it is sealed to.
        office_sha256: of the office's certificate.
    """

    return_id: UUID
    commune_code: str
    station: str
    practice: bool
    number: int
    office: str
    office_sha256: str
    made_at: datetime
    records: int
    visits: int
    audit_number: int
    audit_digest: str

    @property
    def file_name(self) -> str:
        """`MT03-luudong-000004.qtr`."""
        return f"{self.station}-luudong-{self.number:06d}{SUFFIX}"

    def values(self) -> dict[str, Any]:
        """Return what stands in the envelope."""
        return {
            "return_id": str(self.return_id),
            "commune_code": self.commune_code,
            "station": self.station,
            "practice": self.practice,
            "number": self.number,
            "office": self.office,
            "office_sha256": self.office_sha256,
            "made_at": told(self.made_at),
            "records": self.records,
            "visits": self.visits,
            "audit_head": {"number": self.audit_number, "digest": self.audit_digest},
        }


@dataclass(frozen=True)
class SealedReturn:
    """A return whose envelope was read: the signature fits its own certificate, nothing more."""

    path: Path
    head: ReturnHead
    certificate_pem: str
    certificate_sha256: str
    payload_size: int
    payload_sha256: str


@dataclass(frozen=True)
class Piece:
    """Bytes of a return, under their SHA-256 in hex, which was checked."""

    digest: str
    content: bytes


@dataclass(frozen=True)
class Document:
    """A record, after all the bytes it names; `key` is None for the visits at the end."""

    key: UUID | None
    values: Any
    sha256: str


class _Sink:
    """Takes sealed bytes: to the file, into the digest and the checksum."""

    def __init__(self, stream: IO[bytes], digest: SideHash) -> None:
        self._stream = stream
        self._digest = digest
        self.crc = self.size = 0

    def write(self, data: bytes, /) -> int:
        self._stream.write(data)
        self._digest.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self._stream.flush()


def spelled(values: Any) -> bytes:
    """Return a document inside a return: one line of UTF-8, keys sorted."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return (text + "\n").encode()


def write_return(
    stream: IO[bytes],
    identity: StationIdentity,
    head: ReturnHead,
    parts: Iterable[tuple[str, bytes]],
    public_key: str,
) -> None:
    """Write a whole return to a seekable file.

    Args:
        stream: the file.
        identity: the laptop's certificate and key.
        head: whose it is, for whom.
        parts: names and contents of what is inside, in order.
        public_key: the office's age key.
    """
    outer = ArchiveWriter(stream)
    outer.reserve_large(PAYLOAD_NAME)
    with SideHash() as digest:
        sink = _Sink(stream, digest)
        seal(Joined(_inside(parts)), sink, [public_key])
        sha256 = digest.hexdigest()
    end = stream.tell()
    stream.seek(0)
    stream.write(outer.large_header(PAYLOAD_NAME, sink.size, sink.crc))
    stream.seek(end)
    envelope = canonical(
        {
            "format": f"qtn-{KIND.word}-envelope",
            "format_version": KIND.version,
            **head.values(),
            "payload": {"name": PAYLOAD_NAME, "size": sink.size, "sha256": sha256},
            "certificate_sha256": fingerprint(identity.certificate_pem),
            "program": f"quay-tiep-nhan {__version__}",
        }
    )
    outer.add(ENVELOPE_NAME, envelope)
    outer.add(SIGNATURE_NAME, sign(identity, envelope))
    outer.add(CERTIFICATE_NAME, identity.certificate_pem.encode())
    outer.finish()


def _inside(parts: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    pieces = Pieces()
    archive = ArchiveWriter(pieces)
    for name, content in parts:
        archive.add(name, content)
        yield from pieces.take()
    archive.finish()
    yield from pieces.take()


def read_outside(path: Path) -> SealedReturn:
    """Read the envelope of a return and check it against the certificate it carries.

    Whether what is sealed is what was signed shows when it was read to its end.

    Raises:
        DocumentVersionError: of another version of the format.
        DocumentSignatureError: its signature does not fit, or no station made it.
        DocumentError: not a return, or damaged.
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        try:
            payload = ArchiveReader(stream).next(is_large=True)
            if payload is None or payload.name != PAYLOAD_NAME or payload.size > size:
                raise DocumentError("no sealed part")
            stream.seek(payload.size, os.SEEK_CUR)
            envelope, signature, certificate = _small_parts(ArchiveReader(stream))
        except ArchiveError as error:
            raise DocumentError(str(error)) from error
    values, head = read_envelope(KIND, envelope, signature, certificate, head_of=_head)
    said = values["payload"]
    if said["size"] != payload.size:
        raise DocumentError("the parts do not belong together")
    return SealedReturn(
        path, head, certificate, values["certificate_sha256"], payload.size, said["sha256"]
    )


def _small_parts(archive: ArchiveReader) -> tuple[bytes, bytes, str]:
    found = []
    for name, limit in (
        (ENVELOPE_NAME, _LARGEST_ENVELOPE),
        (SIGNATURE_NAME, LARGEST_SIGNATURE),
        (CERTIFICATE_NAME, _LARGEST_CERTIFICATE),
    ):
        entry = archive.next()
        if entry is None or entry.name != name:
            raise DocumentError(f"{name} is missing")
        found.append(archive.content(limit))
    return found[0], found[1], found[2].decode("ascii", errors="replace")


def read_inside(
    outside: SealedReturn, identities: Sequence[AgeIdentity]
) -> Generator[Piece | Document, None, None]:
    """Yield bytes and records of a return whose outside was believed; close it in any case.

    Nothing that came may be kept before the last one was read: only then it is known that all of
    it is what was signed.

    Raises:
        DocumentError: the inside is damaged, or not what was signed.
        WrongKeyError: it is sealed to other keys.
        OSError: it cannot be read.
    """
    with outside.path.open("rb") as stream, SideHash() as digest:
        archive = ArchiveReader(stream)
        entry = archive.next(is_large=True)
        if entry is None:
            raise DocumentError("no sealed part")
        chunks = _hashed(archive.chunks(), digest)
        try:
            with plain_pipe(Joined(chunks), identities) as pipe:
                yield from _parts(pipe, outside.head)
            for _ in chunks:  # whatever age did not ask for; the checksum is at the end
                pass
            envelope = _small_parts(archive)[0]
            if archive.next() is not None:
                raise DocumentError("more entries than there should be")
            archive.finish()
        except ArchiveError as error:
            raise DocumentError(str(error)) from error
        said = json.loads(envelope)
        if digest.hexdigest() != outside.payload_sha256 or said["return_id"] != str(
            outside.head.return_id
        ):
            raise DocumentError("the inside is not what was signed")


def _hashed(chunks: Iterator[bytes], digest: SideHash) -> Iterator[bytes]:
    for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _parts(pipe: IO[bytes], head: ReturnHead) -> Iterator[Piece | Document]:
    archive = ArchiveReader(pipe)
    seen: set[str] = set()
    records = 0
    while (entry := archive.next()) is not None:
        if entry.name in seen or VISITS in seen or not _NAME.fullmatch(entry.name):
            raise DocumentError(f"unexpected {entry.name!r}")
        seen.add(entry.name)
        folder, _, rest = entry.name.partition("/")
        if folder == "blobs":
            content = archive.content(_LARGEST_BLOB)
            if hashlib.sha256(content).hexdigest() != rest:
                raise DocumentError("bytes under another name")
            yield Piece(rest, content)
            continue
        content = archive.content(_LARGEST_DOCUMENT)
        key = UUID(rest.removesuffix(".json")) if folder == "records" else None
        records += key is not None
        yield Document(key, _json(content), hashlib.sha256(content).hexdigest())
    archive.finish()
    if VISITS not in seen or records != head.records:
        raise DocumentError("other records than the outside says")


def _json(content: bytes) -> Any:
    try:
        values = json.loads(content)
        is_spelled = spelled(values) == content
    except (ValueError, RecursionError) as error:
        raise DocumentError("not JSON") from error
    if not is_spelled:
        raise DocumentError("spelled otherwise")
    return values


def _head(values: Mapping[str, Any]) -> ReturnHead:
    return ReturnHead(
        return_id=UUID(values["return_id"]),
        commune_code=values["commune_code"],
        station=values["station"],
        practice=values["practice"],
        number=values["number"],
        office=values["office"],
        office_sha256=values["office_sha256"],
        made_at=moment(values["made_at"]),
        records=values["records"],
        visits=values["visits"],
        audit_number=values["audit_head"]["number"],
        audit_digest=values["audit_head"]["digest"],
    )
