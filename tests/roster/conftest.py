"""A roster on a real store of each engine, at a fixed moment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.common.clock import FixedClock
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.service import RosterService
from desktop.storage.unit_of_work import Store
from tests import engines

NOW = datetime(2025, 8, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path, engine_name: str) -> Iterator[Store]:
    with engines.empty_store(request, tmp_path) as made:
        yield made


@pytest.fixture
def roster(store: Store, clock: FixedClock) -> RosterService:
    return RosterService(store, clock)


@pytest.fixture
def imports(store: Store, clock: FixedClock, roster: RosterService) -> RosterImports:
    return RosterImports(store, clock, on_change=roster.forget_index)
