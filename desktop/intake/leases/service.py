"""Use cases of leases: kept while a page is open, given free, taken over."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from desktop.common.clock import Clock
from desktop.intake import store as intake
from desktop.intake.leases import store as queries
from desktop.intake.leases.errors import NotHeldError
from desktop.intake.leases.views import Holder
from desktop.security import store as security
from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.tags import Tag
from desktop.security.views import OperatorView
from desktop.storage.unit_of_work import STATION, Store

Vouch = Callable[[UUID, str], OperatorView]
"""Checks that somebody stands here in person (`LoginService.vouch`)."""


class LeaseService:
    """Who is open at which counter.

    Args:
        store: the opened store.
        clock: the clock in use.
        vouch: asks a supervisor for their secret.
    """

    def __init__(self, store: Store, clock: Clock, vouch: Vouch) -> None:
        self._store = store
        self._clock = clock
        self._vouch = vouch

    def renew(self, application_id: UUID, *, actor: str) -> None:
        """Go on holding the person of a draft; a closed record needs it no more.

        Raises:
            HeldElsewhereError: another counter took the person over.
            StoreError: the server cannot be reached.
        """
        with self._store.read() as session:
            if session.info.get(STATION) is None:
                return
        with self._store.write() as session:
            row = intake.required(session, application_id)
            if row.state in intake.OPEN_STATES:
                queries.take(session, row.member_id, actor)

    def give_free(self, member_id: UUID) -> None:
        """Let others begin with a person whom this counter has put aside.

        Raises:
            StoreError: the server cannot be reached; the lease runs out by itself.
        """
        with self._store.read() as session:
            if session.info.get(STATION) is None:
                return
        with self._store.write() as session:
            queries.give_free(session, member_id)

    def held_elsewhere(self) -> dict[UUID, Holder]:
        """Return everybody whom other counters have open now; empty for a counter on its own."""
        with self._store.read() as session:
            return queries.held_elsewhere(session)

    def take_over(self, member_id: UUID, operator_id: UUID, secret: str, *, actor: str) -> Holder:
        """Open a person here whom another counter has: whoever answers for the shift vouches.

        Args:
            member_id: the person.
            operator_id: the supervisor or administrator who stands here.
            secret: their PIN or password.
            actor: who has this counter.

        Returns:
            Who had the person.

        Raises:
            DeniedError: their role does not include it.
            NotAllowedError: the secret is wrong.
            NotHeldError: nobody else has the person.
        """
        person = self._vouch(operator_id, secret)
        if not allows(person.role, Permission.RECORD_SET_ASIDE):
            raise DeniedError(person.role, Permission.RECORD_SET_ASIDE)
        now = self._clock.now()
        with self._store.write() as session:
            before = queries.hand_over(session, member_id, actor)
            if before is None:
                raise NotHeldError
            row = intake.live_application(session, member_id)
            security.record(
                session,
                Tag.DRAFT_TAKEN_OVER,
                at=now,
                actor=actor,
                target=str(row.id if row else member_id),
                detail={"from": before.operator, "to": actor, "vouched": str(person.id)},
            )
            return before
