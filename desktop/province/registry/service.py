"""Keys of the province and the register of stations: enrol, revoke, rotate, hand out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.batch.signed_file import DocumentError
from desktop.batch.trust.documents import (
    LARGEST_FILE,
    PROVINCE_SUFFIX,
    Enrolment,
    ProvinceKey,
    read_enrolment,
    write_province_key,
)
from desktop.batch.trust.errors import FingerprintError
from desktop.batch.trust.service import small_file
from desktop.common.clock import Clock
from desktop.common.files import write_whole
from desktop.common.i18n import tr
from desktop.common.text import clean, only_digits
from desktop.models import ProvinceIdentity
from desktop.province.errors import EnrolmentRefusedError, NoSuchStationError, NotAProvinceError
from desktop.province.registry import store as queries
from desktop.province.views import StationRow
from desktop.security import store as security
from desktop.security.sealing import AgeIdentity, identity_of, new_identity
from desktop.security.station_identity import (
    StationIdentity,
    fingerprint,
    make_province_identity,
    spoken_fingerprint,
)
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

DESK = "TINH"


@dataclass(frozen=True)
class ProvinceKeys:
    """The province's keys as they are used; the newest signs, all of them open.

    Attributes:
        code: two digits of the province.
        signing: certificate and key of the newest pair.
        opening: age keys, newest first.
    """

    code: str
    name: str
    signing: StationIdentity
    opening: tuple[AgeIdentity, ...]


@dataclass(frozen=True)
class KeyFile:
    """A key file for the stations, and the digits that go with it."""

    path: Path
    fingerprint: str


class KeysService:
    """The province's own keys; they never leave the encrypted profile.

    Args:
        profile: the encrypted store of this desk.
        clock: where the time comes from.
        practice: whether everything here is invented.
    """

    def __init__(self, profile: Store, clock: Clock, *, practice: bool) -> None:
        self._profile = profile
        self._clock = clock
        self._practice = practice

    def keys(self) -> ProvinceKeys:
        """Return the keys in force.

        Raises:
            NotAProvinceError: the profile holds none.
        """
        with self._profile.read() as session:
            rows = queries.identities(session)
        if not rows:
            raise NotAProvinceError
        newest = rows[-1]
        return ProvinceKeys(
            newest.province,
            newest.name,
            StationIdentity(newest.certificate_pem, newest.private_key_pem),
            tuple(identity_of(row.secret_key) for row in reversed(rows)),
        )

    def create(self, province: str, name: str, *, actor: str) -> None:
        """Make the first key pair."""
        self._add(province, clean(name), Tag.PROVINCE_CREATED, actor)

    def rotate(self, *, actor: str) -> None:
        """Make a new key pair; the older ones still open batches that were sealed to them."""
        now = self.keys()
        self._add(now.code, now.name, Tag.PROVINCE_ROTATED, actor)

    def write_key_file(self, folder: Path) -> KeyFile:
        """Write the key file for the stations, vouched for by the key before.

        Raises:
            InputFileError: the folder cannot be written.
        """
        with self._profile.read() as session:
            rows = queries.identities(session)
        if not rows:
            raise NotAProvinceError
        newest, before = rows[-1], rows[-2] if len(rows) > 1 else None
        sha256 = fingerprint(newest.certificate_pem)
        values = ProvinceKey(
            province=newest.province,
            name=newest.name,
            practice=self._practice,
            public_key=identity_of(newest.secret_key).public,
            made_at=newest.made_at,
            certificate_pem=newest.certificate_pem,
            certificate_sha256=sha256,
        )
        path = folder / f"tinh-{newest.province}-{sha256[:8]}{PROVINCE_SUFFIX}"
        write_whole(
            path, write_province_key(_pair(newest), values, _pair(before) if before else None)
        )
        return KeyFile(path, spoken_fingerprint(sha256))

    def _add(self, province: str, name: str, tag: Tag, actor: str) -> None:
        now = self._clock.now()
        identity = make_province_identity(province, DESK, now=now)
        age = new_identity()
        with self._profile.write() as session:
            queries.add_identity(
                session,
                province=province,
                name=name,
                certificate_pem=identity.certificate_pem,
                private_key_pem=identity.private_key_pem,
                secret_key=age.secret,
                at=now,
            )
            detail = {
                "certificate_sha256": fingerprint(identity.certificate_pem),
                "public_key": age.public,
            }
            security.record(session, tag, at=now, actor=actor, target=province, detail=detail)


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
            raise FingerprintError(spoken)
        now = self._clock.now()
        with self._data.write() as session:
            known = queries.station_with(session, enrolment.station)
            certificate = queries.certificate_with(session, enrolment.certificate_sha256)
            if known is not None and known.commune_code != enrolment.commune_code:
                raise _refused(path, tr("Mã quầy này đã thuộc xã khác."))
            if certificate is not None and certificate.revoked_at is not None:
                raise _refused(path, tr("Khóa này của quầy đã bị thu hồi."))
            if known is not None and certificate is None and not fingerprint:
                raise FingerprintError(spoken)
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

    def revoke(self, code: str, *, actor: str, reason: str) -> None:
        """Take nothing in any more that a certificate of this station signs.

        Raises:
            NoSuchStationError: the code is not known.
        """
        now = self._clock.now()
        with self._data.write() as session:
            station = queries.station_with(session, code)
            if station is None:
                raise NoSuchStationError(code)
            for row in queries.certificates(session):
                if row.station_id == station.id and row.revoked_at is None:
                    row.revoked_at, row.revoked_by, row.reason = now, actor, clean(reason)
            security.record_shared(session, Tag.STATION_REVOKED, at=now, actor=actor, target=code)

    def stations(self) -> tuple[StationRow, ...]:
        """Return the register, by code."""
        with self._data.read() as session:
            rows = queries.stations(session)
            newest = {}
            for certificate in queries.certificates(session):
                if certificate.revoked_at is None or certificate.station_id not in newest:
                    newest[certificate.station_id] = certificate
        return tuple(
            StationRow(
                code=row.code,
                commune_code=row.commune_code,
                commune_name=row.commune_name,
                fingerprint=spoken_fingerprint(newest[row.id].sha256),
                certificate_sha256=newest[row.id].sha256,
                compared=newest[row.id].is_compared,
                revoked=newest[row.id].revoked_at is not None,
                enrolled_at=newest[row.id].enrolled_at,
            )
            for row in rows
        )

    def _read(self, path: Path) -> Enrolment:
        try:
            enrolment = read_enrolment(small_file(path, LARGEST_FILE))
        except DocumentError as error:
            raise _refused(path, tr("Tệp bị hỏng hoặc không phải tệp ghi danh.")) from error
        if enrolment.practice != self._practice:
            raise _refused(path, tr("Dữ liệu tập dượt và dữ liệu thật lẫn nhau."))
        return enrolment


def _refused(path: Path, reason: str) -> EnrolmentRefusedError:
    return EnrolmentRefusedError(
        tr("Không ghi danh được từ “{file}”: {reason}").format(file=path.name, reason=reason),
        tr("Xin quầy ghi lại tệp ghi danh (đuôi .qte), rồi đối chiếu dãy số qua điện thoại."),
    )


def _pair(row: ProvinceIdentity) -> StationIdentity:
    return StationIdentity(row.certificate_pem, row.private_key_pem)
