"""Which laptops an office gives kits to, and whose returns it believes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

from desktop.batch.signed_file import DocumentError
from desktop.batch.trust.documents import LARGEST_FILE, Enrolment, read_enrolment
from desktop.batch.trust.errors import FingerprintError, UnknownDigitsError
from desktop.common.clock import Clock
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr
from desktop.common.ids import new_id
from desktop.common.practice import PracticeMixedError
from desktop.common.text import only_digits
from desktop.field.kits import store as queries
from desktop.field.kits.errors import ChangedDeviceError, DeviceKeyError
from desktop.field.kits.reasons import checked_reason
from desktop.field.kits.views import DeviceView
from desktop.models import FieldDevice, Station
from desktop.security import store as security
from desktop.security.station_identity import fingerprint, spoken_fingerprint
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class DevicesService:
    """Laptops of this office. A laptop's key file is the enrolment of its station (`.qte`)."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def devices(self) -> tuple[DeviceView, ...]:
        """Return every known laptop, oldest first."""
        with self._store.read() as session:
            return tuple(_view(row) for row in queries.devices(session))

    def enrol(self, file: Path, *, digits: str = "", actor: str) -> DeviceView:
        """Take in the key file of a laptop, or compare the digits of one that is known.

        Args:
            file: written by `field device-key`.
            digits: as somebody at the laptop read them out; empty: not compared yet.
            actor: who.

        Raises:
            DeviceKeyError: not such a file, or of another commune.
            ChangedDeviceError: another key of this name is in force, or this one was revoked, and
                no digits were given.
            FingerprintError: the digits are those of another key.
        """
        made = read_device(file)
        now = self._clock.now()
        with self._store.write() as session:
            queries.alone(session)
            return _view(known(session, made, digits, actor=actor, at=now))

    def compare(self, digits: str, *, actor: str) -> DeviceView:
        """Note that two people compared the digits of a laptop that is known.

        Raises:
            UnknownDigitsError: no laptop in force has them.
        """
        wanted, now = only_digits(digits), self._clock.now()
        with self._store.write() as session:
            queries.alone(session)
            for row in queries.devices(session):
                is_it = only_digits(spoken_fingerprint(row.certificate_sha256)) == wanted
                if is_it and row.revoked_at is None:
                    row.is_compared = True
                    _record(session, Tag.FIELD_DEVICE_KNOWN, row, actor, now)
                    return _view(row)
        raise UnknownDigitsError

    def revoke(self, device_id: UUID, *, reason: str, actor: str) -> int:
        """Believe a laptop no more; its people go back to the office. Return how many.

        Raises:
            NotAllowedError: there is no reason.
            UnknownDigitsError: there is no such laptop.
        """
        why, now = checked_reason(reason), self._clock.now()
        with self._store.write() as session:
            queries.alone(session)
            row = session.get(FieldDevice, device_id)
            if row is None:
                raise UnknownDigitsError
            leases = queries.leases_of_device(session, row.id, now)
            for lease in leases:
                queries.end(lease, now, actor, why)
            row.revoked_at, row.revoked_by = now, actor
            security.record_shared(
                session,
                Tag.FIELD_DEVICE_REVOKED,
                at=now,
                actor=actor,
                target=str(row.id),
                detail={"station": row.station, "reason": why, "people": len(leases)},
            )
            return len(leases)


def read_device(file: Path) -> Enrolment:
    """Read the key file of a laptop.

    Raises:
        InputFileError: it cannot be read.
        DeviceKeyError: it is no such file.
    """
    data = first_bytes(file, LARGEST_FILE + 1)
    try:
        return read_enrolment(data)
    except DocumentError as error:
        raise DeviceKeyError(
            tr("Tệp “{file}” không phải tệp khóa của máy lưu động.").format(file=file.name)
        ) from error


def known(
    session: Session, made: Enrolment, digits: str, *, actor: str, at: datetime
) -> FieldDevice:
    """Return the row of a laptop, written if it is new; in the caller's transaction.

    Raises:
        PracticeMixedError: of practice where everything is true, or the other way round.
        DeviceKeyError: of another commune, or of this office itself.
        ChangedDeviceError: another key of this name is in force, or this one was revoked, and no
            digits were given.
        FingerprintError: the digits are those of another key.
    """
    _require_ours(security.station_of(session), made)
    said = only_digits(digits)
    if said and said != only_digits(spoken_fingerprint(made.certificate_sha256)):
        raise FingerprintError
    row = queries.device_by_print(session, made.certificate_sha256)
    others = [
        one
        for one in queries.devices_named(session, made.station)
        if one.certificate_sha256 != made.certificate_sha256
    ]
    is_changed = bool(others) or (row is not None and row.revoked_at is not None)
    if is_changed and not said:
        raise ChangedDeviceError(made.station)
    is_same = row is not None and row.public_key == made.public_key and not is_changed
    if row is not None and is_same and (row.is_compared or not said):
        return row
    if row is None:
        row = FieldDevice(
            id=new_id(),
            station=made.station,
            certificate_pem=made.certificate_pem,
            certificate_sha256=made.certificate_sha256,
            public_key=made.public_key,
            known_at=at,
            known_by=actor,
            revoked_at=None,
        )
        session.add(row)
    row.public_key, row.revoked_at, row.revoked_by = made.public_key, None, ""
    row.is_compared = bool(said) or bool(row.is_compared)
    session.flush()
    _record(session, Tag.FIELD_DEVICE_KNOWN, row, actor, at)
    return row


def _require_ours(home: Station, made: Enrolment) -> None:
    if fingerprint(home.certificate_pem) == made.certificate_sha256 or home.code == made.station:
        raise DeviceKeyError(
            tr("Máy lưu động phải có mã quầy riêng, khác mã {code} của văn phòng.").format(
                code=home.code
            )
        )
    if home.is_practice != made.practice:
        raise PracticeMixedError(made.station, here=home.is_practice)
    if home.commune_code != made.commune_code:
        raise DeviceKeyError(tr("Tệp khóa này của xã khác."))


def _record(session: Session, tag: Tag, row: FieldDevice, actor: str, at: datetime) -> None:
    security.record_shared(
        session,
        tag,
        at=at,
        actor=actor,
        target=str(row.id),
        detail={
            "station": row.station,
            "certificate_sha256": row.certificate_sha256,
            "compared": row.is_compared,
        },
    )


def _view(row: FieldDevice) -> DeviceView:
    return DeviceView(
        device_id=row.id,
        station=row.station,
        fingerprint=spoken_fingerprint(row.certificate_sha256),
        certificate_sha256=row.certificate_sha256,
        compared=row.is_compared,
        revoked=row.revoked_at is not None,
        known_at=row.known_at,
    )
