"""A small list in the store, and the services that check it against others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from desktop.roster.register.service import RegisterService
from desktop.roster.sources.service import SourcesService
from tests.roster.register.people import PEOPLE, write_list


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Sequence[Mapping[str, str]], str], Path]:
    return lambda people, name: write_list(tmp_path / name, people)


@pytest.fixture
def listed(roster, imports, write):
    imports.import_list(write(PEOPLE, "danh-sach.csv"), actor="t")
    return roster


@pytest.fixture
def sources(store, clock) -> SourcesService:
    return SourcesService(store, clock)


@pytest.fixture
def register(store, clock) -> RegisterService:
    return RegisterService(store, clock)


@pytest.fixture
def who(listed) -> Callable[[str], UUID]:
    def found(name: str) -> UUID:
        return next(row.member_id for row in listed.search(name).rows if row.full_name == name)

    return found
