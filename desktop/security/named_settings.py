"""Settings that people change by name: all of some changes or none, each with its audit event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.common.settings import SettingDef
from desktop.common.text import clean
from desktop.security import store as queries
from desktop.security.tags import Tag
from desktop.storage.unit_of_work import Session, Store


class NamedSettings:
    """Reads and changes some settings.

    Args:
        store: where they lie.
        clock: where the time comes from.
        definitions: by the name that people type.
        refused: makes the error for a name or a value that does not fit.
        readers: by the same names, what makes the value to store from a text that is not empty,
            where that is more than tidying; None refuses the text.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        definitions: Mapping[str, SettingDef],
        refused: Callable[[str], UserFacingError],
        readers: Mapping[str, Callable[[str], str | None]] = MappingProxyType({}),
    ) -> None:
        self._store = store
        self._clock = clock
        self._definitions = definitions
        self._refused = refused
        self._readers = readers

    def all(self) -> dict[str, Any]:
        """Return every value in force; one that does not fit any more is the default."""
        with self._store.read() as session:
            return self.within(session)

    def within(self, session: Session) -> dict[str, Any]:
        """Return every value in force, in the caller's own transaction."""
        stored = queries.all_settings(session)
        found = {}
        for name, definition in self._definitions.items():
            value = stored.get(definition.name, definition.default)
            found[name] = value if definition.accepts(value) else definition.default
        return found

    def change(self, wanted: Mapping[str, str], *, actor: str) -> None:
        """Store values as they were typed.

        Raises:
            UserFacingError: there is no such setting, or a value does not fit; nothing was changed.
        """
        values = {name: self._checked(name, text) for name, text in wanted.items()}
        now = self._clock.now()
        with self._store.write() as session:
            for name, value in values.items():
                queries.put_setting(session, self._definitions[name].name, value, at=now)
            session.flush()
            for name in values:
                target = self._definitions[name].name
                queries.record(session, Tag.SETTING_CHANGED, at=now, actor=actor, target=target)

    def _checked(self, name: str, text: str) -> Any:
        definition = self._definitions.get(name)
        if definition is None:
            raise self._refused(name)
        value: object = clean(text)
        if isinstance(definition.default, int):
            value = int(text) if text.isascii() and text.isdigit() else None
        if name in self._readers and text:
            value = self._readers[name](text)
        if not definition.accepts(value):
            raise self._refused(name)
        return value


def iso_day(text: str) -> str | None:
    """Return the day that `day_of` finds as it is stored."""
    found = day_of(text)
    return found.isoformat() if found else None


def day_of(text: str) -> date | None:
    """Return the day in `2025-08-22` or `22/08/2025`, None for anything else."""
    if "/" in text:
        text = "-".join(reversed([part.zfill(2) for part in text.strip().split("/")]))
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
