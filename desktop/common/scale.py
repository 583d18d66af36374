"""Round numbers for an axis. Pure."""

from __future__ import annotations


def steps(top: int, most: int) -> list[int]:
    """Return at most `most + 1` round numbers from 0 on, none above `top`."""
    rough, size = -(-max(1, top) // most), 1
    while size * 10 <= rough:
        size *= 10
    step = next(size * one for one in (1, 2, 5, 10) if size * one >= rough)
    return list(range(0, top + 1, step))
