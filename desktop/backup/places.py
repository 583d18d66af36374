"""Which folders were chosen for copies: by name, kept in the store, proved before they are chosen.

They are no settings: a folder typed by hand would promise a copy that is not made.
"""

from __future__ import annotations

from desktop.backup import store as queries
from desktop.common.clock import Clock
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store

TWIN, DAILY = "twin_folder", "backup_folder"


class Places:
    """Reads and changes the chosen folders; every change is audited with its name only."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, str] = {}

    def get(self, name: str) -> str:
        """Return a folder, "" when none was chosen."""
        if name not in self._known:
            with self._store.read() as session:
                self._known[name] = str(queries.noted(session, name) or "")
        return self._known[name]

    def choose(self, name: str, folder: str, *, actor: str) -> None:
        """Choose a folder; "" is none."""
        now = self._clock.now()
        with self._store.write() as session:
            queries.put_setting(session, name, folder, at=now)
            queries.record(session, Tag.SETTING_CHANGED, at=now, actor=actor, target=name)
        self._known[name] = folder
