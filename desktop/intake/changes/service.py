"""Use case of live sharing: one short look, asked every other second by an open window."""

from __future__ import annotations

from desktop.common.clock import Clock
from desktop.intake.changes import store as queries
from desktop.intake.changes.views import Look
from desktop.storage.unit_of_work import Store


class ChangesService:
    """Where the shared store stands now.

    Args:
        store: the opened store.
        clock: the clock in use.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @property
    def is_shared(self) -> bool:
        """Whether other counters change this store; a counter on its own is never asked."""
        return bool(self._store.station)

    def look(self) -> Look:
        """Return where the store stands.

        Raises:
            StoreError: the server cannot be reached.
        """
        with self._store.read() as session:
            return queries.look(session, self._clock.now())
