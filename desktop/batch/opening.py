"""Opens a batch at the receiving side: verified outside, decrypted, verified inside, laid out.

The payload is decrypted through a pipe straight into a folder with a temporary name; the folder
gets its real name only when every byte was authenticated and every digest and signature held.
Names from the archive are never trusted: only those that `rules` knows are written.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from desktop.batch import envelope as envelopes
from desktop.batch import rules
from desktop.batch.bag import DECLARATION
from desktop.batch.envelope import Envelope, EnvelopeError
from desktop.batch.errors import BadBatchError, FileTakenError
from desktop.batch.stored_zip import ArchiveError, ArchiveReader, Entry
from desktop.batch.streams import Joined
from desktop.batch.verify import LARGEST_CERTIFICATE, verify_file
from desktop.batch.views import OpenReport
from desktop.common.files import translated
from desktop.common.i18n import tr
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.sealing import AgeIdentity, read_identities, unseal
from desktop.security.station_identity import SignatureError, verify

LARGEST_RECORD_FILE = 64 << 20
LARGEST_TAG_FILE = 256 << 20


@dataclass
class Contents:
    """What was found in the bag."""

    digests: dict[str, str] = field(default_factory=dict)
    size: int = 0
    tags: dict[str, bytes] = field(default_factory=dict)


def open_file(
    path: Path,
    identity_file: Path,
    to_folder: Path,
    *,
    trusted_certificate: str | None = None,
) -> OpenReport:
    """Decrypt a batch into `to_folder/<station>-<sequence>/`, a whole BagIt bag.

    Args:
        path: the .qtn file.
        identity_file: the secret age key of the receiving side.
        to_folder: made if missing; must not hold this batch already.
        trusted_certificate: PEM of the certificate it must be signed by, if known.

    Raises:
        BadBatchError: the file is not what its station sent; nothing was written.
        WrongKeyError: it is sealed to other keys.
        InputFileError: a file or folder cannot be read or written.
        FileTakenError: the batch was opened there before.
        DiskFullError: there is no room.
    """
    identities = read_identities(identity_file)
    report = verify_file(path, trusted_certificate=trusted_certificate)
    if not report.valid or report.station is None or report.sequence is None:
        raise BadBatchError(
            tr("Không mở lô “{file}”: {reasons}").format(
                file=path.name, reasons=" ".join(report.texts)
            ),
            tr("Xin quầy chép lại tệp từ máy của quầy; đừng dùng tệp này."),
        )
    base = rules.base_name(report.station, report.sequence)
    target = to_folder / base
    if target.exists():
        raise FileTakenError(base)
    try:
        to_folder.mkdir(parents=True, exist_ok=True)
        part = to_folder / f".{base}-{secrets.token_hex(4)}.part"
        part.mkdir()
        try:
            envelope = _laid_out(path, identities, part, base)
            counts = _checked_records(part, envelope)
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    except OSError as error:
        raise translated(error, to_folder) from error
    return OpenReport(
        folder=target,
        station=envelope.station,
        sequence=envelope.sequence,
        records=counts["records"],
        photos=counts["photos"],
        signatures=counts["signatures"],
        practice=envelope.practice,
        fingerprint=envelope.certificate_sha256,
    )


def _laid_out(path: Path, identities: Sequence[AgeIdentity], part: Path, base: str) -> Envelope:
    """Write the content of the bag into `part` and check every tag of it."""
    with path.open("rb") as stream:
        archive = ArchiveReader(stream)
        payload = archive.next(is_large=True)
        if payload is None:
            raise changed("payload")
        chunks = archive.chunks()
        with plain_pipe(Joined(chunks), identities) as pipe:
            contents = _walk(pipe, part, base)
        for _ in chunks:  # whatever age did not ask for; the checksum is at the end
            pass
        envelope_bytes = _small(archive, envelopes.LARGEST_ENVELOPE)
        _small(archive, LARGEST_SIGNATURE)
        certificate = _small(archive, LARGEST_CERTIFICATE).decode("ascii")
    try:
        envelope = envelopes.parse(envelope_bytes)
    except EnvelopeError as error:
        raise changed("envelope") from error
    check_tags(contents, envelope, certificate, base, identities)
    for name, data in contents.tags.items():
        (part / name).write_bytes(data)
    return envelope


def _small(archive: ArchiveReader, limit: int) -> bytes:
    if archive.next() is None:
        raise changed("container")
    return archive.content(limit)


@contextmanager
def plain_pipe(source: Joined, identities: Sequence[AgeIdentity]) -> Iterator[IO[bytes]]:
    """Give the decrypted bytes; the block's work counts only if decryption ended well."""
    read_end, write_end = os.pipe()
    reader = os.fdopen(read_end, "rb", buffering=1 << 20)
    writer = os.fdopen(write_end, "wb", buffering=1 << 18)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            unseal(source, writer, identities)
            writer.close()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            failures.append(error)
            with suppress(OSError):
                writer.close()

    thread = threading.Thread(target=run, name="batch-unseal", daemon=True)
    thread.start()
    try:
        yield reader
    except BaseException:
        reader.close()
        thread.join()
        # A bag that ends too early is the consequence; why decryption stopped is the cause.
        if failures and not isinstance(failures[0], OSError):
            raise failures[0] from None
        raise
    reader.close()
    thread.join()
    if failures:
        raise failures[0]


