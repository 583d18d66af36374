"""Drawing a sample so that anybody can draw the same one again. Pure.

Records are put in the order of SHA-256(seed + ":" + key), and the first n are taken: the order
depends on nothing else, neither on the machine nor on a library's random numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID


def sample_size(population: int, percent: int) -> int:
    """Return how many of some records are looked at: rounded up, so never none of some."""
    return -(-population * percent // 100)


def drawn(keys: Iterable[UUID], *, seed: str, percent: int) -> tuple[UUID, ...]:
    """Return the sample of some records, in the order of drawing; their own order is no matter."""
    ordered = sorted(set(keys), key=lambda key: (_place(seed, key), key))
    return tuple(ordered[: sample_size(len(ordered), percent)])


def digest(keys: Iterable[UUID]) -> str:
    """Return SHA-256 (hex) of a set of records: their keys in order, a line each."""
    return hashlib.sha256("\n".join(sorted(map(str, keys))).encode()).hexdigest()


def _place(seed: str, key: UUID) -> bytes:
    return hashlib.sha256(f"{seed}:{key}".encode()).digest()
