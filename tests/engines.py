"""Both engines for every test of a store: a counter's own encrypted file, an office's server.

A fixture that asks for `engine_name` gives each test of it twice, and opens its store by one of the
two ways here. What is about one engine alone says so and why, with `only_embedded`.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from desktop.common.clock import FixedClock
from desktop.security import store as security
from desktop.security.setup import SETUP_ACTOR
from desktop.security.station_identity import fingerprint, make_identity
from desktop.security.tags import Tag
from desktop.storage.engine import make_engine
from desktop.storage.migrate import upgrade
from desktop.storage.unit_of_work import Store
from tests import factories
from tests.postgres import fresh_store

EMBEDDED, SERVER = "sqlcipher", "postgresql"


@pytest.fixture(params=[EMBEDDED, SERVER])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Let a test run on each engine."""
    return str(request.param)


def only_embedded(why: str) -> pytest.MarkDecorator:
    """Keep a test, or all of a module, on the counter's own file.

    Args:
        why: what of the file itself it is about.
    """
    assert why
    return pytest.mark.parametrize("engine_name", [EMBEDDED], indirect=True)


@contextmanager
def empty_store(request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    """Give a new store of the test's engine with all tables and nothing in them.

    Args:
        request: of a fixture or test that asks for `engine_name` too.
        folder: where the file of an embedded one goes.
    """
    if request.getfixturevalue("engine_name") == SERVER:
        with fresh_store(request.getfixturevalue("postgres_server")) as store:
            yield store
        return
    template, key = _file_with_tables()
    file = folder / "tables.db"
    shutil.copyfile(template, file)
    store = Store(make_engine(file, key), key=key)
    yield store
    store.close()


@contextmanager
def station_store(
    request: pytest.FixtureRequest,
    folder: Path,
    clock: FixedClock,
    commune: tuple[str, str] = factories.COMMUNE,
    station: str = factories.STATION,
) -> Iterator[Store]:
    """Give a store of the test's engine that has a station with its keys.

    Args:
        request: of a fixture or test that asks for `engine_name` too.
        folder: where the profile of an embedded one goes.
        clock: tells the moment at which the station was made.
        commune: its code and its name.
        station: its code.
    """
    if request.getfixturevalue("engine_name") == SERVER:
        with fresh_store(request.getfixturevalue("postgres_server")) as store:
            found_station(store, clock, commune, station)
            yield store
        return
    store, _ = factories.open_profile(folder / "profile", clock, commune, station)
    yield store
    store.close()


def found_station(
    store: Store,
    clock: FixedClock,
    commune: tuple[str, str] = factories.COMMUNE,
    station: str = factories.STATION,
) -> str:
    """Put a station into an empty store on a server, as the first counter of an office does.

    Returns:
        Its certificate, PEM.
    """
    code, name = commune
    identity = make_identity(code, station, now=clock.now())
    told = {"certificate_sha256": fingerprint(identity.certificate_pem)}
    with store.write() as session:
        key = security.add_station(
            session,
            identity,
            commune_code=code,
            commune_name=name,
            code=station,
            is_practice=False,
            at=clock.now(),
        )
        for tag in (Tag.STATION_CREATED, Tag.RECOVERY_CODE_MADE):
            security.record(
                session, tag, at=clock.now(), actor=SETUP_ACTOR, target=str(key), detail=told
            )
    return identity.certificate_pem


@cache
def _file_with_tables() -> tuple[Path, bytes]:
    """Make the file that embedded stores are copied from, once in a session; and its key."""
    folder, key = Path(tempfile.mkdtemp(prefix="qtn-tables-")), os.urandom(32)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "tables.db"
    engine = make_engine(file, key)
    upgrade(engine, now=factories.MORNING)
    store = Store(engine)
    store.fold_log()
    store.close()
    return file, key
