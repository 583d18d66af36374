"""How people come in: PIN or password, the growing wait after wrong tries, the printed code.

Tries are counted in the store, and the secret's hash carries its cost. The recovery code of the
station lets an administrator in who has forgotten the secret, so a station can never be locked
out of its own settings.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from desktop.common.clock import Clock
from desktop.models import Operator
from desktop.security import rules
from desktop.security.access.seat import Seat
from desktop.security.operators import errors, hashing
from desktop.security.operators import store as queries
from desktop.security.operators.rows import note, open_lock, required, set_secret, view
from desktop.security.tags import Tag
from desktop.security.views import OperatorView, Role
from desktop.storage.unit_of_work import Session, Store

RESCUER = "recovery-code"
"""Who stands in the audit trail when the code from the envelope opened the way."""


class LoginService:
    """The door of this station.

    Args:
        store: the opened store.
        clock: where the time comes from.
        prove: raises when a recovery code is not the one of this very store.

    Attributes:
        seat: who works now; whoever comes in takes it.
    """

    def __init__(self, store: Store, clock: Clock, prove: Callable[[str], None]) -> None:
        self._store = store
        self._clock = clock
        self._prove = prove
        self.seat = Seat()

    def active(self) -> tuple[OperatorView, ...]:
        """Return the people who may log in, as they were added."""
        with self._store.read() as session:
            return tuple(view(row) for row in queries.active_operators(session))

    def log_in(self, operator_id: UUID, secret: str) -> OperatorView:
        """Let an operator in. Wrong tries are counted in the store, so a restart does not help.

        Raises:
            NotAllowedError: the secret is wrong, the operator is gone, or is locked for a while.
        """
        who = self._checked(operator_id, secret, Tag.OPERATOR_LOGGED_IN)
        self.seat.take(who.role, who.full_name)
        return who

    def vouch(self, operator_id: UUID, secret: str) -> OperatorView:
        """Check that somebody stands here in person, for an act they answer for.

        The one who has the counter stays; wrong tries count as at the log-in.

        Raises:
            NotAllowedError: as `log_in`.
        """
        return self._checked(operator_id, secret, Tag.OPERATOR_VOUCHED)

    def change_secret(self, operator_id: UUID, old: str, new: str) -> OperatorView:
        """Let somebody choose another PIN or password for themselves.

        Raises:
            NotAllowedError: the old one is wrong (counted as at the log-in), or the new one
                cannot be taken.
        """
        rules.checked_secret(new)
        self._checked(operator_id, old, None)
        if old == new:
            raise errors.SameSecretError
        with self._store.write() as session:
            row = required(session, operator_id)
            set_secret(session, row, new, must_change=False)
            note(session, Tag.LOGIN_CHANGED, row, str(row.id), at=self._now)
            return view(row)

    def rescue(self, code: str, operator_id: UUID, secret: str) -> OperatorView:
        """Give an administrator a new secret, on the strength of the printed recovery code.

        Raises:
            WrongKeyError: the code is not the one of this store.
            InputFileError: the file that proves the code is damaged.
            NotAllowedError: the person is gone or no administrator, or the secret cannot be taken.
        """
        rules.checked_secret(secret)
        self._prove(code)
        with self._store.write() as session:
            row = required(session, operator_id)
            if row.role != Role.ADMINISTRATOR.value:
                raise errors.not_an_administrator()
            set_secret(session, row, secret, must_change=False)
            note(session, Tag.LOGIN_RESCUED, row, RESCUER, at=self._now)
            who = view(row)
        self.seat.take(who.role, who.full_name)
        return who

    # ------------------------------------------------------------ inside

    def _checked(self, operator_id: UUID, secret: str, tag: Tag | None) -> OperatorView:
        """Check a secret, count a wrong one, leave the event; None leaves none when it fits."""
        with self._store.write() as session:
            row = required(session, operator_id)
            until = open_lock(row, self._now)
            if until is not None:
                raise errors.locked(until)
            # Counted before the slow check, so that tries at the same time all count.
            row.failed_tries += 1
            kept, cost = row.pin_hash, hashing.cost_in_force(session)
        fits = hashing.fits(kept, secret)
        fresh = hashing.hashed(secret, cost) if fits and hashing.is_stale(kept, cost) else None
        with self._store.write() as session:
            row = required(session, operator_id)
            if fits:
                row.failed_tries, row.locked_until = 0, None
                if fresh is not None and row.pin_hash == kept:
                    row.pin_hash = fresh
            else:
                seconds = rules.lock_seconds(row.failed_tries)
                row.locked_until = self._now + timedelta(seconds=seconds) if seconds else None
                tag = Tag.OPERATOR_REFUSED
            if tag is not None:
                self._count_event(session, tag, row)
            if row.locked_until is not None:
                self._count_event(session, Tag.OPERATOR_LOCKED, row)
            who, until, failed = view(row), row.locked_until, row.failed_tries
        if fits:
            return who
        if until is not None:
            raise errors.locked(until)
        raise errors.wrong_secret(who.secret, rules.FREE_TRIES - failed)

    def _count_event(self, session: Session, tag: Tag, row: Operator) -> None:
        detail = {"failed_tries": row.failed_tries}
        note(session, tag, row, str(row.id), at=self._now, detail=detail)

    @property
    def _now(self) -> datetime:
        return self._clock.now()
