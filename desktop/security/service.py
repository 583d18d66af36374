"""Use cases of security: the station, recipients, operators and their PINs, the audit trail."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from desktop.common.clock import Clock, show_time
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.models import Operator, Recipient
from desktop.security import rules, sealing
from desktop.security import store as queries
from desktop.security.audit import GENESIS, event_digest
from desktop.security.station_identity import StationIdentity, fingerprint
from desktop.security.tags import Tag
from desktop.security.views import AuditCheck, OperatorView, RecipientView, Role, StationView
from desktop.storage.unit_of_work import Session, Store


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

    # -------------------------------------------------------------- operators

    def operators(self) -> tuple[OperatorView, ...]:
        """Return the people who work here."""
        with self._store.read() as session:
            return tuple(_operator_view(row) for row in queries.active_operators(session))

    def add_operator(self, full_name: str, pin: str, role: Role, *, actor: str) -> OperatorView:
        """Add a person who works here.

        Raises:
            NotAllowedError: no name, or the PIN is not 4 to 12 digits.
        """
        from argon2 import PasswordHasher  # noqa: PLC0415 - 50 ms, only here and at log-in

        name, role, now = rules.checked_name(full_name), Role(role), self._now
        pin_hash = PasswordHasher().hash(rules.checked_pin(pin))
        with self._store.write() as session:
            origin = queries.station_of(session).code
            row = queries.add_operator(session, name, pin_hash, role.value, origin=origin, at=now)
            detail = {"role": role.value}
            queries.record(
                session, Tag.OPERATOR_ADDED, at=now, actor=actor, target=str(row.id), detail=detail
            )
            return _operator_view(row)

    def check_pin(self, operator_id: UUID, pin: str) -> OperatorView:
        """Let an operator in. Wrong tries are counted in the store, so a restart does not help.

        Raises:
            NotAllowedError: the PIN is wrong, the operator is gone, or is locked for a while.
        """
        from argon2 import PasswordHasher  # noqa: PLC0415 - 50 ms, only here
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415

        with self._store.write() as session:
            row = queries.operator_by_id(session, operator_id)
            if row is None or not row.is_active:
                raise _gone()
            if row.locked_until is not None and row.locked_until > self._now:
                raise _locked(row.locked_until)
            # Counted before the slow check, so that tries at the same time all count.
            row.failed_tries += 1
            pin_hash = row.pin_hash
        fits = False
        with suppress(VerificationError, InvalidHashError):
            fits = bool(PasswordHasher().verify(pin_hash, pin))
        with self._store.write() as session:
            row = queries.operator_by_id(session, operator_id)
            if row is None:
                raise _gone()
            if fits:
                row.failed_tries, row.locked_until = 0, None
            else:
                self._lock_if_needed(row)
            tag = Tag.OPERATOR_LOGGED_IN if fits else Tag.OPERATOR_REFUSED
            self._event(session, tag, row)
            if row.locked_until is not None:
                self._event(session, Tag.OPERATOR_LOCKED, row)
            view, until, failed = _operator_view(row), row.locked_until, row.failed_tries
        if fits:
            return view
        raise _locked(until) if until is not None else _wrong_pin(rules.FREE_TRIES - failed)

    def _lock_if_needed(self, row: Operator) -> None:
        seconds = rules.lock_seconds(row.failed_tries)
        row.locked_until = self._now + timedelta(seconds=seconds) if seconds else None

    def _event(self, session: Session, tag: Tag, row: Operator) -> None:
        detail = {"failed_tries": row.failed_tries}
        queries.record(
            session, tag, at=self._now, actor=str(row.id), target=str(row.id), detail=detail
        )

    # -------------------------------------------------------------- audit

    def reveal_number(self, target: str, *, actor: str) -> None:
        """Note that somebody looked at a masked number in full."""
        with self._store.write() as session:
            queries.record(session, Tag.NUMBER_REVEALED, at=self._now, actor=actor, target=target)

    def audit_verify(self) -> AuditCheck:
        """Recompute the whole chain of the audit trail."""
        previous, expected = GENESIS, 1
        with self._store.read() as session:
            for row in queries.audit_rows(session):
                digest = event_digest(
                    row.number, row.at, row.actor, row.tag, row.target, row.detail, row.previous
                )
                if (row.number, row.previous, row.digest) != (expected, previous, digest):
                    return AuditCheck(False, expected)
                previous, expected = row.digest, expected + 1
        return AuditCheck(True, None)

    @property
    def _now(self) -> datetime:
        return self._clock.now()


def _recipient_view(row: Recipient) -> RecipientView:
    return RecipientView(row.id, row.name, row.public_key, row.created_at)


def _operator_view(row: Operator) -> OperatorView:
    return OperatorView(row.id, row.full_name, Role(row.role), rules.initials(row.full_name))


def _gone() -> NotAllowedError:
    return NotAllowedError(
        tr("Cán bộ này không còn trong danh sách."),
        tr("Chọn tên khác, hoặc nhờ người phụ trách thêm lại."),
        code="QTN-313",
    )


def _wrong_pin(tries_left: int) -> NotAllowedError:
    return NotAllowedError(
        tr("Mã PIN chưa đúng."),
        tr("Gõ lại; còn {n} lần trước khi phải chờ.").format(n=tries_left),
        code="QTN-314",
    )


def _locked(until: datetime) -> NotAllowedError:
    return NotAllowedError(
        tr("Đã sai mã PIN nhiều lần."),
        tr("Chờ đến {time} rồi gõ lại, hoặc nhờ người phụ trách.").format(time=show_time(until)),
        code="QTN-315",
    )
