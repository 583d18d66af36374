"""Numbers of people: found by their first digits, their last, any in between, one digit wrong."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from desktop.roster.finding.bits import Slots

_LONGEST = 20
_NEAR_FROM = 8
"""From so many digits on, one wrong digit is forgiven; with fewer, everything is near."""


class Numbers:
    """All numbers in one block of bytes, in order; a second order reads them from behind."""

    def __init__(self, numbers: Sequence[str], slots: Slots) -> None:
        texts = np.array([number[:_LONGEST].encode() for number in numbers] or [b""], dtype="S")
        # One byte more than the longest, so that digits of two numbers never stand together.
        texts = texts.astype(f"S{texts.dtype.itemsize + 1}")
        order = np.argsort(texts, kind="stable")[: len(numbers)]
        self._texts = texts[order]
        self._slots = slots[order]
        self._block = self._texts.tobytes()
        self._stride = texts.dtype.itemsize
        self._from_behind = _from_behind(self._texts, self._stride)

    def exactly(self, digits: str) -> Slots:
        """Return who has exactly this number."""
        return self._between(self._texts, digits.encode(), digits.encode() + b"\0")

    def beginning(self, digits: str) -> Slots:
        """Return who has a number that begins so."""
        return self._between(self._texts, digits.encode(), digits.encode() + b":")

    def ending(self, digits: str) -> Slots:
        """Return who has a number that ends so."""
        wanted = digits[::-1].encode()
        start = bisect_left(self._from_behind, wanted, key=self._read_backwards)
        end = bisect_left(self._from_behind, wanted + b":", start, key=self._read_backwards)
        return self._slots[self._from_behind[start:end]]

    def holding(self, digits: str) -> Slots:
        """Return who has a number with these digits anywhere."""
        found = []
        wanted = digits.encode()
        place = self._block.find(wanted)
        while place >= 0:
            number = place // self._stride
            found.append(number)
            place = self._block.find(wanted, (number + 1) * self._stride)
        return self._slots[found]

    def near(self, digits: str) -> Slots:
        """Return who has a number that begins so when one digit is mended.

        One digit wrong, two swapped, one missing or one too many; nothing for short numbers.
        """
        if len(digits) < _NEAR_FROM:
            return self._slots[:0]
        wanted = np.array(sorted({one.encode() for one in _one_off(digits)}))
        # Equal neighbours come from two bisections over all variants at once.
        width = f"S{max(self._stride, wanted.dtype.itemsize + 1)}"
        starts = np.searchsorted(self._texts, wanted.astype(width))
        ends = np.searchsorted(self._texts, np.strings.add(wanted, b":").astype(width))
        parts = [self._slots[a:b] for a, b in zip(starts, ends, strict=True) if a < b]
        return np.concatenate(parts) if parts else self._slots[:0]

    def _between(self, texts: npt.NDArray[np.bytes_], low: bytes, high: bytes) -> Slots:
        if len(low) >= self._stride:
            return self._slots[:0]
        start = int(np.searchsorted(texts, np.bytes_(low)))
        if high.endswith(b"\0"):
            return self._slots[start : int(np.searchsorted(texts, np.bytes_(low), "right"))]
        return self._slots[start : int(np.searchsorted(texts, np.bytes_(high)))]

    def _read_backwards(self, place: int) -> bytes:
        start = int(place) * self._stride
        return self._block[start : start + self._stride].rstrip(b"\0")[::-1]


def _from_behind(texts: npt.NDArray[np.bytes_], stride: int) -> npt.NDArray[np.int32]:
    """Return the places of the numbers in the order of their last digits."""
    if not len(texts):
        return np.zeros(0, np.int32)
    letters = texts.view(np.uint8).reshape(-1, stride)
    lengths = np.count_nonzero(letters, axis=1)
    backwards = np.zeros_like(letters)
    for length in np.unique(lengths).tolist():
        rows = np.flatnonzero(lengths == length)
        backwards[rows, :length] = letters[rows, :length][:, ::-1]
    return np.argsort(backwards.view(f"S{stride}").ravel(), kind="stable").astype(np.int32)


def _one_off(digits: str) -> Iterator[str]:
    for i in range(len(digits)):
        yield digits[:i] + digits[i + 1 :]
        if i:
            yield digits[: i - 1] + digits[i] + digits[i - 1] + digits[i + 1 :]
        for other in "0123456789":
            yield digits[:i] + other + digits[i + 1 :]
            yield digits[:i] + other + digits[i:]
