"""Sets of people as bits, sixty-four to a word: joining a quarter of a million costs microseconds.

A person is a slot, 0 upwards in the order of name lists, so that the first slots of a set are
also the first rows to show.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Bits = npt.NDArray[np.uint64]
Slots = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

_FEW_SLOTS = 256
"""Up to so many slots are set bit by bit; for more, a truth value for everybody is faster."""
_LOOKED_AT_FIRST = 512
_BIT = (1 << np.arange(8)).astype(np.uint8)


class Sets:
    """Makes sets over a fixed number of people."""

    def __init__(self, people: int) -> None:
        self.people = people
        self._padded = -(-max(people, 1) // 64) * 64
        self.none = self.of_mask(np.zeros(people, np.bool_))
        self.everybody = self.of_mask(np.ones(people, np.bool_))

    def of_mask(self, mask: Mask) -> Bits:
        """Return the set of the slots that are true."""
        if len(mask) != self._padded:
            whole = np.zeros(self._padded, np.bool_)
            whole[: len(mask)] = mask
            mask = whole
        return np.packbits(mask, bitorder="little").view(np.uint64)

    def of_slots(self, *parts: Slots) -> Bits:
        """Return the set of these slots; repeated ones count once."""
        many = sum(len(part) for part in parts)
        if not many:
            return self.none
        if many <= _FEW_SLOTS:
            octets = np.zeros(self._padded // 8, np.uint8)
            for part in parts:
                np.bitwise_or.at(octets, part >> 3, _BIT[part & 7])
            return octets.view(np.uint64)
        mask = np.zeros(self._padded, np.bool_)
        for part in parts:
            mask[part] = True
        return np.packbits(mask, bitorder="little").view(np.uint64)

    def of_repeated(self, slots: Slots, times: int) -> Bits:
        """Return the set of the slots that stand at least so often in a list."""
        if len(slots) * 8 > self.people:
            return self.of_mask(np.bincount(slots, minlength=self.people) >= times)
        ordered = np.sort(slots)
        return self.of_slots(ordered[times - 1 :][ordered[times - 1 :] == ordered[: 1 - times]])

    def either(self, one: Bits, other: Bits) -> Bits:
        """Return who is in one of two sets."""
        if other is self.none:
            return one
        return other if one is self.none else one | other

    def mask(self, bits: Bits) -> Mask:
        """Return one truth value a slot."""
        return _unpacked(bits)[: self.people]


def count(bits: Bits) -> int:
    """Return how many people are in a set."""
    return int(np.bitwise_count(bits).sum())


def first(bits: Bits, limit: int) -> list[int]:
    """Return the first slots of a set, at most so many, without looking at the rest."""
    words = _places(bits[:_LOOKED_AT_FIRST] != 0)
    if len(words) < limit and len(bits) > _LOOKED_AT_FIRST:
        words = _places(bits != 0)
    words = words[:limit]
    inside = _places(_unpacked(bits[words]))[:limit]
    slots: list[int] = (words[inside >> 6] * 64 + (inside & 63)).tolist()
    return slots


def _unpacked(bits: Bits) -> Mask:
    return np.unpackbits(bits.view(np.uint8), bitorder="little").view(np.bool_)


def _places(mask: Mask) -> npt.NDArray[np.intp]:
    # numpy finds truth values several times as fast as numbers other than zero.
    return mask.nonzero()[0]
