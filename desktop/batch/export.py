"""Writes one batch file: records stream from the store through a bag and age into the target.

Nothing readable touches a disk, and memory stays flat however many records there are: age asks
for the next piece of the bag, and the bag for the next record.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, Any

from desktop import __version__
from desktop.batch import envelope as envelopes
from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.bag import BagWriter, info_lines
from desktop.batch.envelope import Envelope
from desktop.batch.plan import Plan
from desktop.batch.store import MovedError, RecordKey, StoredRecord, WrittenRecord
from desktop.batch.stored_zip import ArchiveWriter
from desktop.batch.streams import Joined, Pieces
from desktop.batch.views import LeftOut
from desktop.common.ahead import ahead
from desktop.common.work import Work
from desktop.security.sealing import seal
from desktop.security.station_identity import sign
from desktop.storage.unit_of_work import Session, Store

RECORDS_AT_ONCE = 16
_STALE_SECONDS = 3600
_SCHEMAS = Path(__file__).resolve().parents[2] / "resources" / "schemas"
SCHEMA_FILES = ("record.schema.json", "envelope.schema.json")


@dataclass
class Written:
    """What went into the file."""

    records: list[WrittenRecord] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    payload_sha256: str = ""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A photo, signature or paper in memory; `extension` is None when it is missing or damaged."""

    part: str
    digest: str
    content: bytes
    crc: int
    extension: str | None


@dataclass(frozen=True, slots=True)
class LoadedRecord:
    """A record with its files, ready to be written."""

    record: StoredRecord
    files: list[LoadedFile]


class _PayloadSink:
    """Takes the sealed bytes: to the file, into the digest and the checksum."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.crc = 0
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self._stream.write(data)
        self._hash.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    def hexdigest(self) -> str:
        """Return the SHA-256 of everything so far; `crc` is its CRC-32."""
        return self._hash.hexdigest()


@contextmanager
def part_file(folder: Path, base: str) -> Iterator[tuple[Path, IO[bytes]]]:
    """Give a new file under a temporary name in the target folder; it is removed afterwards.

    Leftovers of exports that were killed more than an hour ago are removed first.
    """
    for old in folder.glob(f".{base.rpartition('-')[0]}-*.part"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > _STALE_SECONDS:
                old.unlink()
    path = folder / f".{base}-{secrets.token_hex(4)}.part"
    try:
        with path.open("xb") as stream:
            yield path, stream
    finally:
        with suppress(OSError):
            path.unlink()


def write_batch(
    stream: IO[bytes],
    plan: Plan,
    store: Store,
    work: Work,
    records: Iterator[list[LoadedRecord]] | None = None,
) -> Written:
    """Write a whole batch to a seekable file and fsync it.

    Args:
        stream: the file.
        plan: what it will be.
        store: where the records are.
        work: hears of progress, and may be cancelled.
        records: handfuls to write in the place of those that the plan names.

    Raises:
        OSError: the target cannot take it.
        CancelledError: the work was cancelled.
        MovedError: a record is not any more as it was planned.
    """
    written = Written()
    outer = ArchiveWriter(stream)
    outer.reserve_large(envelopes.PAYLOAD_NAME)
    sink = _PayloadSink(stream)
    coming = records or handfuls(store, plan.keys, originals=plan.originals)
    with closing(ahead(coming)) as loaded:
        bag = _bag(plan, chain.from_iterable(loaded), work, written)
        seal(Joined(bag), sink, [key for _, key in plan.recipients])
    written.payload_sha256 = sink.hexdigest()
    end = stream.tell()
    stream.seek(0)
    stream.write(outer.large_header(envelopes.PAYLOAD_NAME, sink.size, sink.crc))
    stream.seek(end)
    envelope = _envelope(plan, written, sink.size).to_bytes()
    outer.add(envelopes.ENVELOPE_NAME, envelope)
    outer.add(envelopes.SIGNATURE_NAME, sign(plan.identity, envelope))
    outer.add(envelopes.CERTIFICATE_NAME, plan.identity.certificate_pem.encode())
    outer.finish()
    stream.flush()
    os.fsync(stream.fileno())
    return written


def _envelope(plan: Plan, written: Written, payload_size: int) -> Envelope:
    return Envelope(
        batch_id=plan.batch_id,
        commune_code=plan.commune_code,
        station=plan.station,
        sequence=plan.sequence,
        practice=plan.practice,
        records=len(written.records),
        exported_at=plan.exported_at,
        payload_size=payload_size,
        payload_sha256=written.payload_sha256,
        audit_number=plan.audit_number,
        audit_digest=plan.audit_digest,
        audit_before=plan.audit_before,
        certificate_sha256=plan.certificate_sha256,
        program=f"quay-tiep-nhan {__version__}",
    )


def _bag(
    plan: Plan, records: Iterable[LoadedRecord], work: Work, written: Written
) -> Iterator[bytes]:
    """Yield the bytes of the bag, and note in `written` what is in it."""
    pieces = Pieces()
    bag = BagWriter(pieces, plan.base)
    for name in SCHEMA_FILES:
        bag.add(f"data/schemas/{name}", (_SCHEMAS / name).read_bytes())
    total = len(plan.keys)
    for number, loaded in enumerate(records):
        work.report(number, 2 * total)
        _add_record(bag, plan, loaded, written)
        yield from pieces.take()
    if not written.records:
        return  # the caller says why; a bag without records is thrown away
    info = info_lines(
        base=plan.base,
        batch_id=str(plan.batch_id),
        commune_code=plan.commune_code,
        commune_name=plan.commune_name,
        station=plan.station,
        exported_at=plan.exported_at,
        records=len(written.records),
        practice=plan.practice,
        recipients=plan.recipients,
    )
    bag.finish(info, lambda data: sign(plan.identity, data))
    yield from pieces.take()


def handfuls(
    store: Store, keys: Sequence[RecordKey], *, originals: bool = False
) -> Iterator[list[LoadedRecord]]:
    """Yield the records with their photo, signature and papers, a handful at a time.

    Every handful is its own short reading, so that the counter is never held up.

    Raises:
        MovedError: a record changed or left in the meantime.
    """
    for start in range(0, len(keys), RECORDS_AT_ONCE):
        some = list(keys[start : start + RECORDS_AT_ONCE])
        with store.read() as session:
            records = queries.load_records(session, [key.id for key in some])
            if [RecordKey(record.id, record.version, record.state) for record in records] != some:
                raise MovedError("a record changed while the batch was written")
            loaded = loaded_records(session, records, originals=originals)
        yield loaded


def loaded_records(
    session: Session, records: Sequence[StoredRecord], *, originals: bool = False
) -> list[LoadedRecord]:
    """Return records with the content of their files."""
    parts = [_digests(record, originals=originals) for record in records]
    wanted = [digest for some in parts for digest in some.values()]
    blobs = queries.load_blobs(session, wanted)
    return [
        LoadedRecord(record, [_loaded_file(part, digest, blobs) for part, digest in some.items()])
        for record, some in zip(records, parts, strict=True)
    ]


def _digests(record: StoredRecord, *, originals: bool) -> dict[str, str]:
    """Return which blobs a record's files are; original frames only where they are to be sent."""
    columns = {
        rules.PHOTO: record.photo_digest,
        rules.SIGNATURE: record.signature_digest,
        rules.VECTOR: record.vector_digest,
        rules.SECOND: record.second_digest,
    }
    found = {
        part: rules.digest_of(record.snapshot, part, stored) for part, stored in columns.items()
    }
    if originals:
        found[rules.ORIGINAL] = record.original_digest
    found |= rules.paper_digests(record.snapshot)
    return {part: digest for part, digest in found.items() if digest}


