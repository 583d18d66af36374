"""Keys made on any device, sortable by time: UUID version 7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import secrets
import struct
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last_ms = 0
_counter = 0
_MOST_AT_ONCE = 0xFFF
_FIXED = 0x7 << 76 | 0b10 << 62
"""Version and variant."""
_CHANCE = (1 << 62) - 1


def new_id() -> UUID:
    """Return a new UUIDv7; ids made in one process are strictly increasing.

    The 12 bits of `rand_a` count within a millisecond (RFC 9562, method 1), so two records
    saved one after the other sort in that order.
    """
    return new_ids(1)[0]


def new_ids(count: int) -> list[UUID]:
    """Return many new UUIDv7, strictly increasing, as `new_id` makes them, for a list at once."""
    global _last_ms, _counter  # noqa: PLW0603 - the counter is what makes ids monotonic
    chances = struct.unpack(f">{count}Q", secrets.token_bytes(8 * count))
    made = []
    with _lock:
        now = time.time_ns() // 1_000_000
        for chance in chances:
            if now > _last_ms:
                _last_ms, _counter = now, secrets.randbits(10)
            elif _counter < _MOST_AT_ONCE:
                _counter += 1
            else:
                # Ids ahead of the clock are allowed (RFC 9562, section 6.2) and stay in order.
                _last_ms, _counter = _last_ms + 1, 0
            made.append(UUID(int=_last_ms << 80 | _counter << 64 | _FIXED | chance & _CHANCE))
    return made
