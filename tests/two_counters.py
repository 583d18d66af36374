"""Two counters of an office whose acts cross on the server: the second waits, neither for ever."""

from __future__ import annotations

import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from desktop.security.trail.service import TrailService
from desktop.storage.unit_of_work import Store
from tests.postgres import somebody_waits

_TRAIL = zlib.crc32(b"audit")


@contextmanager
def standing_before_the_trail(store: Store) -> Iterator[threading.Event]:
    """Let this thread's next act stop, its rows written, until another counter waits for them.

    Gives what tells that it has stopped.
    """
    stopped = threading.Event()
    first: list[int] = []

    def look(_link: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        asks_for_trail = "pg_advisory_xact_lock(" in statement and values == {"key": _TRAIL}
        if asks_for_trail and not first:
            first.append(threading.get_ident())
            stopped.set()
            assert somebody_waits(store)

    event.listen(store.engine, "before_cursor_execute", look)
    try:
        yield stopped
    finally:
        event.remove(store.engine, "before_cursor_execute", look)


def both_come_through(
    store: Store, first: Callable[[], Any], second: Callable[[], Any]
) -> tuple[Any, Any]:
    """Let one act stop with its rows written; the other one must not keep what it waits for."""
    with ThreadPoolExecutor(2) as counters, standing_before_the_trail(store) as stopped:
        one = counters.submit(first)
        assert stopped.wait(30)
        other = counters.submit(second)
        found = one.result(60), other.result(60)
    assert TrailService(store).verify().ok
    return found
