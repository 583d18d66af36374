"""Use cases of security: the station, recipients, the audit trail; people are in `operators`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.models import Recipient
from desktop.security import rules, sealing
from desktop.security import store as queries
from desktop.security.station_identity import StationIdentity, fingerprint
from desktop.security.tags import Tag
from desktop.security.trail.service import TrailService
from desktop.security.views import AuditCheck, RecipientView, StationView
from desktop.storage.unit_of_work import Store


class SecurityService:
    """What screens and commands may ask of this capability.

    Args:
        store: the opened store.
        clock: where the time comes from.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # -------------------------------------------------------------- station

    def station(self) -> StationView:
        """Return who this station is."""
        with self._store.read() as session:
            row = queries.station_of(session)
            return StationView(
                id=row.id,
                commune_code=row.commune_code,
                commune_name=row.commune_name,
                province_name=row.province_name,
                code=row.code,
                name=row.name,
                is_practice=row.is_practice,
                fingerprint=fingerprint(row.certificate_pem),
                certificate_pem=row.certificate_pem,
            )

    def identity(self) -> StationIdentity:
        """Return certificate and private key of the station, for signing."""
        with self._store.read() as session:
            row = queries.station_of(session)
            return StationIdentity(row.certificate_pem, row.private_key_pem)

    # -------------------------------------------------------------- recipients

    def recipients(self) -> tuple[RecipientView, ...]:
        """Return everybody who can open the batches of this station."""
        with self._store.read() as session:
            return tuple(_recipient_view(row) for row in queries.active_recipients(session))

    def add_recipient(self, name: str, public_key: str, *, actor: str = "") -> RecipientView:
        """Let the owner of an age key (`age1…`) open every later batch.

        Adding the same key again only renames it.

        Raises:
            InputFileError: the key is mistyped, or is a secret key.
            NotAllowedError: there is no name.
        """
        name, key, now = rules.checked_name(name), sealing.checked_public_key(public_key), self._now
        with self._store.write() as session:
            row = queries.recipient_with_key(session, key)
            if row is None:
                row = queries.add_recipient(session, name, key, at=now)
            elif row.is_active and row.name == name:
                return _recipient_view(row)
            row.name, row.is_active = name, True
            detail = {"public_key": key}
            queries.record(
                session, Tag.RECIPIENT_ADDED, at=now, actor=actor, target=str(row.id), detail=detail
            )
            return _recipient_view(row)

    def remove_recipient(self, recipient_id: UUID, *, actor: str = "") -> None:
        """Stop sealing to this key; batches already made stay readable with it.

        Raises:
            NotAllowedError: there is no such recipient.
        """
        with self._store.write() as session:
            row = queries.recipient_by_id(session, recipient_id)
            if row is None or not row.is_active:
                raise NotAllowedError(
                    tr("Nơi nhận này không còn trong danh sách."),
                    tr("Mở lại danh sách nơi nhận."),
                    code="QTN-352",
                )
            row.is_active = False
            queries.record(
                session, Tag.RECIPIENT_REMOVED, at=self._now, actor=actor, target=str(row.id)
            )

    # -------------------------------------------------------------- audit

    def reveal_number(self, target: str, *, actor: str) -> None:
        """Note that somebody looked at a masked number in full."""
        with self._store.write() as session:
            queries.record(session, Tag.NUMBER_REVEALED, at=self._now, actor=actor, target=target)

    def audit_verify(self) -> AuditCheck:
        """Recompute the whole chain of the audit trail; `TrailService` tells more of it."""
        broken = TrailService(self._store).verify().broken
        return AuditCheck(broken is None, broken.number if broken else None)

    @property
    def _now(self) -> datetime:
        return self._clock.now()


def _recipient_view(row: Recipient) -> RecipientView:
    return RecipientView(row.id, row.name, row.public_key, row.created_at)
