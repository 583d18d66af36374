"""Checks a batch file from outside: whole, signed, unchanged; no secret key is needed."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from desktop.batch import envelope as envelopes
from desktop.batch.envelope import Envelope, EnvelopeError, UnknownFormatError
from desktop.batch.rules import FORMAT
from desktop.batch.stored_zip import ArchiveError, ArchiveReader, Entry
from desktop.batch.streams import SideHash
from desktop.batch.views import Reason, VerifyReport
from desktop.common.handed_files import unreadable
from desktop.security.cms import LARGEST_SIGNATURE
from desktop.security.station_identity import (
    SignatureError,
    fingerprint,
    read_certificate,
    verify,
)

LARGEST_CERTIFICATE = 16 << 10

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""


@dataclass(frozen=True)
class Outside:
    """The small parts of a batch, not yet believed; no digest when the payload was not read."""

    envelope: bytes
    signature: bytes
    certificate: bytes
    payload_size: int
    payload_sha256: str | None


class _Counted:
    """Hashes the whole file while the archive is walked, and reports how far it is."""

    def __init__(
        self, stream: IO[bytes], size: int, whole: SideHash, progress: Progress | None
    ) -> None:
        self._stream = stream
        self._size = size
        self._whole = whole
        self._progress = progress
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._whole.update(data)
        self._done += len(data)
        if self._progress is not None:
            self._progress(self._done, self._size)
        return data


def verify_file(
    path: Path, *, trusted_certificate: str | None = None, progress: Progress | None = None
) -> VerifyReport:
    """Check a batch file.

    A batch proves by itself that one owner of a certificate made all of it. That this owner is
    the station is known from the certificate's fingerprint (printed on the hand-over sheet), or
    by giving the station's certificate here.

    Args:
        path: the file.
        trusted_certificate: PEM of the certificate it must be signed by, if known.
        progress: called while the file is read.

    Raises:
        InputFileError: the file cannot be read (it may be damaged: that is in the report).
    """
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            _forget_cache(stream)
            try:
                with SideHash() as whole:
                    outside = read_outside(_Counted(stream, size, whole, progress))
            except ArchiveError:
                return VerifyReport(False, (_damage(path),), size=size)
            report = _judged(outside, trusted_certificate)
            return replace(report, file_sha256=whole.hexdigest(), size=size)
    except OSError as error:
        raise unreadable(path) from error


def glance_file(path: Path) -> VerifyReport:
    """Look at what a batch says of itself, without reading its payload.

    Whether the payload is the one that was signed stays unknown: whoever believes this, and wants
    the rest, verifies the file afterwards. It costs three small reads whatever the file's size.

    Raises:
        InputFileError: the file cannot be read (it may be damaged: that is in the report).
    """
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            try:
                payload = _payload(ArchiveReader(stream))
                stream.seek(min(payload.size, size), os.SEEK_CUR)  # beyond the end: cut
                outside = _outside(ArchiveReader(stream), payload, None)
            except ArchiveError:
                return VerifyReport(False, (_damage(path),), size=size)
            return replace(_judged(outside, None), size=size)
    except OSError as error:
        raise unreadable(path) from error


def read_outside(source: _Counted) -> Outside:
    """Walk the outer archive once.

    Raises:
        ArchiveError: it is not a batch in its one spelling.
    """
    archive = ArchiveReader(source)
    payload = _payload(archive)
    with SideHash() as digest:
        for chunk in archive.chunks():
            digest.update(chunk)
    outside = _outside(archive, payload, digest.hexdigest())
    archive.finish()
    return outside


def _payload(archive: ArchiveReader) -> Entry:
    payload = archive.next(is_large=True)
    if payload is None or payload.name != envelopes.PAYLOAD_NAME:
        raise ArchiveError("the payload is missing")
    return payload


def _outside(archive: ArchiveReader, payload: Entry, digest: str | None) -> Outside:
    """Return what follows the payload."""
    envelope = _small(archive, envelopes.ENVELOPE_NAME, envelopes.LARGEST_ENVELOPE)
    signature = _small(archive, envelopes.SIGNATURE_NAME, LARGEST_SIGNATURE)
    certificate = _small(archive, envelopes.CERTIFICATE_NAME, LARGEST_CERTIFICATE)
    if archive.next() is not None:
        raise ArchiveError("more entries than a batch has")
    return Outside(envelope, signature, certificate, payload.size, digest)


def _small(archive: ArchiveReader, name: str, limit: int) -> bytes:
    entry = archive.next()
    if entry is None or entry.name != name:
        raise ArchiveError(f"{name} is missing")
    return archive.content(limit)


def _judged(outside: Outside, trusted_certificate: str | None) -> VerifyReport:
    report = VerifyReport(False, (), payload_sha256=outside.payload_sha256)
    try:
        envelope = envelopes.parse(outside.envelope)
    except UnknownFormatError as error:
        return replace(report, reasons=(Reason.UNKNOWN_FORMAT,), format=error.version)
    except EnvelopeError:
        return replace(report, reasons=(Reason.BAD_ENVELOPE,))
    certificate = outside.certificate.decode("ascii", errors="replace")
    reasons = _certificate_reasons(envelope, certificate, trusted_certificate)
    if Reason.BAD_CERTIFICATE not in reasons:
        try:
            verify(outside.signature, outside.envelope, certificate)
        except SignatureError:
            reasons.append(Reason.BAD_SIGNATURE)
    if envelope.payload_size != outside.payload_size or outside.payload_sha256 not in {
        envelope.payload_sha256,
        None,
    }:
        reasons.append(Reason.PAYLOAD_CHANGED)
    return replace(
        report,
        valid=not reasons,
        reasons=tuple(reasons),
        station=envelope.station,
        commune_code=envelope.commune_code,
        sequence=envelope.sequence,
        records=envelope.records,
        format=FORMAT,
        practice=envelope.practice,
        batch_id=envelope.batch_id,
        exported_at=envelope.exported_at,
        fingerprint=envelope.certificate_sha256,
        audit_number=envelope.audit_number,
        audit_digest=envelope.audit_digest,
        audit_before=envelope.audit_before,
    )


def _certificate_reasons(envelope: Envelope, certificate: str, trusted: str | None) -> list[Reason]:
    try:
        names = read_certificate(certificate)
        print_of_it = fingerprint(certificate)
    except SignatureError:
        return [Reason.BAD_CERTIFICATE]
    reasons = []
    if (names.commune_code, names.station_code) != (envelope.commune_code, envelope.station):
        reasons.append(Reason.WRONG_STATION)
    if print_of_it != envelope.certificate_sha256:
        reasons.append(Reason.BAD_CERTIFICATE)
    if trusted is not None and _fingerprint_or_none(trusted) != print_of_it:
        reasons.append(Reason.OTHER_CERTIFICATE)
    return reasons


def _fingerprint_or_none(certificate: str) -> str | None:
    try:
        return fingerprint(certificate)
    except SignatureError:
        return None


def _damage(path: Path) -> Reason:
    with path.open("rb") as stream:
        start = stream.read(64)
    is_ours = start.startswith(b"PK\x03\x04") and envelopes.PAYLOAD_NAME.encode() in start
    return Reason.DAMAGED_CONTAINER if is_ours else Reason.NOT_A_BATCH


def _forget_cache(stream: IO[bytes]) -> None:
    """Ask the system to read from the drive itself, not from what it remembers of the writing."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_SEQUENTIAL)
