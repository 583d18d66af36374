"""Who else somebody may be, once a pair was refused: the heaviest pairs that are still free."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np

from desktop.common.vocabulary import LinkState
from desktop.common.work import CancelledError, Work
from desktop.roster.linkage.blocking import candidates
from desktop.roster.linkage.comparing import Comparer
from desktop.roster.linkage.people import Ints, People
from desktop.roster.linkage.service import Explainer
from desktop.roster.linkage.views import Zone
from desktop.roster.linkage.weights import load_table
from desktop.roster.sources.store import NewLink

Place = tuple[int, int]
"""(place in our list, place in the other list)."""


@dataclass(frozen=True)
class Sides:
    """Both lists: as people, and the ids under which they are kept, in the same order."""

    ours: People
    theirs: People
    member_ids: Sequence[UUID]
    record_ids: Sequence[UUID]


class _Silent(Work):
    """Hears a wish to stop and tells nobody how far it is: the meter stood at its end before."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def report(self, done: int, total: int, text: str = "") -> None:
        del done, total, text
        if self._work.is_cancelled:
            raise CancelledError


def next_best(
    sides: Sides,
    refused: Collection[Place],
    taken: tuple[Collection[int], Collection[int]],
    work: Work,
) -> list[NewLink]:
    """Return the next-best pair of everybody who stands in a refused one; at most one for each.

    Such a pair is always asked, never taken without a person.

    Args:
        sides: both lists.
        refused: pairs that a person told apart.
        taken: places of ours and of theirs that have a pair already, asked or sure.
        work: heard when it is cancelled.

    Raises:
        CancelledError: the work was cancelled.
    """
    explainer = Explainer(sides.ours, sides.theirs)
    return [
        NewLink(
            sides.record_ids[other],
            sides.member_ids[member],
            Zone.ASK.value,
            round(weight, 1),
            reasons_of(explainer, member, other),
            LinkState.WAITING,
        )
        for member, other, weight in _free_pairs(sides, refused, taken, _Silent(work))
    ]


def _free_pairs(
    sides: Sides,
    refused: Collection[Place],
    taken: tuple[Collection[int], Collection[int]],
    work: Work,
) -> list[tuple[int, int, float]]:
    """Return (our place, their place, weight) of what is worth asking about."""
    table = load_table()
    theirs = sides.theirs.in_words_of(sides.ours)
    ours, theirs = sides.ours.with_communes_of(theirs), theirs.with_communes_of(sides.ours)
    mine = _free({member for member, _other in refused}, taken[0])
    other = _free({other for _member, other in refused}, taken[1])
    from_mine, to_other = candidates(_some(ours, mine), theirs, table.largest_block, work)
    to_mine, from_other = candidates(ours, _some(theirs, other), table.largest_block, work)
    left = np.concatenate([mine[from_mine], to_mine])
    right = np.concatenate([to_other, other[from_other]])
    if not len(left):
        return []
    free = ~np.isin(left, list(taken[0])) & ~np.isin(right, list(taken[1]))
    left, right = left[free], right[free]
    weight = Comparer(ours, theirs, table).compare(left, right).weight
    order = np.lexsort((right, left, -weight))
    heavy = order[weight[order] >= table.ask_at]
    found = zip(left[heavy].tolist(), right[heavy].tolist(), weight[heavy].tolist(), strict=True)
    return _one_each(found, set(refused))


def reasons_of(explainer: Explainer, member: int, other: int) -> list[dict[str, Any]]:
    """Return why a pair weighs what it weighs, as it is kept with the pair."""
    return [
        {
            "fact": str(one.fact),
            "verdict": str(one.verdict),
            "weight": one.weight,
            "contradicts": one.contradicts,
        }
        for one in explainer.reasons(member, other)
    ]


def _free(places: set[int], taken: Collection[int]) -> Ints:
    return np.array(sorted(places - set(taken)), dtype=np.int64)


def _some(people: People, places: Ints) -> People:
    return People({name: column[places] for name, column in people.columns.items()}, people.words)


def _one_each(
    found: Iterable[tuple[int, int, float]], refused: set[Place]
) -> list[tuple[int, int, float]]:
    """Keep the heaviest pair of each person; pairs come heaviest first."""
    members, others = set[int](), set[int]()
    kept = []
    for member, other, weight in found:
        if (member, other) in refused or member in members or other in others:
            continue
        members.add(member)
        others.add(other)
        kept.append((member, other, weight))
    return kept
