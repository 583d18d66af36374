"""A version proves itself on a copy of the store before it is believed.

The copy lies beside the store, encrypted as it is. The other version is a process of its own: it
is told the key through a pipe, brings the copy to its schema, opens every service and every page of
it, and says what it found. What it says is held against what the copy held before.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.backup import store as queries
from desktop.backup.views import StoreSummary
from desktop.common.clock import Clock
from desktop.common.errors import StoreError
from desktop.common.files import sync_folder, translated, whole_file
from desktop.common.work import Work
from desktop.security.keystore import MemoryKeyring
from desktop.security.service import SecurityService
from desktop.security.setup import create_profile
from desktop.storage import migrate
from desktop.storage.engine import make_engine
from desktop.storage.frozen import frozen
from desktop.storage.profile import Profile
from desktop.storage.unit_of_work import Store
from desktop.updates import errors
from desktop.updates.place import Place

_PIECE = 1 << 20
_PACE = 0.2
"""Seconds between looks whether the trial is still wanted."""
LONGEST = 1800.0
"""Seconds after which a version that does not answer is given up: a large store on an old disk."""
_KEPT = ("members", "applications", "received", "batches")
"""What no migration may change the number of."""
_NO_WINDOW = 0x08000000
"""Windows: a console program started from a window opens no console of its own."""


@contextmanager
def copy_of(profile: Profile, store: Store, folder: Path, work: Work) -> Iterator[Profile]:
    """Give a copy of a counter's profile, as it is at this moment; it is gone afterwards.

    Raises:
        DiskFullError: there is no room.
        InputFileError: the folder cannot be written.
        StoreError: the store is busy.
        CancelledError: the work was stopped.
    """
    with _scratch(folder) as place:
        copied = Profile(place)
        with frozen(store, profile.store_file) as file, whole_file(copied.store_file) as out:
            for offset in range(0, file.size, _PIECE):
                work.report(offset, file.size)
                out.write(file.read_at(offset, min(_PIECE, file.size - offset)))
        try:
            copied.recovery_file.parent.mkdir(exist_ok=True)
            shutil.copyfile(profile.recovery_file, copied.recovery_file)
            # A trial keeps away from the server of an office: its counters are at work.
            copied.save_info(replace(profile.read_info(), server=None))
            sync_folder(place)
        except OSError as error:
            raise translated(error, place) from error
        yield copied


@contextmanager
def invented(folder: Path, clock: Clock) -> Iterator[tuple[Profile, bytes]]:
    """Give a counter without people and its key, for a machine that has none yet."""
    with _scratch(folder) as place:
        keyring, profile = MemoryKeyring(), Profile(place / "counter")
        made = create_profile(
            profile,
            commune_code="00000",
            station_code="THU",
            keystore=keyring,
            clock=clock,
            is_practice=True,
        )
        key = keyring.get(made.profile_id)
        assert key is not None
        yield profile, key


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    place = folder / f"trial-{secrets.token_hex(4)}"
    try:
        place.mkdir(parents=True)
        yield place
    except OSError as error:
        raise translated(error, folder) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def tidy(folder: Path) -> None:
    """Remove copies that an interrupted update left; only while nobody updates."""
    for left in folder.glob("trial-*"):
        shutil.rmtree(left, ignore_errors=True)


def ask(
    place: Place, version: str, profile: Profile, key: bytes, verb: list[str], work: Work
) -> Any:
    """Let an installed version do one thing with a copy and return what it answers.

    Raises:
        UpdateError: it does not start, does not answer, or says that something is wrong.
        CancelledError: the work was stopped; the process is ended.
    """
    command, environment = place.command(version)
    command += ["--data", str(profile.folder), "update", *verb, "--json"]
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW if os.name == "nt" else 0,
        )
    except OSError as error:
        raise errors.does_not_work(version, str(error)) from error
    with process:
        try:
            answer = _answer_of(process, key, work)
        finally:
            process.kill()
    return _told(answer, process.returncode, version)


def _answer_of(process: subprocess.Popen[bytes], key: bytes, work: Work) -> bytes:
    given: bytes | None = key.hex().encode() + b"\n"
    waited = 0.0
    while waited < LONGEST:
        try:
            out, _ = process.communicate(given, timeout=_PACE)
        except subprocess.TimeoutExpired:
            given, waited = None, waited + _PACE
            work.report(0, 0)
            continue
        return bytes(out)
    return b""


def _told(answer: bytes, code: int | None, version: str) -> Any:
    try:
        told = json.loads(answer)
    except ValueError as error:
        raise errors.does_not_work(version, f"mã {code}") from error
    if "error" in told or code:
        why = told.get("error", {})
        raise errors.does_not_work(version, f"{why.get('title', code)} [{why.get('code', '')}]")
    return told


def judge(store: Store, clock: Clock, event: int) -> tuple[StoreSummary, str]:
    """Read all of a store that this version has opened.

    Returns:
        What it holds, and the digest of one audit event.

    Raises:
        StoreError: something is not in order.
    """
    with store.read() as session:
        if found := queries.complaints(session):
            raise StoreError(found[0])
        summary = queries.summary(queries.rows_of(session))
        digest = queries.digest_of(session, event)
    check = SecurityService(store, clock).audit_verify()
    if not check.ok:
        raise StoreError(f"audit {check.first_bad_number}")
    return summary, digest


def lead_back(profile: Profile, key: bytes, schema: str, clock: Clock) -> None:
    """Bring a copy to an older schema, as `back` would the store.

    Raises:
        StoreError: it holds what the older schema cannot.
    """
    engine = make_engine(profile.store_file, key)
    try:
        migrate.downgrade(engine, profile.store_file, schema, now=clock.now())
    finally:
        engine.dispose()


@contextmanager
def nobody() -> Iterator[None]:
    """Stand for the mark of a store that is not there."""
    yield


def summary_of(profile: Profile, opened: Any) -> StoreSummary:
    """Return what a copy holds before anybody touched it."""
    copy: Store = opened(profile.store_file)
    try:
        with copy.read() as session:
            return queries.summary(queries.rows_of(session))
    finally:
        copy.close()


def compare(before: StoreSummary, told: Any, version: str) -> None:
    """Hold what a version found in the copy against what was in it.

    Raises:
        UpdateError: something is missing, or is not what it was.
    """
    with suppress(KeyError, TypeError):
        same = all(told["counts"][name] == before.counts[name] for name in _KEPT)
        if same and told["digest"] == before.audit_head:
            return
    raise errors.does_not_work(version, ", ".join(_KEPT))
