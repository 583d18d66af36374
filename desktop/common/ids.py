"""Keys made on any device, sortable by time: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import secrets
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> UUID:
    """Return a new UUIDv7; ids made in one process are strictly increasing.

    The 12 bits of `rand_a` count within a millisecond (RFC 9562, method 1), so two records
    saved one after the other sort in that order.
    """
    global _last_ms, _counter  # noqa: PLW0603 - the counter is what makes ids monotonic
    with _lock:
        ms = max(time.time_ns() // 1_000_000, _last_ms)
        if ms == _last_ms:
            _counter += 1
            if _counter > 0xFFF:
                ms += 1
                _counter = 0
        else:
            _counter = secrets.randbits(10)
        _last_ms = ms
        counter = _counter
    value = (ms & 0xFFFFFFFFFFFF) << 80
    value |= 0x7 << 76
    value |= counter << 64
    value |= 0b10 << 62
    value |= secrets.randbits(62)
    return UUID(int=value)
