"""Writes one batch file: records stream from the store through a bag and age into the target.

Nothing readable touches a disk. The producer (this thread) fills a pipe, a second thread
encrypts what comes out of it; memory stays flat however many records there are.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from desktop import __version__
from desktop.batch import envelope as envelopes
from desktop.batch import rules
from desktop.batch import store as queries
from desktop.batch.bag import BagWriter, info_lines
from desktop.batch.envelope import Envelope
from desktop.batch.store import MovedError, RecordKey, StoredRecord, WrittenRecord
from desktop.batch.stored_zip import ArchiveWriter
from desktop.batch.views import LeftOut
from desktop.common.work import Work
from desktop.security.sealing import seal
from desktop.security.station_identity import StationIdentity, sign
from desktop.storage.unit_of_work import Store

RECORDS_AT_ONCE = 8
_PIPE_BYTES = 1 << 20
_F_SETPIPE_SZ = 1031
_STALE_SECONDS = 3600
_SCHEMAS = Path(__file__).resolve().parents[2] / "resources" / "schemas"
SCHEMA_FILES = ("record.schema.json", "envelope.schema.json")


@dataclass(frozen=True)
class Plan:
    """What one file will be: who sends it, under which number, to whom."""

    batch_id: UUID
    station_id: UUID
    station: str
    commune_code: str
    commune_name: str
    practice: bool
    sequence: int
    exported_at: datetime
    identity: StationIdentity
    certificate_sha256: str
    recipients: tuple[tuple[str, str], ...]
    audit_number: int
    audit_digest: str
    keys: tuple[RecordKey, ...]

    @property
    def base(self) -> str:
        """Name of the batch, `TN01-000012`."""
        return rules.base_name(self.station, self.sequence)


@dataclass
class Written:
    """What went into the file."""

    records: list[WrittenRecord] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    payload_sha256: str = ""


class _PayloadSink:
    """Takes the sealed bytes: to the file, into the digest and the checksum."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self.size = 0
        self.crc = 0

    def write(self, data: bytes) -> int:
        self._stream.write(data)
        self._hash.update(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    @property
    def sha256(self) -> str:
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


def write_batch(stream: IO[bytes], plan: Plan, store: Store, work: Work) -> Written:
    """Write a whole batch to a seekable file and fsync it.

    Raises:
        OSError: the target cannot take it.
        CancelledError: the work was cancelled.
        MovedError: a record is not any more as it was planned.
    """
    written = Written()
    outer = ArchiveWriter(stream)
    outer.reserve_large(envelopes.PAYLOAD_NAME)
    sink = _PayloadSink(stream)
    public_keys = [key for _, key in plan.recipients]
    with _sealed_pipe(sink, public_keys) as pipe:
        _write_bag(pipe, plan, store, work, written)
    written.payload_sha256 = sink.sha256
    end = stream.tell()
    stream.seek(0)
    stream.write(outer.large_header(envelopes.PAYLOAD_NAME, sink.size, sink.crc))
    stream.seek(end)
    envelope = _envelope(plan, sink, len(written.records)).to_bytes()
    outer.add(envelopes.ENVELOPE_NAME, envelope)
    outer.add(envelopes.SIGNATURE_NAME, sign(plan.identity, envelope))
    outer.add(envelopes.CERTIFICATE_NAME, plan.identity.certificate_pem.encode())
    outer.finish()
    stream.flush()
    os.fsync(stream.fileno())
    return written


def _envelope(plan: Plan, sink: _PayloadSink, records: int) -> Envelope:
    return Envelope(
        batch_id=plan.batch_id,
        commune_code=plan.commune_code,
        station=plan.station,
        sequence=plan.sequence,
        practice=plan.practice,
        records=records,
        exported_at=plan.exported_at,
        payload_size=sink.size,
        payload_sha256=sink.sha256,
        audit_number=plan.audit_number,
        audit_digest=plan.audit_digest,
        certificate_sha256=plan.certificate_sha256,
        program=f"quay-tiep-nhan {__version__}",
    )


@contextmanager
def _sealed_pipe(sink: _PayloadSink, public_keys: Sequence[str]) -> Iterator[IO[bytes]]:
    """Give a pipe; what is written to it arrives sealed in the sink when the block has ended."""
    read_end, write_end = os.pipe()
    _enlarge(write_end)
    reader = os.fdopen(read_end, "rb", buffering=_PIPE_BYTES)
    writer = os.fdopen(write_end, "wb", buffering=_PIPE_BYTES // 4)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            seal(reader, sink, public_keys)
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failures.append(error)
        finally:
            reader.close()  # a producer that still writes is told so by a broken pipe

    thread = threading.Thread(target=run, name="batch-seal", daemon=True)
    thread.start()
    try:
        yield writer
        writer.flush()
    except OSError:
        _close(writer)
        thread.join()
        if failures:
            raise failures[0] from None
        raise
    finally:
        _close(writer)
        thread.join()
    if failures:
        raise failures[0]


def _close(stream: IO[bytes]) -> None:
    with suppress(OSError):
        stream.close()


def _enlarge(pipe: int) -> None:
    """Make the pipe 1 MiB where the system can, so that the two threads take turns less often."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    with suppress(OSError):
        fcntl.fcntl(pipe, _F_SETPIPE_SZ, _PIPE_BYTES)


def _write_bag(pipe: IO[bytes], plan: Plan, store: Store, work: Work, written: Written) -> None:
    bag = BagWriter(pipe, plan.base)
    for name in SCHEMA_FILES:
        bag.add(f"data/schemas/{name}", (_SCHEMAS / name).read_bytes())
    total = len(plan.keys)
    for record, blobs in each_record(store, plan.keys):
        work.report(len(written.records) + len(written.left_out), 2 * total)
        _add_record(bag, plan, record, blobs, written)
    if not written.records:
        return  # the caller says why; an empty bag is thrown away
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


Blobs = dict[str, tuple[bytes, str]]


def each_record(store: Store, keys: Sequence[RecordKey]) -> Iterator[tuple[StoredRecord, Blobs]]:
    """Yield the records with their photo and signature, a handful in memory at a time.

    Every handful is its own short reading, so that the counter is never held up.

    Raises:
        MovedError: a record changed or left in the meantime.
    """
    for start in range(0, len(keys), RECORDS_AT_ONCE):
        some = keys[start : start + RECORDS_AT_ONCE]
        with store.read() as session:
            records = queries.load_records(session, [key.id for key in some])
            if [(record.id, record.version) for record in records] != [
                (key.id, key.version) for key in some
            ]:
                raise MovedError("a record changed while the batch was written")
            wanted = [digest for record in records for digest in _digests(record).values()]
            blobs = queries.load_blobs(session, wanted)
        for record in records:
            yield record, blobs


def _digests(record: StoredRecord) -> dict[str, str]:
    columns = {"photo": record.photo_digest, "signature": record.signature_digest}
    found = {
        part: rules.digest_of(record.snapshot, part, stored) for part, stored in columns.items()
    }
    return {part: digest for part, digest in found.items() if digest}


def _add_record(
    bag: BagWriter, plan: Plan, record: StoredRecord, blobs: Blobs, written: Written
) -> None:
    files: dict[str, tuple[str, bytes, str]] = {}
    for part, digest in _digests(record).items():
        content, media_type = blobs.get(digest, (b"", ""))
        extension = rules.EXTENSIONS.get(media_type)
        if extension is None or hashlib.sha256(content).hexdigest() != digest:
            # One damaged photo must not hold back everybody else's records.
            written.left_out.append(LeftOut(record.id, record.receipt_number, part))
            return
        files[part] = (f"{part}s/{record.id}.{extension}", content, digest)
    document = rules.record_document(
        record.snapshot,
        record_id=str(record.id),
        version=record.version,
        practice=plan.practice,
        photo=_name(files.get("photo")),
        signature=_name(files.get("signature")),
    )
    digest = bag.add(f"data/records/{record.id}.json", as_json(document))
    for name, content, content_digest in files.values():
        bag.add_hashed(f"data/{name}", content, content_digest)
    written.records.append(WrittenRecord(record.id, record.version, digest))


def _name(file: tuple[str, bytes, str] | None) -> str | None:
    return file[0] if file else None


def as_json(document: dict[str, Any]) -> bytes:
    """Return the bytes of a record document: UTF-8, indented, Vietnamese readable."""
    return (json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


ProgressOfBytes = Callable[[int, int], None]


def second_half(work: Work, total: int) -> ProgressOfBytes:
    """Return a progress that fills the second half of `2 * total` steps as bytes are read."""

    def report(done: int, size: int) -> None:
        work.report(total + (total * done // size if size else 0), 2 * total)

    return report
