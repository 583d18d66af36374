"""Files of a small list and the services that take them in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from desktop.common.clock import FixedClock
from desktop.roster.keeping.imports import RosterImports
from desktop.roster.keeping.people import RosterPeople
from desktop.roster.service import RosterService
from desktop.roster.views import ImportPreview
from desktop.storage.unit_of_work import Session, Store
from tests.roster.keeping.small_list import HEADER


@dataclass
class Counter:
    """Whom the counter works for, as the tests say."""

    served: set[UUID] = field(default_factory=set)

    def __call__(self, session: Session, since: datetime) -> set[UUID]:
        assert session.in_transaction()
        assert since.tzinfo is not None
        return self.served


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def imports(
    store: Store, clock: FixedClock, roster: RosterService, counter: Counter
) -> RosterImports:
    return RosterImports(store, clock, in_use=counter, on_change=roster.forget_index)


@pytest.fixture
def preview_of(imports: RosterImports, tmp_path: Path) -> Callable[..., ImportPreview]:
    """Return the preview of a list with these rows."""

    def made(rows: str, header: str = HEADER, name: str = "danh sách.csv") -> ImportPreview:
        path = tmp_path / name
        path.write_text(header + rows, encoding="utf-8")
        return imports.preview(path)

    return made


@pytest.fixture
def people(store: Store, clock: FixedClock, roster: RosterService) -> RosterPeople:
    return RosterPeople(store, clock, on_change=roster.forget_index)
