"""Use cases of leases: kept while a page is open, given free, taken over."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.text import clean
from desktop.intake.leases import store as queries
from desktop.intake.leases.errors import NotHeldError
from desktop.intake.leases.views import Holder
from desktop.security import store as security
from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.tags import Tag
from desktop.security.views import OperatorView
from desktop.storage.unit_of_work import Store

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

    @property
    def is_shared(self) -> bool:
        """Whether further counters work on this list; without them nothing here is ever asked."""
        return bool(self._store.station)

    def turn_to(self, key: UUID | None, *, before: UUID | None, actor: str) -> UUID | None:
        """Hold whoever is open now, and give free whoever was before if it is somebody else.

        Args:
            key: the application that is opened, or the person; None when nobody is.
            before: the one that was open.
            actor: who has this counter.

        Returns:
            The person who is held; None when nobody is, or the record is closed.

        Raises:
            HeldElsewhereError: another counter has the person.
            StoreError: the server cannot be reached.
        """
        if not self.is_shared:
            return None
        with self._store.write() as session:
            row = None if key is None else queries.file_of(session, key)
            old = None if before is None else queries.file_of(session, before)
            if old is not None and (row is None or row.member_id != old.member_id):
                queries.give_free(session, old.member_id)
        if row is None or not queries.is_open(row):
            return None
        self.renew(row.id, actor=actor)
        return row.member_id

    def renew(self, key: UUID, *, actor: str) -> None:
        """Hold the person of an open file, or go on holding them; a closed record needs it no more.

        Args:
            key: the application, or the person it is of.
            actor: who has this counter.

        Raises:
            HeldElsewhereError: another counter has the person.
            StoreError: the server cannot be reached.
        """
        if not self.is_shared:
            return
        with self._store.write() as session:
            row = queries.file_of(session, key)
            if row is not None and queries.is_open(row):
                queries.take(session, row.member_id, actor)

    def give_free(self, key: UUID) -> None:
        """Let others begin with a person whom this counter has put aside.

        Args:
            key: the application, or the person it is of.

        Raises:
            StoreError: the server cannot be reached; the lease runs out by itself.
        """
        if not self.is_shared:
            return
        with self._store.write() as session:
            row = queries.file_of(session, key)
            queries.give_free(session, key if row is None else row.member_id)

    def held_elsewhere(self) -> dict[UUID, Holder]:
        """Return everybody whom other counters have open now; empty for a counter on its own."""
        if not self.is_shared:
            return {}
        with self._store.read() as session:
            return queries.held_elsewhere(session)

    def take_over(
        self, member_id: UUID, operator_id: UUID, secret: str, *, reason: str, actor: str
    ) -> Holder:
        """Give a person to this counter whom another one has: whoever answers for it vouches.

        Args:
            member_id: the person.
            operator_id: the supervisor or administrator who stands here.
            secret: their PIN or password.
            reason: why, in their words.
            actor: who has this counter.

        Returns:
            Who had the person.

        Raises:
            DeniedError: their role does not include it.
            NotAllowedError: the secret is wrong.
            NotHeldError: nobody else has the person.
        """
        person = self._vouch(operator_id, secret)
        if not allows(person.role, Permission.RECORD_APPROVE):
            raise DeniedError(person.role, Permission.RECORD_APPROVE)
        now = self._clock.now()
        with self._store.write() as session:
            before = queries.hand_over(session, member_id, actor)
            if before is None:
                raise NotHeldError
            row = queries.file_of(session, member_id)
            security.record(
                session,
                Tag.DRAFT_TAKEN_OVER,
                at=now,
                actor=actor,
                target=str(row.id if row else member_id),
                detail={
                    "from": before.operator,
                    "to": actor,
                    "vouched": str(person.id),
                    "reason": clean(reason),
                },
            )
            return before
