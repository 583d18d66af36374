"""What tests of every folder may ask for."""

import os
import time

import pytest

from tests import factories, seeding
from tests.postgres import postgres_server, postgres_store

# Programs that tests start sit at a counter in Vietnam, wherever the tests run: in another time
# zone they would take no record. Written as every system understands it.
os.environ["TZ"] = "ICT-7"
if hasattr(time, "tzset"):
    time.tzset()

__all__ = ["either_store", "postgres_server", "postgres_store"]


@pytest.fixture(params=["sqlcipher", "postgresql"])
def either_store(request, tmp_path):
    """A store with all tables and a station, on the counter's engine and on the server's."""
    if request.param == "postgresql":
        store = request.getfixturevalue("postgres_store")
        seeding.station(store)
        yield store
        return
    store, _ = factories.open_profile(tmp_path / "profile")
    yield store
    store.close()
