"""Who works here: one method per verb; how they come in is in `login.py`.

Nobody is deleted: who leaves is ended and stays readable in the trail. There is always an
administrator, so that somebody can be added and helped at any time.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.common.clock import Clock
from desktop.models import Operator
from desktop.security import rules
from desktop.security import store as trail
from desktop.security.operators import errors, hashing
from desktop.security.operators import store as queries
from desktop.security.operators.rows import note, open_lock, required, set_secret, view
from desktop.security.tags import Tag
from desktop.security.views import OperatorRow, OperatorView, Role
from desktop.storage.unit_of_work import Session, Store


class OperatorsService:
    """The people of this station.

    Args:
        store: the opened store.
        clock: where the time comes from.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # ------------------------------------------------------------ who

    def everybody(self) -> tuple[OperatorRow, ...]:
        """Return everybody who ever worked here, those who still do first."""
        now = self._now
        with self._store.read() as session:
            return tuple(
                OperatorRow(
                    operator=view(row),
                    is_active=row.is_active,
                    locked_until=open_lock(row, now),
                    added_at=row.created_at,
                )
                for row in queries.every_operator(session)
            )

    def add(
        self, full_name: str, secret: str, role: Role, *, actor: str, must_change: bool = False
    ) -> OperatorView:
        """Add a person who works here.

        Args:
            full_name: as it will stand on papers.
            secret: PIN or password.
            role: what they may do.
            actor: who adds them.
            must_change: the person chooses another secret at the first log-in.

        Raises:
            NotAllowedError: no name, a secret nobody may have, or no role of a counter.
        """
        with self._store.write() as session:
            return self._add(session, full_name, secret, role, actor, must_change=must_change)

    def add_first(self, full_name: str, secret: str, *, actor: str) -> OperatorView:
        """Add the first administrator of a station nobody works at yet.

        Raises:
            NotAllowedError: somebody does, or name or secret cannot be taken.
        """
        with self._store.write() as session:
            if queries.count_operators(session):
                raise errors.not_empty()
            return self._add(session, full_name, secret, Role.ADMINISTRATOR, actor)

    # ------------------------------------------------------------ keeping

    def reset_secret(self, operator_id: UUID, secret: str, *, actor: str) -> OperatorView:
        """Give somebody a new secret, which they change at the next log-in.

        Raises:
            NotAllowedError: the person is gone, or the secret cannot be taken.
        """
        with self._store.write() as session:
            row = required(session, operator_id)
            set_secret(session, row, secret, must_change=True)
            self._event(session, Tag.LOGIN_RESET, row, actor)
            return view(row)

    def unlock(self, operator_id: UUID, *, actor: str) -> OperatorView:
        """Forgive wrong tries before their time is over; nothing happens when there are none.

        Raises:
            NotAllowedError: the person is gone.
        """
        with self._store.write() as session:
            row = required(session, operator_id)
            if row.failed_tries:
                self._event(session, Tag.OPERATOR_UNLOCKED, row, actor)
                row.failed_tries, row.locked_until = 0, None
            return view(row)

    def change_role(self, operator_id: UUID, role: Role, *, actor: str) -> OperatorView:
        """Give somebody other work.

        Raises:
            NotAllowedError: the person is gone or the last administrator, or there is no such
                role at a counter.
        """
        role = rules.checked_role(role)
        with self._store.write() as session:
            row = required(session, operator_id)
            if row.role == role.value:
                return view(row)
            _keep_an_administrator(session, row)
            detail = {"from": row.role, "to": role.value}
            row.role = role.value
            self._event(session, Tag.OPERATOR_ROLE_CHANGED, row, actor, detail)
            return view(row)

    def end(self, operator_id: UUID, *, actor: str) -> None:
        """Let somebody who left log in no more; what they did stays under their name.

        Raises:
            NotAllowedError: the person is gone already, or is the last administrator.
        """
        with self._store.write() as session:
            row = required(session, operator_id)
            _keep_an_administrator(session, row)
            row.is_active = False
            self._event(session, Tag.OPERATOR_ENDED, row, actor)

    def bring_back(self, operator_id: UUID, *, actor: str) -> OperatorView:
        """Let somebody who was ended log in again, with the secret they had.

        Raises:
            NotAllowedError: nobody has this key.
        """
        with self._store.write() as session:
            row = queries.operator_by_id(session, operator_id)
            if row is None:
                raise errors.gone()
            if not row.is_active:
                row.is_active = True
                row.failed_tries, row.locked_until = 0, None
                self._event(session, Tag.OPERATOR_RETURNED, row, actor)
            return view(row)

    # ------------------------------------------------------------ inside

    def _add(
        self,
        session: Session,
        full_name: str,
        secret: str,
        role: Role,
        actor: str,
        *,
        must_change: bool = False,
    ) -> OperatorView:
        name, kind, role = (
            rules.checked_name(full_name),
            rules.checked_secret(secret),
            rules.checked_role(role),
        )
        row = queries.add_operator(
            session,
            name,
            hashing.hashed(secret, hashing.cost_in_force(session)),
            kind,
            role,
            must_change=must_change,
            origin=trail.station_of(session).code,
            at=self._now,
        )
        self._event(session, Tag.OPERATOR_ADDED, row, actor, {"role": role.value})
        return view(row)

    def _event(
        self,
        session: Session,
        tag: Tag,
        row: Operator,
        actor: str,
        detail: dict[str, Any] | None = None,
    ) -> None:
        note(session, tag, row, actor, at=self._now, detail=detail)

    @property
    def _now(self) -> datetime:
        return self._clock.now()


def _keep_an_administrator(session: Session, row: Operator) -> None:
    is_administrator = row.role == Role.ADMINISTRATOR.value
    if is_administrator and not queries.other_administrators(session, row.id):
        raise errors.last_administrator()
