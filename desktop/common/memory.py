"""Python's search for dead cycles, paused where it costs time and can find nothing."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collections() -> Iterator[None]:
    """Pause the search while very many objects are made, none of them in a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # All that was made grows old at once; else the next search would walk through it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
