"""Believing the outside of a file, or refusing it, before anything of it is decrypted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.batch.verify import glance_file, verify_file
from desktop.batch.views import VerifyReport
from desktop.common.errors import InputFileError
from desktop.province import rules
from desktop.province.errors import BatchRefusedError
from desktop.province.registry import store as registry
from desktop.province.views import BatchRefusal
from desktop.storage.unit_of_work import Session, Store


@dataclass(frozen=True)
class Sender:
    """Who sent a batch, as the register has it."""

    station_id: UUID
    station: str
    batch_id: UUID
    practice: bool


@dataclass(frozen=True)
class Verified:
    """A file whose outside is what a station of the register signed.

    Attributes:
        at: when it was looked at; the moment at which its content is judged.
        measured_of: one photo of so many is measured again; 1 is all of them.
    """

    path: Path
    report: VerifyReport
    sender: Sender
    sequence: int
    at: datetime
    measured_of: int = rules.MEASURED_OF


def verified(path: Path, data: Store, *, practice: bool, at: datetime) -> Verified:
    """Believe the outside of a file, or refuse it.

    Args:
        path: the file.
        data: where the register of stations is.
        practice: whether this desk takes in invented people.
        at: the present moment.

    Raises:
        BatchRefusedError: it is not whole, not signed by a station that is known, or of the
            other kind.
        StoreError: the store cannot be read.
    """
    # Whatever can be refused without reading the payload is: it may have gigabytes.
    glance = _believable(path, glance_file)
    sender = _known(path, glance, data, practice=practice)
    report = _believable(path, verify_file)
    if replace(glance, payload_sha256=None) != replace(
        report, payload_sha256=None, file_sha256=None
    ):
        raise BatchRefusedError(path.name, BatchRefusal.UNREADABLE)  # exchanged meanwhile
    return Verified(path, report, sender, report.sequence or 0, at)


def _known(path: Path, report: VerifyReport, data: Store, *, practice: bool) -> Sender:
    """Return whose batch it is, as the register has it."""
    station, batch = report.station, report.batch_id
    if station is None or report.sequence is None or batch is None:
        raise BatchRefusedError(path.name, BatchRefusal.UNREADABLE)
    with data.read() as session:
        station_id = known_station(
            session,
            path.name,
            station=station,
            commune_code=report.commune_code,
            fingerprint=report.fingerprint,
        )
    if report.practice is not practice:
        raise BatchRefusedError(path.name, BatchRefusal.PRACTICE_MIXED)
    return Sender(station_id, station, batch, practice)


def known_station(
    session: Session,
    name: str,
    *,
    station: str,
    commune_code: str | None,
    fingerprint: str | None,
) -> UUID:
    """Return the key of the station that signed a file, as the register has it.

    Args:
        session: where the register is.
        name: of the file.
        station: code in the signed outside.
        commune_code: in the signed outside.
        fingerprint: of the certificate that signed it.

    Raises:
        BatchRefusedError: the register has no such station with this certificate, or it holds no
            more.
    """
    known = registry.station_with(session, station)
    certificate = registry.certificate_with(session, fingerprint or "")
    if known is None or certificate is None:
        raise BatchRefusedError(name, BatchRefusal.UNKNOWN_STATION)
    if certificate.station_id != known.id or known.commune_code != commune_code:
        raise BatchRefusedError(name, BatchRefusal.UNKNOWN_STATION)
    if certificate.revoked_at is not None:
        raise BatchRefusedError(name, BatchRefusal.REVOKED_KEY)
    return known.id


def _believable(path: Path, look: Callable[[Path], VerifyReport]) -> VerifyReport:
    """Return what the outside of a file says; it is right as far as seen, and within the limits."""
    try:
        is_small = path.stat().st_size <= rules.LARGEST_FILE
        report = look(path) if is_small else None
    except (OSError, InputFileError) as error:
        raise BatchRefusedError(path.name, BatchRefusal.UNREADABLE) from error
    if report is None:
        raise BatchRefusedError(path.name, BatchRefusal.TOO_LARGE)
    if not report.valid:
        raise BatchRefusedError(path.name, report.reasons[0].value)
    if report.records is None or report.records > rules.MOST_RECORDS:
        raise BatchRefusedError(path.name, BatchRefusal.TOO_MANY)
    return report
