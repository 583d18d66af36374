"""How rare a value is among the people compared: sharing `Ểu` says more than sharing `Thị`."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from desktop.roster.linkage.people import Ints, People
from desktop.roster.linkage.weights import WeightTable

Bits = npt.NDArray[np.float32]


class Rarity:
    """Bits per value of a text column, from both lists together (so that order is no matter)."""

    def __init__(self, members: People, others: People, table: WeightTable) -> None:
        self._bits: dict[str, Bits] = {}
        size = len(members.words.texts)
        for name, rare in table.rarity.items():
            counts = np.bincount(members[name], minlength=size).astype(np.float64)
            if others is not members:
                counts += np.bincount(others[name], minlength=size)
            counts[0] = 0
            share = (counts + rare.smoothing * rare.usual) / (counts.sum() + rare.smoothing)
            bits = np.clip(-np.log2(share), rare.least, rare.most)
            bits[0] = 0
            self._bits[name] = bits.astype(np.float32)

    def of(self, name: str, values: Ints) -> Bits:
        """Return the bits of the values of a column."""
        return self._bits[name][values]
