"""What a station does for trust: enrol itself, install and retire keys of the province."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.batch.signed_file import DocumentError, DocumentVersionError
from desktop.batch.trust import store as queries
from desktop.batch.trust.documents import (
    ENROLMENT_SUFFIX,
    LARGEST_FILE,
    Enrolment,
    ProvinceKey,
    read_province_key,
    write_enrolment,
)
from desktop.batch.trust.errors import (
    BadTrustFileError,
    FingerprintError,
    UnknownDigitsError,
)
from desktop.batch.trust.escrow import follow_escrow
from desktop.common.clock import Clock
from desktop.common.errors import NotAllowedError
from desktop.common.files import ready_folder, write_whole
from desktop.common.handed_files import first_bytes
from desktop.common.i18n import tr
from desktop.common.text import only_digits
from desktop.security import sealing
from desktop.security import store as security
from desktop.security.station_identity import (
    StationIdentity,
    fingerprint,
    make_identity,
    spoken_fingerprint,
)
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


@dataclass(frozen=True)
class EnrolmentFile:
    """An enrolment that was written.

    Attributes:
        fingerprint: groups of digits to read to the province on the phone.
    """

    path: Path
    station: str
    fingerprint: str


@dataclass(frozen=True)
class ProvinceView:
    """A province key of this station.

    Attributes:
        fingerprint: groups of digits to compare on the phone.
        compared: whether two people did, or an older key vouched for it.
        retired: whether its answers are not believed any more.
    """

    name: str
    fingerprint: str
    certificate_sha256: str
    public_key: str
    compared: bool
    retired: bool
    trusted_at: datetime


class TrustService:
    """Enrolment and keys of the province, at the station."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def enrol(self, folder: Path, *, actor: str) -> EnrolmentFile:
        """Write the file by which the province gets to know this station.

        Raises:
            InputFileError: the folder is not there or cannot be written.
            DiskFullError: there is no room; no half file is left.
        """
        ready_folder(folder)
        now = self._clock.now()
        with self._store.write() as session:
            station = security.station_of(session)
            if not station.answer_key:
                queries.keep_answer_key(session, sealing.new_identity().secret)
                session.flush()
            public = sealing.identities_of(station.answer_key)[0].public
            identity = StationIdentity(station.certificate_pem, station.private_key_pem)
            values = Enrolment(
                commune_code=station.commune_code,
                commune_name=station.commune_name,
                station=station.code,
                practice=station.is_practice,
                public_key=public,
                made_at=now,
                certificate_pem=station.certificate_pem,
                certificate_sha256=fingerprint(station.certificate_pem),
            )
            security.record(
                session,
                Tag.STATION_ENROLLED,
                at=now,
                actor=actor,
                target=str(station.id),
                detail={"certificate_sha256": values.certificate_sha256, "public_key": public},
            )
        path = folder / f"{values.station}{ENROLMENT_SUFFIX}"
        write_whole(path, write_enrolment(identity, values), makes_folder=False)
        return EnrolmentFile(path, values.station, spoken_fingerprint(values.certificate_sha256))

    def renew(self, folder: Path, *, actor: str) -> EnrolmentFile:
        """Give this station another key, and write the file by which the province gets to know it.

        For a computer or a copy that was lost or seen, and for a key the province has revoked. The
        records, their numbers and those of the batches stay. What left before and did not arrive is
        written again (`CopiesService.write_again`), signed by the new key. Answers that are sealed
        to the former key still open.

        Raises:
            InputFileError: the folder is not there or cannot be written; then, if the new key was
                made already, `enrol` writes the file.
            DiskFullError: there is no room; no half file is left.
        """
        ready_folder(folder)
        now = self._clock.now()
        with self._store.write() as session:
            station = security.station_of(session)
            former = fingerprint(station.certificate_pem)
            made = make_identity(station.commune_code, station.code, now=now)
            queries.put_identity(session, made.certificate_pem, made.private_key_pem)
            queries.keep_answer_key(session, sealing.new_identity().secret)
            security.record(
                session,
                Tag.STATION_KEY_RENEWED,
                at=now,
                actor=actor,
                target=str(station.id),
                detail={
                    "certificate_sha256": fingerprint(made.certificate_pem),
                    "former_sha256": former,
                },
            )
        return self.enrol(folder, actor=actor)

    def former(self) -> tuple[str, ...]:
        """Return the digests of the certificates this station signed with before."""
        with self._store.read() as session:
            return tuple(queries.former_certificates(session))

    def provinces(self) -> tuple[ProvinceView, ...]:
        """Return the keys of the province this station knows, oldest first."""
        with self._store.read() as session:
            return tuple(
                ProvinceView(
                    name=row.name,
                    fingerprint=spoken_fingerprint(row.certificate_sha256),
                    certificate_sha256=row.certificate_sha256,
                    public_key=row.public_key,
                    compared=row.is_compared,
                    retired=row.retired_at is not None,
                    trusted_at=row.trusted_at,
                )
                for row in queries.provinces(session)
            )

    def install(self, path: Path, *, actor: str, fingerprint: str = "") -> ProvinceView:
        """Seal batches to a province, and believe its answers once its key was compared.

        The first key is taken as it is given. Until somebody says its fingerprint it is shown as
        not compared, and answers that it signs wait (decision 0010). Every later key must be
        vouched for by a compared key in force, or be compared itself.

        Args:
            path: the key file.
            actor: who.
            fingerprint: the digits as read out on the phone, "" when nobody compared them.

        Raises:
            BadTrustFileError: not such a file, or damaged, or practice and truth are mixed.
            FingerprintError: the digits are others, or there are none where they are needed.
        """
        key = read_key_file(path)
        spoken = spoken_fingerprint(key.certificate_sha256)
        if fingerprint and only_digits(fingerprint) != only_digits(spoken):
            raise FingerprintError
        now = self._clock.now()
        with self._store.write() as session:
            if key.practice != security.station_of(session).is_practice:
                raise BadTrustFileError(path.name, tr("Dữ liệu tập dượt và dữ liệu thật lẫn nhau."))
            known = [row for row in queries.provinces(session) if row.retired_at is None]
            # A key that nobody compared vouches for no other.
            vouched = any(
                row.certificate_sha256 == key.previous_sha256 and row.is_compared for row in known
            )
            again = any(row.certificate_sha256 == key.certificate_sha256 for row in known)
            if known and not (vouched or again or fingerprint):
                raise FingerprintError
            self._trust(session, key, compared=bool(fingerprint) or vouched, at=now, actor=actor)
            if key.escrow is not None:
                follow_escrow(session, key.name, key.escrow, at=now, actor=actor)
        return next(
            view for view in self.provinces() if view.certificate_sha256 == key.certificate_sha256
        )

    def compare(self, fingerprint: str, *, actor: str) -> ProvinceView:
        """Note that two people compared the digits of a key that is installed already.

        Args:
            fingerprint: the digits as the province read them out.
            actor: who.

        Raises:
            UnknownDigitsError: no key in force has these digits; nothing changed.
        """
        digits = only_digits(fingerprint)
        with self._store.write() as session:
            for row in queries.provinces(session):
                spoken = only_digits(spoken_fingerprint(row.certificate_sha256))
                if row.retired_at is None and spoken == digits:
                    break
            else:
                raise UnknownDigitsError
            row.is_compared = True
            security.record(
                session,
                Tag.PROVINCE_TRUSTED,
                at=self._clock.now(),
                actor=actor,
                target=str(row.id),
                detail={"certificate_sha256": row.certificate_sha256, "compared": True},
            )
            sha256 = row.certificate_sha256
        return next(view for view in self.provinces() if view.certificate_sha256 == sha256)

    def _trust(
        self, session: Session, key: ProvinceKey, *, compared: bool, at: datetime, actor: str
    ) -> None:
        row = queries.put_province(
            session,
            name=key.name,
            certificate_pem=key.certificate_pem,
            certificate_sha256=key.certificate_sha256,
            public_key=key.public_key,
            compared=compared,
            at=at,
            actor=actor,
        )
        known = security.recipient_with_key(session, key.public_key)
        if known is None:
            security.add_recipient(session, key.name, key.public_key, at=at)
        else:
            known.is_active = True
        security.record(
            session,
            Tag.PROVINCE_TRUSTED,
            at=at,
            actor=actor,
            target=str(row.id),
            detail={
                "certificate_sha256": key.certificate_sha256,
                "public_key": key.public_key,
                "compared": compared,
            },
        )

    def retire(self, certificate_sha256: str, *, actor: str) -> None:
        """Stop believing a key and stop sealing to it; another one must stay.

        Raises:
            NotAllowedError: it is not known, or the last one.
        """
        now = self._clock.now()
        with self._store.write() as session:
            row = queries.trusted(session, certificate_sha256)
            others = [
                one
                for one in queries.provinces(session)
                if one.retired_at is None and one.certificate_sha256 != certificate_sha256
            ]
            if row is None or not others:
                raise NotAllowedError(
                    tr("Chưa bỏ được khóa này của tỉnh."),
                    tr("Cài khóa mới của tỉnh trước, rồi bỏ khóa cũ."),
                    code="QTN-354",
                )
            row.retired_at = now
            queries.drop_recipient(session, row.public_key)
            security.record(session, Tag.PROVINCE_RETIRED, at=now, actor=actor, target=str(row.id))


def read_key_file(path: Path) -> ProvinceKey:
    """Read the key file of a province.

    Raises:
        BadTrustFileError: not such a file, of a newer program, or damaged.
        InputFileError: it cannot be read.
    """
    try:
        return read_province_key(first_bytes(path, LARGEST_FILE + 1))
    except DocumentVersionError as error:
        raise BadTrustFileError(path.name, tr("Tệp do bản phần mềm mới hơn tạo ra.")) from error
    except DocumentError as error:
        raise BadTrustFileError(path.name, tr("Tệp bị hỏng hoặc không phải khóa của tỉnh.")) from (
            error
        )
