"""How the columns of a table share the room that is left for them; nothing but arithmetic."""

from __future__ import annotations

from collections.abc import Mapping


def shared_widths(wishes: Mapping[int, tuple[int, int]], left: int) -> dict[int, int]:
    """Share room; no column gets less than its least while there is enough for all.

    Args:
        wishes: share and least width in px of each column.
        left: px to be shared.
    """
    sharing, widths = dict(wishes), {}
    if left >= sum(least for _, least in sharing.values()):
        while poor := _too_narrow(sharing, left):
            for number in poor:
                widths[number] = sharing.pop(number)[1]
                left -= widths[number]
    shares = sum(share for share, _ in sharing.values()) or 1
    return widths | {number: left * share // shares for number, (share, _) in sharing.items()}


def _too_narrow(sharing: Mapping[int, tuple[int, int]], left: int) -> list[int]:
    shares = sum(share for share, _ in sharing.values()) or 1
    return [number for number, (share, least) in sharing.items() if left * share // shares < least]