def _walk(pipe: IO[bytes], part: Path, base: str) -> Contents:
    contents = Contents()
    archive = ArchiveReader(pipe)
    try:
        while (entry := archive.next()) is not None:
            _place(archive, entry, part, base, contents)
        archive.finish()
    except ArchiveError as error:
        raise changed(str(error)) from error
    if next_tag(contents) is not None:
        raise changed("tag files are missing")
    return contents


def _place(archive: ArchiveReader, entry: Entry, part: Path, base: str, contents: Contents) -> None:
    """Take one entry, if a bag may have it here."""
    name = entry.name.removeprefix(f"{base}/")
    is_new = name != entry.name and name not in contents.digests
    if is_new and not contents.tags and rules.BAG_FILE.fullmatch(name):
        if entry.size > LARGEST_RECORD_FILE:
            raise ArchiveError(f"{name} is too large")
        contents.digests[name] = _save(part / name, archive.chunks())
        contents.size += entry.size
    elif is_new and name == next_tag(contents):
        contents.tags[name] = archive.content(LARGEST_TAG_FILE)
    else:
        raise ArchiveError(f"unexpected {entry.name!r}")


def next_tag(contents: Contents) -> str | None:
    """Return the tag file that must come next, None when all came."""
    done = len(contents.tags)
    return rules.TAG_FILES[done] if done < len(rules.TAG_FILES) else None


def _save(target: Path, chunks: Iterator[bytes]) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as stream:
        for chunk in chunks:
            stream.write(chunk)
            digest.update(chunk)
    return digest.hexdigest()


def check_tags(
    contents: Contents,
    envelope: Envelope,
    certificate: str,
    base: str,
    identities: Sequence[AgeIdentity],
) -> None:
    """Check signature and digests of the inside, and that it is what the envelope says.

    Raises:
        BadBatchError: it is not.
    """
    tags = contents.tags
    try:
        verify(tags["tagmanifest-sha256.txt.p7s"], tags["tagmanifest-sha256.txt"], certificate)
    except SignatureError as error:
        raise changed("inner signature") from error
    listed = ("manifest-sha256.txt", "bagit.txt", "bag-info.txt")
    wanted = "".join(f"{hashlib.sha256(tags[name]).hexdigest()}  {name}\n" for name in listed)
    manifest = "".join(f"{digest}  {name}\n" for name, digest in contents.digests.items())
    if (
        tags["tagmanifest-sha256.txt"] != wanted.encode()
        or tags["manifest-sha256.txt"] != manifest.encode()
        or tags["bagit.txt"] != DECLARATION
    ):
        raise changed("digests")
    info = _info(tags["bag-info.txt"])
    expected = {
        "External-Identifier": [base],
        "X-Format-Version": [str(rules.FORMAT)],
        "X-Batch-Id": [str(envelope.batch_id)],
        "X-Commune-Code": [envelope.commune_code],
        "X-Station": [envelope.station],
        "X-Records": [str(envelope.records)],
        "X-Practice": ["true" if envelope.practice else "false"],
        "Payload-Oxum": [f"{contents.size}.{len(contents.digests)}"],
    }
    if any(info.get(key) != value for key, value in expected.items()):
        raise changed("the inside does not fit the envelope")
    addressed = {value.split(" ")[0] for value in info.get("X-Recipient", [])}
    # A receiver who seals a batch again to somebody else cannot make it look sent to them.
    if addressed.isdisjoint(identity.public for identity in identities):
        raise changed("not addressed to this key")


def _info(data: bytes) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for line in data.decode("utf-8", errors="replace").splitlines():
        key, _, value = line.partition(": ")
        values.setdefault(key, []).append(value)
    return values


def _checked_records(part: Path, envelope: Envelope) -> dict[str, int]:
    """Check that every record names exactly the files that came, and count them."""
    data = part / "data"
    counts = dict.fromkeys(("records", "photos", "signatures"), 0)
    named: set[str] = set()
    for file in (data / "records").glob("*.json"):
        counts["records"] += 1
        for kind, name in _document(file).items():
            if not rules.BAG_FILE.fullmatch(f"data/{name}"):
                raise changed("a record names a strange file")
            extension = name.rpartition(".")[2]
            if name != rules.part_name(kind, file.stem, extension) or not (data / name).is_file():
                raise changed("a record names a file that did not come")
            named.add(name)
            if kind in {rules.PHOTO, rules.SIGNATURE}:
                counts[f"{kind}s"] += 1
    came = {
        file.relative_to(data).as_posix()
        for folder in sorted(set(rules.FOLDERS.values()))
        for file in (data / folder).glob("*")
    }
    if counts["records"] != envelope.records or came != named:
        raise changed("counts")
    return counts


def _document(file: Path) -> dict[str, str]:
    """Return the files that a record names, by part."""
    try:
        document = json.loads(file.read_bytes())
        named = rules.named_files(document["files"])
        fits = (
            document["record_format"] == rules.RECORD_FORMAT
            and document["record_id"] == file.stem
            and type(document["record_version"]) is int
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise changed("a record is not readable") from error
    if not fits or named is None:
        raise changed("a record is of another shape")
    return named


def changed(what: str) -> BadBatchError:
    """Return the error for an inside that is not what the station signed."""
    return BadBatchError(
        tr("Nội dung bên trong lô không đúng như quầy đã ký ({what}).").format(what=what),
        tr("Đừng dùng lô này; báo quầy xuất lại và báo người phụ trách."),
    )
