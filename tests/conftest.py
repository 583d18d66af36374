"""What tests of every folder may ask for."""

import os
import time

import pytest

from tests import engines, factories
from tests.engines import engine_name
from tests.postgres import postgres_server, postgres_store

# Programs that tests start sit at a counter in Vietnam, wherever the tests run: in another time
# zone they would take no record. Written as every system understands it.
os.environ["TZ"] = "ICT-7"
if hasattr(time, "tzset"):
    time.tzset()

__all__ = ["either_store", "engine_name", "postgres_server", "postgres_store"]


@pytest.fixture
def either_store(request, tmp_path, engine_name):
    """A store with all tables and a station, on the counter's engine and on the server's."""
    with engines.station_store(request, tmp_path, factories.clock()) as store:
        yield store
