"""Keys of the province and the register of stations: enrol, revoke, rotate, hand out."""

from __future__ import annotations

from pathlib import Path

from desktop.batch.signed_file import DocumentError
from desktop.batch.trust.documents import (
    LARGEST_FILE,
    Enrolment,
    read_enrolment,
)
from desktop.batch.trust.errors import FingerprintError, UnknownDigitsError
from desktop.common.clock import Clock
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr
from desktop.common.text import clean, only_digits
from desktop.models import KnownStation, StationCertificate
from desktop.province.errors import EnrolmentRefusedError, NoSuchStationError
from desktop.province.key_views import Newcomer
from desktop.province.registry import store as queries
from desktop.province.registry.listing import station_rows
from desktop.province.views import StationRow
from desktop.security import store as security
from desktop.security.station_identity import (
    spoken_fingerprint,
)
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class RegistryService:
    """The stations whose batches are taken in.

    Args:
        data: where what arrives is kept: a server, or the profile itself.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(self, data: Store, clock: Clock, *, practice: bool) -> None:
        self._data = data
        self._clock = clock
        self._practice = practice

    def enrol(self, path: Path, *, actor: str, fingerprint: str = "") -> StationRow:
        """Enter a station, or a further certificate of a known one, in the register.

        A station that is new is taken as it comes and shown as not compared until somebody says
        the digits. Another certificate for a known code needs the digits at once: else anybody
        could sign for it.

        Args:
            path: the enrolment file.
            actor: who.
            fingerprint: the digits as the station read them out, "" when nobody compared them.

        Raises:
            EnrolmentRefusedError: not an enrolment, of another commune than before, or practice
                and truth are mixed.
            FingerprintError: the digits are others, or there are none where they are needed.
        """
        enrolment = self._read(path)
        spoken = spoken_fingerprint(enrolment.certificate_sha256)
        if fingerprint and only_digits(fingerprint) != only_digits(spoken):
            raise FingerprintError
        now = self._clock.now()
        with self._data.write() as session:
            known = queries.station_with(session, enrolment.station)
            certificate = queries.certificate_with(session, enrolment.certificate_sha256)
            if known is not None and known.commune_code != enrolment.commune_code:
                raise _refused(path, tr("Mã quầy này đã thuộc xã khác."))
            if certificate is not None and certificate.revoked_at is not None:
                raise _refused(path, tr("Khóa này của quầy đã bị thu hồi."))
            if known is not None and certificate is None and not fingerprint:
                raise FingerprintError
            row = queries.put_station(session, enrolment, at=now)
            compared = bool(fingerprint)
            queries.put_certificate(session, row, enrolment, compared=compared, at=now, actor=actor)
            security.record_shared(
                session,
                Tag.STATION_ENROLLED,
                at=now,
                actor=actor,
                target=enrolment.station,
                detail={
                    "certificate_sha256": enrolment.certificate_sha256,
                    "public_key": enrolment.public_key,
                    "compared": compared,
                },
            )
        return next(one for one in self.stations() if one.code == enrolment.station)

    def preview(self, path: Path) -> Newcomer:
        """Return what an enrolment file says; its digits are not among it, nothing is written.

        Raises:
            EnrolmentRefusedError: not an enrolment, or practice and truth are mixed.
        """
        enrolment = self._read(path)
        with self._data.read() as session:
            known = queries.station_with(session, enrolment.station)
            in_force = _in_force(session, known) if known is not None else []
        sha256 = enrolment.certificate_sha256
        return Newcomer(
            station=enrolment.station,
            commune_code=enrolment.commune_code,
            commune_name=enrolment.commune_name,
            made_at=enrolment.made_at,
            is_known=known is not None,
            has_key=any(row.sha256 == sha256 for row in in_force),
            others_in_force=sum(row.sha256 != sha256 for row in in_force),
        )

    def compare(self, code: str, fingerprint: str, *, actor: str) -> StationRow:
        """Note that two people compared the digits of a key that was enrolled without.

        Raises:
            NoSuchStationError: the code is not known.
            UnknownDigitsError: no key of this station in force has these digits.
        """
        digits, now = only_digits(fingerprint), self._clock.now()
        with self._data.write() as session:
            for row in _in_force(session, _known(session, code)):
                if only_digits(spoken_fingerprint(row.sha256)) == digits:
                    break
            else:
                raise UnknownDigitsError
            row.is_compared = True
            detail = {"certificate_sha256": row.sha256, "compared": True}
            security.record_shared(
                session, Tag.STATION_ENROLLED, at=now, actor=actor, target=code, detail=detail
            )
        return next(one for one in self.stations() if one.code == code)

    def replace(self, code: str, *, actor: str) -> int:
        """End every key of a station but the newest; return how many were ended.

        A station that changes its key enrols the new one while the old one still holds: what it
        signed before is taken in. This is the end of that time.

        Raises:
            NoSuchStationError: the code is not known.
        """
        now = self._clock.now()
        with self._data.write() as session:
            older = _in_force(session, _known(session, code))[:-1]
            for row in older:
                row.revoked_at, row.revoked_by, row.reason = now, actor, ""
            if older:
                detail = {"replaced": [row.sha256 for row in older]}
                security.record_shared(
                    session, Tag.STATION_REVOKED, at=now, actor=actor, target=code, detail=detail
                )
        return len(older)

    def revoke(self, code: str, *, actor: str, reason: str) -> None:
        """Take nothing in any more that a certificate of this station signs.

        Raises:
            NoSuchStationError: the code is not known.
        """
        now = self._clock.now()
        with self._data.write() as session:
            for row in _in_force(session, _known(session, code)):
                row.revoked_at, row.revoked_by, row.reason = now, actor, clean(reason)
            security.record_shared(session, Tag.STATION_REVOKED, at=now, actor=actor, target=code)

    def stations(self) -> tuple[StationRow, ...]:
        """Return the register, by code."""
        with self._data.read() as session:
            return station_rows(session)

    def _read(self, path: Path) -> Enrolment:
        try:
            enrolment = read_enrolment(first_bytes(path, LARGEST_FILE + 1))
        except DocumentError as error:
            raise _refused(path, tr("Tệp bị hỏng hoặc không phải tệp ghi danh.")) from error
        if enrolment.practice != self._practice:
            raise _refused(path, tr("Dữ liệu tập dượt và dữ liệu thật lẫn nhau."))
        return enrolment


def _known(session: Session, code: str) -> KnownStation:
    station = queries.station_with(session, code)
    if station is None:
        raise NoSuchStationError(code)
    return station


def _in_force(session: Session, station: KnownStation) -> list[StationCertificate]:
    """Return the keys of a station that hold, oldest first."""
    return [
        row
        for row in queries.certificates(session)
        if row.station_id == station.id and row.revoked_at is None
    ]


def _refused(path: Path, reason: str) -> EnrolmentRefusedError:
    return EnrolmentRefusedError(
        tr("Không ghi danh được từ “{file}”: {reason}").format(file=path.name, reason=reason),
        tr("Xin quầy ghi lại tệp ghi danh (đuôi .qte), rồi đối chiếu dãy số qua điện thoại."),
    )
