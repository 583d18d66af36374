"""The heads of a station's trail, batch by batch, must only grow. Pure.

Every batch names the newest event of its station's trail. A station whose store was cut, or taken
from an older copy, names an event with a lower number next, or the same number with another digest.
What grows past the lost events before the next batch leaves cannot be told from the heads; then
only the heads that the station itself keeps beside its batches tell (`audit verify`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """What a trail did instead of going on; stable codes."""

    BACK = "back"
    FORKED = "forked"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest event of a station's trail as one batch names it.

    Attributes:
        sequence: number of the batch.
        number: of the event; 0 for batches of before heads travelled.
    """

    sequence: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class ChainBreak:
    """A batch whose head does not go on from the batches before it."""

    sequence: int
    turn: Turn


def breaks(heads: Iterable[ChainHead]) -> tuple[ChainBreak, ...]:
    """Return where a trail did not go on, in the order of the batches, however they arrived."""
    found: list[ChainBreak] = []
    last = 0
    digests: dict[int, str] = {}
    for head in sorted(heads, key=lambda one: one.sequence):
        if not head.number or not head.digest:
            continue
        if digests.setdefault(head.number, head.digest) != head.digest:
            found.append(ChainBreak(head.sequence, Turn.FORKED))
        elif head.number < last:
            found.append(ChainBreak(head.sequence, Turn.BACK))
        last = head.number
    return tuple(found)