def _loaded_file(part: str, digest: str, blobs: dict[str, tuple[bytes, str]]) -> LoadedFile:
    content, media_type = blobs.get(digest, (b"", ""))
    is_whole = hashlib.sha256(content).hexdigest() == digest
    extension = rules.EXTENSIONS.get(media_type) if is_whole else None
    return LoadedFile(part, digest, content, zlib.crc32(content), extension)


def _add_record(bag: BagWriter, plan: Plan, loaded: LoadedRecord, written: Written) -> None:
    record = loaded.record
    names: dict[str, str] = {}
    for file in loaded.files:
        if file.extension is None:
            # One damaged photo must not hold back everybody else's records.
            written.left_out.append(LeftOut(record.id, record.receipt_number, file.part))
            return
        names[file.part] = rules.part_name(file.part, str(record.id), file.extension)
    document = rules.record_document(
        record.snapshot,
        record_id=str(record.id),
        version=record.version,
        practice=plan.practice,
        names=names,
    )
    digest = bag.add(f"data/records/{record.id}.json", as_json(document))
    for file in loaded.files:
        bag.add_known(f"data/{names[file.part]}", file.content, file.digest, file.crc)
    written.records.append(WrittenRecord(record.id, record.version, digest, record.state))


def as_json(document: dict[str, Any]) -> bytes:
    """Return the bytes of a record document: one line of UTF-8, keys sorted."""
    return (json.dumps(document, ensure_ascii=False, sort_keys=True) + "\n").encode()


ProgressOfBytes = Callable[[int, int], None]


def second_half(work: Work, total: int) -> ProgressOfBytes:
    """Return a progress that fills the second half of `2 * total` steps as bytes are read."""

    def report(done: int, size: int) -> None:
        work.report(total + (total * done // size if size else 0), 2 * total)

    return report
