"""Queries of trust at a station: provinces it believes, its own keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from desktop.common.ids import new_id
from desktop.models import AuditEvent, Recipient, TrustedProvince
from desktop.security.store import station_of
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session


def provinces(session: Session) -> Sequence[TrustedProvince]:
    """Return every province key this station ever trusted, oldest first."""
    wanted = select(TrustedProvince).order_by(TrustedProvince.trusted_at, TrustedProvince.id)
    return session.scalars(wanted).all()


def trusted(session: Session, certificate_sha256: str) -> TrustedProvince | None:
    """Return the province key in force with this certificate, or None."""
    wanted = select(TrustedProvince).where(
        TrustedProvince.certificate_sha256 == certificate_sha256,
        TrustedProvince.retired_at.is_(None),
    )
    return session.scalars(wanted).one_or_none()


def put_province(
    session: Session,
    *,
    name: str,
    certificate_pem: str,
    certificate_sha256: str,
    public_key: str,
    compared: bool,
    at: datetime,
    actor: str,
) -> TrustedProvince:
    """Trust a province key, or note that a known one was compared now."""
    wanted = select(TrustedProvince).where(TrustedProvince.certificate_sha256 == certificate_sha256)
    row = session.scalars(wanted).one_or_none()
    if row is None:
        row = TrustedProvince(
            id=new_id(),
            name=name,
            certificate_pem=certificate_pem,
            certificate_sha256=certificate_sha256,
            public_key=public_key,
            is_compared=compared,
            trusted_at=at,
            trusted_by=actor,
            retired_at=None,
        )
        session.add(row)
    else:
        row.is_compared = row.is_compared or compared
        row.retired_at = None
    session.flush()
    return row


def keep_answer_key(session: Session, secret: str) -> None:
    """Keep the age key that answers to this station are sealed to; older ones still open theirs."""
    station = station_of(session)
    station.answer_key = "\n".join([secret, *station.answer_key.split()])


def put_identity(session: Session, certificate_pem: str, private_key_pem: str) -> None:
    """Let this station sign with another key from here on."""
    station = station_of(session)
    station.certificate_pem, station.private_key_pem = certificate_pem, private_key_pem


def former_certificates(session: Session) -> list[str]:
    """Return the digests of the certificates this station signed with before, oldest first."""
    wanted = select(AuditEvent.detail).where(AuditEvent.tag == Tag.STATION_KEY_RENEWED)
    return [
        detail["former_sha256"] for detail in session.scalars(wanted.order_by(AuditEvent.number))
    ]


def drop_recipient(session: Session, public_key: str) -> None:
    """Stop sealing batches to a key."""
    row = session.scalars(select(Recipient).where(Recipient.public_key == public_key)).one_or_none()
    if row is not None:
        row.is_active = False
