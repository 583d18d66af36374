"""Who has a store open: every program marks it, and an update waits until it is the only one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from desktop.storage import turns
from desktop.storage.unit_of_work import Store
from desktop.updates import errors

_NAME = "program-open"
_PATIENCE = 0.3


class Presence:
    """The mark of one program that has the store open.

    A server is shared by many; its store is not marked.

    Args:
        store: the open store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._is_shared = store.engine.dialect.name == "sqlite"
        self._held = ExitStack()

    def come(self) -> None:
        """Mark that this program has the store open; until `go`, or the end of the process.

        Raises:
            UpdateError: the program is being updated.
            StoreError: the mark cannot be made.
        """
        if not self._is_shared:
            return
        self.go()
        if not self._held.enter_context(turns.shared(self._store, _NAME, _PATIENCE)):
            self.go()
            raise errors.updating()

    def go(self) -> None:
        """Take the mark back; further calls do nothing."""
        self._held.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other program from opening the store.

        Raises:
            UpdateError: another one has it open.
            StoreError: the mark cannot be made.
        """
        if not self._is_shared:
            yield
            return
        self.go()
        try:
            with turns.alone(self._store, _NAME) as is_ours:
                if not is_ours:
                    raise errors.at_work()
                yield
        finally:
            self.come()
