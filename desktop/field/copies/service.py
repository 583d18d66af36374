"""Use cases of a counter's copy: kept fresh on the server, told about, and brought back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

from desktop.common.clock import Clock
from desktop.common.i18n import tr
from desktop.common.vocabulary import ApplicationState
from desktop.common.work import Work
from desktop.field.copies import store as queries
from desktop.field.copies.bringing import Bringing
from desktop.field.copies.errors import CopyThereError, NoCopyError
from desktop.field.copies.keeping import Kept, give_up, is_lost, kept, look_into, open_copy
from desktop.field.copies.making import CopyMaker
from desktop.field.copies.views import BroughtBack, CopyState
from desktop.field.kits.reasons import checked_reason
from desktop.security import store as security
from desktop.security.access.permissions import Permission
from desktop.security.tags import Tag
from desktop.storage.address import NO_ANSWER, ServerError
from desktop.storage.unit_of_work import Store

_WAIT: Final = frozenset(
    {
        Permission.BATCH_ANSWER,
        Permission.BATCH_EXPORT,
        Permission.CARD_COUNT,
        Permission.CARD_HAND_OVER,
        Permission.DATA_ERASE,
        Permission.ELIGIBILITY_CHANGE,
        Permission.INSPECTION_ANSWER,
        Permission.INSPECTION_WRITE,
        Permission.OPERATOR_MANAGE,
        Permission.RECORD_SET_ASIDE,
        Permission.ROSTER_DECIDE,
        Permission.ROSTER_EDIT,
        Permission.ROSTER_IMPORT,
        Permission.SETTING_CHANGE,
        Permission.SHIFT_CLOSE,
        Permission.SHIFT_OPEN,
        Permission.SHIFT_PLAN,
        Permission.TRUST_MANAGE,
    }
)
"""What writes into tables that a copy closes (`storage/copy_guard.py`); a button says so before."""


class OfficeCopyService:
    """The copy of one counter; a counter without a server has none and needs none.

    Args:
        own: the counter's own small store.
        store: where the counter works: the server, its copy, or its own store.
        folder: of its profile.
        clock: where the time comes from.
        reach: opens the server's store; None for a counter without a server.
    """

    def __init__(
        self,
        own: Store,
        store: Store,
        folder: Path,
        clock: Clock,
        reach: Callable[[], Store] | None = None,
    ) -> None:
        self.brought: BroughtBack | None = None
        """What came back from the copy when this counter was opened."""
        self._own = own
        self._store = store
        self._folder = folder
        self._clock = clock
        self._reach = reach

    @property
    def has_server(self) -> bool:
        """Whether this counter belongs to an office with a server."""
        return self._reach is not None

    @property
    def is_offline(self) -> bool:
        """Whether the counter works with its copy now."""
        return self.has_server and self._store.engine.dialect.name == "sqlite"

    def waits(self, permission: Permission | None = None) -> str:
        """Return why such a thing has to wait for the server, "" when it can be done now.

        Args:
            permission: what it needs; None for what a copy refuses whoever asks.
        """
        if not self.is_offline or (permission is not None and permission not in _WAIT):
            return ""
        return tr("Chờ có mạng lại: việc này cần máy chủ.")

    def state(self) -> CopyState:
        """Tell what copy there is, and what in it waits for the server."""
        found = kept(self._own) if self.has_server else None
        if found is None:
            return CopyState(is_there=False)
        waiting = self._waiting(found) if found.since is not None else []
        drafts = waiting.count(ApplicationState.DRAFT)
        return CopyState(
            is_there=True,
            code=found.code,
            made_at=found.made_at,
            people=found.people,
            since=found.since,
            finished=len(waiting) - drafts,
            drafts=drafts,
        )

    def is_stale(self) -> bool:
        """Whether the server has changed since the copy was made.

        Raises:
            StoreError: the server does not answer.
        """
        if not self.has_server or self.is_offline:
            return False
        return self._maker().is_stale()

    def refresh(self) -> bool:
        """Make the copy fresh if the server has changed; return whether it was made anew.

        Raises:
            StoreError: the server does not answer, or there is no room; the copy is as before.
        """
        if not self.has_server or self.is_offline:
            return False
        return self._maker().refresh()

    def answers(self) -> bool:
        """Whether the server lets this counter in now; nothing is changed."""
        if self._reach is None:
            return False
        try:
            self._reach().close()
        except ServerError:
            return False
        return True

    def is_gone(self) -> bool:
        """Whether nobody answers at the server's address, so that the copy may take its place.

        Raises:
            ServerError: somebody answers and refuses this counter; nobody works behind its back.
        """
        if self._reach is None:
            return False
        try:
            self._reach().close()
        except ServerError as error:
            if error.code != NO_ANSWER:
                raise
            return True
        return False

    def bring_back(self, *, actor: str, work: Work | None = None) -> BroughtBack:
        """Bring everything that waits to the server; the copy takes nothing more after it.

        Whoever works with the copy has to open the counter anew afterwards.

        Raises:
            NoCopyError: there is no copy.
            ServerError: the server does not answer.
            UserFacingError: as `Bringing.bring`; all of it stays in the copy.
        """
        if self._reach is None or kept(self._own) is None:
            raise NoCopyError
        if not self.is_offline:
            return bring_all(
                self._own, self._store, self._folder, self._clock, actor=actor, work=work
            )
        with closing(self._reach()) as server:
            return bring_all(self._own, server, self._folder, self._clock, actor=actor, work=work)

    def bring_finished(self, *, actor: str) -> BroughtBack:
        """Bring the finished records to the server while the counter goes on in its copy.

        Raises:
            NoCopyError: the counter does not work with its copy now.
            ServerError: the server does not answer.
            UserFacingError: as `Bringing.bring`; all of it stays in the copy.
        """
        if self._reach is None or not self.is_offline:
            raise NoCopyError
        with closing(self._reach()) as server:
            return Bringing(server, self._store, self._clock).bring_finished(actor=actor)

    def give_up(self, *, reason: str, actor: str) -> None:
        """Give a copy up whose file is gone for good, so that the counter can have another.

        Args:
            reason: what became of it; stands in the trail.
            actor: who answers for it.

        Raises:
            CopyThereError: the file is there, so what is in it can be brought back.
            NotAllowedError: there is no reason.
            StoreError: the server does not answer.
        """
        why, found = checked_reason(reason), kept(self._own)
        if found is None or not is_lost(self._folder, found):
            raise CopyThereError
        with self._store.write() as session:
            security.record_shared(
                session,
                Tag.COPY_GIVEN_UP,
                at=self._clock.now(),
                actor=actor,
                target=found.code,
                detail={"copy": found.code, "reason": why},
            )
        give_up(self._own)

    def _maker(self) -> CopyMaker:
        return CopyMaker(self._own, self._store, self._folder, self._clock)

    def _waiting(self, found: Kept) -> list[ApplicationState]:
        if self.is_offline:
            return _states(self._store)
        with closing(look_into(self._folder, found)) as copy:
            return _states(copy)


def bring_all(
    own: Store,
    server: Store,
    folder: Path,
    clock: Clock,
    *,
    actor: str,
    work: Work | None = None,
) -> BroughtBack:
    """Bring back what waits in a counter's copy, then make a fresh one in its place.

    Raises:
        UserFacingError: as `Bringing.bring`; all of it stays in the copy.
    """
    found = kept(own)
    if found is None or found.since is None:
        return BroughtBack(0, 0)
    with closing(open_copy(folder, found, clock)) as copy:
        brought = Bringing(server, copy, clock).bring(actor=actor, work=work)
    CopyMaker(own, server, folder, clock).make_anew(found)
    return brought


def _states(copy: Store) -> list[ApplicationState]:
    with copy.read() as session:
        return [one.state for one in queries.taken(session) if one.waits]
