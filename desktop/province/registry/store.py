"""Queries of the register: keys of the province (encrypted profile), stations (data store)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from desktop.batch.trust.documents import Enrolment
from desktop.common.ids import new_id
from desktop.models import KnownStation, ProvinceIdentity, ReceivedBatch, StationCertificate
from desktop.storage.unit_of_work import Session


def identities(session: Session) -> Sequence[ProvinceIdentity]:
    """Return the province's keys, oldest first; the newest one signs."""
    wanted = select(ProvinceIdentity).order_by(ProvinceIdentity.made_at, ProvinceIdentity.id)
    return session.scalars(wanted).all()


def add_identity(
    session: Session,
    *,
    province: str,
    name: str,
    certificate_pem: str,
    private_key_pem: str,
    secret_key: str,
    at: datetime,
) -> None:
    """Keep a new key pair of the province."""
    session.add(
        ProvinceIdentity(
            id=new_id(),
            province=province,
            name=name,
            certificate_pem=certificate_pem,
            private_key_pem=private_key_pem,
            secret_key=secret_key,
            made_at=at,
        )
    )
    session.flush()


def stations(session: Session) -> Sequence[KnownStation]:
    """Return every station, by code."""
    return session.scalars(select(KnownStation).order_by(KnownStation.code)).all()


def station_with(session: Session, code: str) -> KnownStation | None:
    """Return the station of a code."""
    return session.scalars(select(KnownStation).where(KnownStation.code == code)).one_or_none()


def certificate_with(session: Session, sha256: str) -> StationCertificate | None:
    """Return a certificate by its fingerprint, revoked or not."""
    return session.get(StationCertificate, sha256)


def certificates(session: Session) -> Sequence[StationCertificate]:
    """Return every certificate, oldest first."""
    wanted = select(StationCertificate).order_by(
        StationCertificate.enrolled_at, StationCertificate.sha256
    )
    return session.scalars(wanted).all()


def batches_seen(session: Session) -> dict[UUID, tuple[int, datetime | None]]:
    """Return for each station that sent something how many batches, and when the last came."""
    batch = ReceivedBatch
    wanted = select(batch.station_id, func.count(), func.max(batch.received_at))
    return {
        station: (count, last)
        for station, count, last in session.execute(wanted.group_by(batch.station_id))
    }


def put_station(session: Session, enrolment: Enrolment, *, at: datetime) -> KnownStation:
    """Write a station, or what its newest enrolment says of it."""
    row = station_with(session, enrolment.station)
    if row is None:
        row = KnownStation(
            id=new_id(),
            origin="",
            version=0,
            created_at=at,
            code=enrolment.station,
            commune_code=enrolment.commune_code,
        )
        session.add(row)
    row.commune_name = enrolment.commune_name
    row.public_key = enrolment.public_key
    row.version += 1
    row.updated_at = at
    session.flush()
    return row


def put_certificate(
    session: Session,
    station: KnownStation,
    enrolment: Enrolment,
    *,
    compared: bool,
    at: datetime,
    actor: str,
) -> None:
    """Write a certificate of a station, or note that it was compared now."""
    row = session.get(StationCertificate, enrolment.certificate_sha256)
    if row is None:
        row = StationCertificate(
            sha256=enrolment.certificate_sha256,
            station_id=station.id,
            certificate_pem=enrolment.certificate_pem,
            is_compared=compared,
            enrolled_at=at,
            enrolled_by=actor,
            revoked_at=None,
        )
        session.add(row)
    row.is_compared = row.is_compared or compared
    session.flush()
