"""A counter that sends teams out, on a real encrypted store."""

import pytest

from tests import engines, factories
from tests.field.visit_desk import open_desk


@pytest.fixture
def desk(request, tmp_path, engine_name):
    """A counter on a store of each engine."""
    time = factories.clock()
    with engines.station_store(request, tmp_path, time) as store:
        yield open_desk(store, time, tmp_path)
