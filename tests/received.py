"""A counter on each engine at which three records were really received, for what comes later.

On a server it is one of two counters of an office; what is backed up there is the counter's own.
"""

from __future__ import annotations

import pytest

from desktop.security.sealing import new_identity
from tests.backup import conftest as embedded
from tests.engines import SERVER
from tests.field.counter_office import CounterOffice, counter_office


@pytest.fixture
def office(request, tmp_path, engine_name):
    """The counter, closed."""
    if engine_name == SERVER:
        folder = tmp_path / "office"
        folder.mkdir()
        with counter_office(request.getfixturevalue("postgres_server"), folder) as made:
            yield made
        return
    yield embedded.copied(tmp_path)


@pytest.fixture
def clock(office):
    """The clock of the counter; a server's own clock keeps to the day of the test."""
    return office.clock if isinstance(office, CounterOffice) else embedded.morning()


@pytest.fixture
def services(office, clock):
    """The counter, opened."""
    if not isinstance(office, CounterOffice):
        with office.services(clock=clock) as opened:
            yield opened
        return
    opened = office.start()
    opened.security.add_recipient("Tỉnh (thử)", new_identity().public, actor="setup")
    for number in range(1, embedded.RECORDS + 1):
        embedded.receive(opened, number)
    yield opened
