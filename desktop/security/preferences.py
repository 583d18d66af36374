"""Settings as chosen at this station; unknown or unfit stored values fall back to the default."""

from __future__ import annotations

from typing import Any

from desktop.common.clock import Clock
from desktop.common.settings import OF_ONE_MACHINE, REMEMBERED, SETTINGS, SettingDef
from desktop.security import store as queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Store


class Preferences:
    """Reads and changes settings; every change is audited with its name, not its value.

    Where several counters share a store, what is about one machine belongs to each of them alone.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._known: dict[str, Any] | None = None
        self._own: dict[str, str] = {}

    def get(self, definition: SettingDef) -> Any:
        """Return the value in force; its type is that of the declared default."""
        if self._known is None:
            with self._store.read() as session:
                self._known = queries.all_settings(session)
                self._own = {one: queries.own_name(session, one) for one in OF_ONE_MACHINE}
        name = self._own.get(definition.name, definition.name)
        value = self._known.get(name, definition.default)
        return value if definition.accepts(value) else definition.default

    def text(self, definition: SettingDef) -> str:
        """Return a text setting."""
        return str(self.get(definition))

    def forget(self) -> None:
        """Read the settings again the next time: somebody changed one in another way."""
        self._known = None

    def set(self, definition: SettingDef, value: Any, *, actor: str) -> None:
        """Store a value.

        Raises:
            ValueError: the name is not declared or the value does not fit (a defect of the caller).
        """
        declared = SETTINGS.get(definition.name) or REMEMBERED.get(definition.name)
        if declared is not definition or not definition.accepts(value):
            raise ValueError(definition.name)
        now = self._clock.now()
        with self._store.write() as session:
            own = definition.name in OF_ONE_MACHINE
            name = queries.own_name(session, definition.name) if own else definition.name
            queries.put_setting(session, name, value, at=now)
            queries.record(
                session, Tag.SETTING_CHANGED, at=now, actor=actor, target=definition.name
            )
        self._known = None
