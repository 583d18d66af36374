"""The support bundle: one zip for whoever helps from afar, with nothing about any person."""

from __future__ import annotations

import getpass
import json
import platform
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.common.clock import Clock
from desktop.common.errors import UserFacingError
from desktop.common.files import whole_file
from desktop.common.settings import SETTINGS, SettingDef
from desktop.diagnostics import machine, scrub
from desktop.diagnostics import store as queries
from desktop.diagnostics.scrub import Secrets
from desktop.diagnostics.summary import summary_text
from desktop.diagnostics.views import CheckRow, worst
from desktop.storage import migrate
from desktop.storage.profile import Profile, ProfileInfo
from desktop.storage.unit_of_work import Store

FORMAT = 1
SUMMARY, DATA = "tom-tat.txt", "goi-ho-tro.json"
_TAIL = 256 * 1024
"""Bytes of a log that are told: its newest part."""
_COMMON_ACCOUNTS = frozenset({"root", "user", "admin", "administrator", "localhost"})


@dataclass(frozen=True)
class BundleMade:
    """A support bundle that was written.

    Attributes:
        file: where it lies.
        size: its bytes.
        parts: names of the files in it.
    """

    file: Path
    size: int
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Bundler:
    """Writes support bundles.

    Attributes:
        profile: the station's folder.
        clock: the clock in use.
        info: what profile.json says; None when there is none that can be read.
        store: the opened store, None when it could not be opened.
        chosen: gives a setting in force; None without a store.
        lists: devices of this computer by kind, each asked for when a bundle is made.
    """

    profile: Profile
    clock: Clock
    info: ProfileInfo | None = None
    store: Store | None = None
    chosen: Callable[[SettingDef], Any] | None = None
    lists: Mapping[str, Callable[[], Sequence[str]]] = field(default_factory=dict)

    def write(self, target: Path, rows: Sequence[CheckRow], *, actor: str) -> BundleMade:
        """Write a bundle; whole or not at all.

        Args:
            target: the zip file.
            rows: what was measured.
            actor: who asked for it; stands in the audit trail of this station, not in the zip.

        Raises:
            DiskFullError: there is no room.
            InputFileError: the folder cannot be written.
        """
        parts = self.parts(rows)
        with whole_file(target) as stream, zipfile.ZipFile(stream, "w") as bundle:
            for name, text in parts.items():
                # No attributes of files of this computer: not even their owner or their time.
                entry = zipfile.ZipInfo(name, self._stamp())
                entry.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(entry, text.encode())
        if self.store is not None:
            with suppress(UserFacingError), self.store.write() as session:
                queries.note_bundle(session, at=self.clock.now(), actor=actor, files=len(parts))
        return BundleMade(target, target.stat().st_size, tuple(parts))

    def parts(self, rows: Sequence[CheckRow]) -> dict[str, str]:
        """Return the files of a bundle: name -> text, scrubbed."""
        secrets = self._secrets()
        logs = {name: secrets.people(text) for name, text in self._logs().items()}
        data = {
            "format": FORMAT,
            "made_at": self.clock.now().isoformat(),
            "program": __version__,
            "station": self._station(),
            "verdict": worst(tuple(rows)).value,
            "checks": [_told(row, secrets) for row in rows],
            "store": self._store_part(),
            "settings": self._settings(),
            "devices": self._devices(secrets),
            "packages": machine.packages(),
            "logs": {name: len(text.encode()) for name, text in logs.items()},
        }
        text = json.dumps(data, ensure_ascii=False, indent=2)
        return {SUMMARY: summary_text(data, tuple(logs)), DATA: text, **logs}

    # ------------------------------------------------------------ parts

    def _secrets(self) -> Secrets:
        names: set[str] = set()
        if self.store is not None:
            with suppress(UserFacingError), self.store.read() as session:
                names = queries.names_of_people(session)
        single = {platform.node(), Path.home().name}
        with suppress(OSError, KeyError, ImportError):
            single.add(getpass.getuser())
        return Secrets.of(names, single - _COMMON_ACCOUNTS)

    def _station(self) -> dict[str, Any]:
        info = self.info
        if info is None:
            return {"code": "", "commune": "", "practice": False}
        return {
            "code": info.station_code,
            "commune": info.commune_code,
            "practice": info.is_practice,
        }

    def _store_part(self) -> dict[str, Any]:
        part: dict[str, Any] = {"head": migrate.HEAD, "revision": None, "counts": {}}
        if self.store is not None:
            with suppress(UserFacingError), self.store.read() as session:
                found = queries.holding(session)
                part |= {"revision": found.revision, "counts": found.counts}
        return part

    def _settings(self) -> dict[str, Any]:
        """Return what was chosen; of what people wrote themselves only whether they did."""
        if self.chosen is None:
            return {}
        found: dict[str, Any] = {}
        with suppress(UserFacingError):
            for name, one in SETTINGS.items():
                value = self.chosen(one)
                is_free = isinstance(one.default, str) and not one.choices
                found[name] = ("set" if value != one.default else "default") if is_free else value
        return found

    def _devices(self, secrets: Secrets) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for kind, ask in self.lists.items():
            try:
                found[kind] = [secrets.hide(scrub.device_name(name)) for name in ask()]
            except (UserFacingError, OSError, TimeoutError):
                found[kind] = []
        return found

    def _logs(self) -> dict[str, str]:
        folder = self.profile.log_file.parent
        files = sorted(folder.glob("qtn.log*")) + sorted(folder.glob("crash.log"))
        found = {}
        for file in files:
            with suppress(OSError):
                text = file.read_bytes()[-_TAIL:].decode("utf-8", "replace")
                found[f"log/{file.name}"] = scrub.log_text(text)
        return found

    def _stamp(self) -> tuple[int, int, int, int, int, int]:
        now = self.clock.now()
        return now.year, now.month, now.day, now.hour, now.minute, now.second


def _told(row: CheckRow, secrets: Secrets) -> dict[str, Any]:
    """Return a row as the bundle tells it."""
    value, advice = row.value, row.advice
    for part in sorted(row.outside, key=len, reverse=True):
        said = scrub.device_name(part)
        value, advice = value.replace(part, said), advice.replace(part, said)
    facts = {
        name: secrets.hide(fact) if isinstance(fact, str) else fact
        for name, fact in row.facts.items()
    }
    return {
        "name": row.name,
        "label": row.label,
        "value": secrets.hide(value),
        "verdict": row.verdict.value,
        "advice": secrets.hide(advice),
        "facts": facts,
        "seconds": row.seconds,
    }
