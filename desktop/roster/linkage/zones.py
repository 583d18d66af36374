"""From weights to decisions: each row gets at most one partner, and doubt goes to a person."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.roster.linkage.people import Ints
from desktop.roster.linkage.weights import WeightTable

_ALONE = 99.0
Bits = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Scored:
    """Pairs that reach the threshold of asking, one entry per pair."""

    left: Ints
    right: Ints
    weight: Bits
    may_be_same: Flags

    def taken(self, which: Ints) -> Scored:
        """Return some of the pairs, in the order given."""
        return Scored(
            self.left[which], self.right[which], self.weight[which], self.may_be_same[which]
        )


@dataclass(frozen=True)
class Assigned:
    """Pairs after each row got at most one partner.

    Attributes:
        lead: bits by which the next best candidate of either row is behind.
        is_same: whether the pair is taken without asking.
    """

    left: Ints
    right: Ints
    weight: Bits
    lead: Bits
    is_same: Flags


def assign(scored: Scored, table: WeightTable) -> Assigned:
    """Give each row its best partner; ties go to the earlier rows, and are asked.

    Args:
        scored: candidate pairs, each once.
        table: thresholds.
    """
    # Heaviest first; equal weights in the order of the lists, so that a run can be repeated.
    order = np.lexsort((scored.right, scored.left, -scored.weight))
    ranked = scored.taken(order)
    lead = np.minimum(_lead(ranked.left, ranked.weight), _lead(ranked.right, ranked.weight))
    kept = _one_to_one(ranked.left, ranked.right)
    best = ranked.taken(kept)
    is_same = best.may_be_same & (best.weight >= table.same_at) & (lead[kept] >= table.same_lead)
    in_order = np.argsort(best.left, kind="stable")
    return Assigned(
        best.left[in_order],
        best.right[in_order],
        best.weight[in_order],
        lead[kept][in_order],
        is_same[in_order],
    )


def _lead(rows: Ints, weight: Bits) -> Bits:
    """Return how far each pair is before the best other pair of the same row.

    Pairs come heaviest first; for all but the first of a row this is 0 or less.
    """
    by_row = np.argsort(rows, kind="stable")
    ordered = rows[by_row]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(rows)])
    counts = np.diff(np.r_[starts, len(rows)])
    first = by_row[starts]
    best = np.repeat(weight[first], counts)
    lead = np.empty(len(rows), dtype=np.float32)
    lead[by_row] = weight[by_row] - best
    second = np.full(len(first), -_ALONE, dtype=np.float32)
    several = counts > 1
    second[several] = weight[by_row[starts[several] + 1]]
    lead[first] = np.where(several, weight[first] - second, _ALONE)
    return lead


def _one_to_one(left: Ints, right: Ints) -> Ints:
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    kept = []
    for place, (one, two) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if one not in taken_left and two not in taken_right:
            taken_left.add(one)
            taken_right.add(two)
            kept.append(place)
    return np.array(kept, dtype=np.int64)
