"""Use cases of the clock: is it believed, and may somebody let it pass?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from desktop.common.clock import Clock
from desktop.common.errors import NotAllowedError
from desktop.common.i18n import tr
from desktop.common.text import clean
from desktop.security import store as security
from desktop.security.access.errors import DeniedError
from desktop.security.access.permissions import Permission
from desktop.security.access.rules import allows
from desktop.security.tags import Tag
from desktop.security.timekeeping import rules, words
from desktop.security.timekeeping import store as queries
from desktop.security.timekeeping.views import ClockState, Mark
from desktop.security.views import OperatorView
from desktop.storage.unit_of_work import Store

KEPT_EVERY = timedelta(minutes=5)
"""How often a clock that runs well is written down: a record waits for no second write."""
SHORTEST_REASON = 5

Vouch = Callable[[UUID, str], OperatorView]
"""Checks that somebody stands here in person (`LoginService.vouch`)."""


class ClockError(NotAllowedError):
    """The clock of this machine cannot be believed; no record is taken meanwhile."""

    code = "QTN-390"

    def __init__(self, state: ClockState) -> None:
        assert state.fault is not None
        super().__init__(words.title(state.fault), words.advice(state))
        self.state = state


class ClockWatch:
    """Keeps the latest time that was believed, and refuses a clock that contradicts it.

    Args:
        store: the opened store.
        clock: the clock in use.
        vouch: asks a supervisor for their secret; without it nobody can let a clock pass.
    """

    def __init__(self, store: Store, clock: Clock, vouch: Vouch | None = None) -> None:
        self._store = store
        self._clock = clock
        self._vouch = vouch
        # What was read last: the save that the applicant waits for asks the store only when the
        # clock has moved on, or does not fit.
        self._known: tuple[Mark, bool] | None = None

    def state(self) -> ClockState:
        """Judge the clock as it is now.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._judged()[0]

    def require(self) -> None:
        """Refuse to go on under a clock that is not believed; remember one that is.

        Raises:
            ClockError: the clock is behind, off by years, or in another time zone.
            StoreError: the store cannot be read or written.
        """
        if self._is_known_good():
            return
        state, mark = self._judged()
        if not state.stops:
            return
        if state.fault is not None:
            raise ClockError(state)
        if not mark.is_kept or mark.trusted is None or state.now - mark.trusted >= KEPT_EVERY:
            with self._store.write() as session:
                # Somebody may have let a clock pass meanwhile: what they said stays.
                now_kept = queries.mark_to_change(session)
                latest = max(now_kept.trusted or state.now, state.now)
                queries.write_mark(session, replace(now_kept, trusted=latest), at=state.now)
            self._known = None

    def require_year(self) -> None:
        """Refuse to write under a clock that is off by years; less than that is for `require`.

        What is written carries the time for good: one command under a clock that is years ahead
        would put its events after everything the counter does once the clock is right again.

        Raises:
            ClockError: the clock is off by years, and nobody lets that pass.
            StoreError: the store cannot be read.
        """
        state = self.state()
        if state.stops and state.fault in rules.YEARS_OFF:
            raise ClockError(state)

    def override(self, operator_id: UUID, secret: str, reason: str, *, actor: str) -> ClockState:
        """Let the clock pass as it stands: whoever answers for the shift gives secret and reason.

        Args:
            operator_id: the supervisor or administrator who stands here.
            secret: their PIN or password.
            reason: why the clock is right, or cannot be set now.
            actor: who has the counter.

        Raises:
            DeniedError: their role does not include it.
            NotAllowedError: the secret is wrong, or there is no reason.
            StoreError: the store cannot be written.
        """
        why = clean(reason)
        if len(why) < SHORTEST_REASON:
            raise NotAllowedError(
                tr("Chưa có lý do."),
                tr("Ghi lý do bằng vài chữ, để người sau hiểu."),
                code="QTN-394",
            )
        if self._vouch is None:
            raise TypeError("nobody can be asked")
        person = self._vouch(operator_id, secret)
        if not allows(person.role, Permission.CLOCK_OVERRIDE):
            raise DeniedError(person.role, Permission.CLOCK_OVERRIDE)
        now, offset = self._clock.now(), self._clock.offset()
        with self._store.write() as session:
            before = queries.mark_to_change(session)
            found = rules.faults(now, offset, before)
            queries.write_mark(session, Mark(now, frozenset(found), now), at=now)
            security.record(
                session,
                Tag.CLOCK_OVERRIDDEN,
                at=now,
                actor=actor,
                target=str(person.id),
                detail={
                    "faults": [fault.value for fault in found],
                    "trusted": before.trusted.isoformat() if before.trusted else "",
                    "zone": words.zone_words(offset),
                    "reason": why,
                },
            )
        self._known = None
        return self.state()

    def _is_known_good(self) -> bool:
        if self._known is None:
            return False
        mark, practice = self._known
        now = self._clock.now()
        if practice or mark.trusted is None or not mark.is_kept:
            return practice
        return now - mark.trusted < KEPT_EVERY and not rules.fault(now, self._clock.offset(), mark)

    def _judged(self) -> tuple[ClockState, Mark]:
        now, offset = self._clock.now(), self._clock.offset()
        with self._store.read() as session:
            mark, practice = queries.read_mark(session), queries.is_practice(session)
        self._known = (mark, practice)
        fault = rules.fault(now, offset, mark)
        return ClockState(now, offset, mark.trusted, fault, stops=not practice), mark
