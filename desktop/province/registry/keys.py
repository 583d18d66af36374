"""The province's own keys: make, rotate, hand out to the stations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop.batch.trust.documents import PROVINCE_SUFFIX, Escrow, ProvinceKey, write_province_key
from desktop.common.clock import Clock
from desktop.common.files import write_whole
from desktop.common.text import clean
from desktop.models import ProvinceIdentity
from desktop.province.errors import NotAProvinceError
from desktop.province.key_views import OwnKey
from desktop.province.registry import store as queries
from desktop.security import store as security
from desktop.security.sealing import AgeIdentity, checked_public_key, identity_of, new_identity
from desktop.security.station_identity import (
    StationIdentity,
    fingerprint,
    make_province_identity,
    spoken_fingerprint,
)
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store

DESK = "TINH"
ESCROW_KEY, ESCROW_SINCE = "province_escrow_key", "province_escrow_since"


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

    def own(self) -> tuple[OwnKey, ...]:
        """Return the province's keys, newest first; secrets are not among it."""
        with self._profile.read() as session:
            rows = queries.identities(session)
            return tuple(
                OwnKey(
                    certificate_sha256=fingerprint(row.certificate_pem),
                    fingerprint=spoken_fingerprint(fingerprint(row.certificate_pem)),
                    public_key=identity_of(row.secret_key).public,
                    made_at=row.made_at,
                    signs=row is rows[-1],
                )
                for row in reversed(rows)
            )

    def escrow(self) -> Escrow | None:
        """Return the second key that batches are sealed to, None when nobody ever set one."""
        with self._profile.read() as session:
            return _escrow(session)

    def set_escrow(self, public_key: str, *, actor: str) -> None:
        """Let stations seal to a second key too; it goes out with the next key file.

        Args:
            public_key: an age key, or text with one; "" names none any more.
            actor: who.

        Raises:
            InputFileError: it is mistyped, or a secret key.
        """
        key = checked_public_key(public_key) if clean(public_key) else ""
        now = self._clock.now()
        with self._profile.write() as session:
            before = _escrow(session)
            if (before.public_key if before is not None else "") == key:
                return
            # Stations go by the time: never the same second twice, whatever the clock says.
            since = now.replace(microsecond=0)
            if before is not None:
                since = max(since, before.since + timedelta(seconds=1))
            security.put_setting(session, ESCROW_KEY, key, at=now)
            security.put_setting(session, ESCROW_SINCE, since.isoformat(), at=now)
            detail = {"public_key": key}
            security.record(session, Tag.ESCROW_SET, at=now, actor=actor, detail=detail)

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
            rows, escrow = queries.identities(session), _escrow(session)
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
            escrow=escrow,
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


def _pair(row: ProvinceIdentity) -> StationIdentity:
    return StationIdentity(row.certificate_pem, row.private_key_pem)


def _escrow(session: Session) -> Escrow | None:
    stored = security.all_settings(session)
    if ESCROW_SINCE not in stored:
        return None
    return Escrow(str(stored[ESCROW_KEY]), datetime.fromisoformat(str(stored[ESCROW_SINCE])))
