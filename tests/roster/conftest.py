"""A roster on a real encrypted store, at a fixed moment."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.common.clock import FixedClock
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.storage.engine import make_engine
from desktop.storage.migrate import upgrade
from desktop.storage.unit_of_work import Store

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    engine = make_engine(tmp_path / "roster-test.db", os.urandom(32))
    upgrade(engine, now=NOW)
    made = Store(engine)
    yield made
    made.close()


@pytest.fixture
def roster(store: Store, clock: FixedClock) -> RosterService:
    return RosterService(store, clock)


@pytest.fixture
def imports(store: Store, clock: FixedClock, roster: RosterService) -> RosterImports:
    return RosterImports(store, clock, on_change=roster.forget_index)
