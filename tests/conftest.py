"""What tests of every folder may ask for."""

import os
import time

from tests.postgres import postgres_server, postgres_store

# Programs that tests start sit at a counter in Vietnam, wherever the tests run: in another time
# zone they would take no record. Written as every system understands it.
os.environ["TZ"] = "ICT-7"
if hasattr(time, "tzset"):
    time.tzset()

__all__ = ["postgres_server", "postgres_store"]
