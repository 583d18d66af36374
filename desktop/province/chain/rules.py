"""The heads of a station's trail, batch by batch, must lie on one chain that only grows. Pure.

Every batch names the newest event of its station's trail, and the event that the batch before
named as the trail has it now, proved by a walk from the one to the other. A station whose store was
cut, or taken from an older copy, names an event with a lower number next, or the same number with
another digest, or finds another event where the last head was, or does not know the last batch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNPROVED: Final = "0" * 64
"""What a station names where its chain does not lead from the earlier head to the new one."""


class Turn(StrEnum):
    """What a trail did instead of going on; stable codes."""

    BACK = "back"
    FORKED = "forked"
    TORN = "torn"


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest event of a station's trail as one batch names it.

    Attributes:
        sequence: number of the batch.
        number: of the event; 0 for batches of before heads travelled.
        before_sequence: the batch before that had a head; 0 where the file names none.
        before_number: the event that batch named.
        before_digest: of that event as the trail has it now.
    """

    sequence: int
    number: int
    digest: str
    before_sequence: int = 0
    before_number: int = 0
    before_digest: str = ""


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
    seen: dict[int, ChainHead] = {}
    for head in sorted(heads, key=lambda one: one.sequence):
        if not head.number or not head.digest:
            continue
        if digests.setdefault(head.number, head.digest) != head.digest:
            found.append(ChainBreak(head.sequence, Turn.FORKED))
        elif head.number < last:
            found.append(ChainBreak(head.sequence, Turn.BACK))
        elif (turn := _not_linked(head, seen)) is not None:
            found.append(ChainBreak(head.sequence, turn))
        last = head.number
        seen[head.sequence] = head
    return tuple(found)


def _not_linked(head: ChainHead, seen: dict[int, ChainHead]) -> Turn | None:
    """Hold the earlier head that a batch names against what came with the batches before it."""
    if not head.before_sequence:
        return None
    if seen and next(reversed(seen)) > head.before_sequence:
        return Turn.BACK  # the station does not know a batch that left it
    known = seen.get(head.before_sequence)
    if head.before_digest == UNPROVED:
        return Turn.TORN
    # One that did not arrive yet is held against its head when it does.
    if known is None or (known.number, known.digest) == (head.before_number, head.before_digest):
        return None
    return Turn.FORKED
