"""Comparing pairs of rows, fact by fact, many pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from desktop.roster.linkage import dates, names, numbers
from desktop.roster.linkage.people import Ints, People
from desktop.roster.linkage.rarity import Rarity
from desktop.roster.linkage.views import Fact, Verdict
from desktop.roster.linkage.weights import NAME, VERDICTS, WeightTable

Levels = npt.NDArray[np.int8]
Bits = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_DIFFERENT = VERDICTS[Fact.PERSONAL_ID].index(Verdict.DIFFERS)
_UNFITTING = VERDICTS[Fact.PERSONAL_ID].index(Verdict.UNFITTING)
_SAME_NAME = (Verdict.UNKNOWN, Verdict.SAME, Verdict.BARE)


@dataclass(frozen=True)
class Compared:
    """What comparing some pairs gave, one entry per pair.

    Attributes:
        levels: fact -> number of the verdict in `VERDICTS`.
        bits: fact -> weight, the rarity of what agrees included.
        weight: sum of all bits and of what the size of the lists says.
        contradicts: whether a fact contradicts.
        agreements: how many of number, name and date of birth agree, each on its own.
    """

    levels: dict[Fact, Levels]
    bits: dict[Fact, Bits]
    weight: Bits
    contradicts: Flags
    agreements: npt.NDArray[np.int8]


class Comparer:
    """Compares rows of two lists under one table.

    Args:
        members, others: the lists, in the same words.
        table: weights and thresholds.
    """

    def __init__(self, members: People, others: People, table: WeightTable) -> None:
        self._members = members
        self._others = others
        self._table = table
        self._rarity = Rarity(members, others, table)
        self._odd_numbers = [
            numbers.unfitting(people["personal_id"], people["birth"], people["sex"])
            for people in (members, others)
        ]
        self._names = names.PartComparer(members.words.texts)
        # Before anything is compared, a row's partner is one among so many.
        self.size_bits = -float(np.log2(max(len(members), len(others), 2)))

    def compare(self, left: Ints, right: Ints) -> Compared:
        """Compare members at `left` with other rows at `right`, pair by pair."""
        table = self._table
        levels = self._levels(left, right)
        bits = {
            fact: np.array(table.bits(fact), dtype=np.float32)[found]
            for fact, found in levels.items()
        }
        self._add_rarity(levels, bits, left, right)
        weight = np.full(len(left), self.size_bits, dtype=np.float32)
        contradicts = np.zeros(len(left), dtype=np.bool_)
        for fact, found in levels.items():
            weight += bits[fact]
            contradicts |= np.array(table.contradicting(fact))[found]
        agreements = sum(
            flags.astype(np.int8)
            for flags in (self.numbers_agree(levels), names_agree(levels), births_agree(levels))
        )
        return Compared(levels, bits, weight, contradicts, np.asarray(agreements, dtype=np.int8))

    def _levels(self, left: Ints, right: Ints) -> dict[Fact, Levels]:
        mine, theirs = self._members, self._others
        levels = {
            fact: numbers.compare(mine[fact.value][left], theirs[fact.value][right])
            for fact in (Fact.PERSONAL_ID, Fact.OLD_ID)
        }
        odd = self._odd_numbers[0][left] | self._odd_numbers[1][right]
        differs = levels[Fact.PERSONAL_ID] == _DIFFERENT
        levels[Fact.PERSONAL_ID][differs & odd] = _UNFITTING
        levels[Fact.CARD_NUMBER] = numbers.compare_cards(
            mine["card_number"][left], theirs["card_number"][right]
        )
        levels.update(self._names.compare(mine, theirs, left, right))
        levels[Fact.BIRTH] = dates.compare_births(
            mine["birth"][left],
            theirs["birth"][right],
            numbers.birth_years(mine["personal_id"])[left],
            numbers.birth_years(theirs["personal_id"])[right],
        )
        levels[Fact.SEX] = _plain(
            numbers.sexes(mine["sex"], mine["personal_id"])[left],
            numbers.sexes(theirs["sex"], theirs["personal_id"])[right],
        )
        levels[Fact.PLACE] = _places(mine, theirs, left, right)
        levels[Fact.JOINED] = dates.compare_plain(mine["joined"][left], theirs["joined"][right])
        for fact in (Fact.HOMETOWN, Fact.ETHNICITY):
            levels[fact] = _plain(mine[fact.value][left], theirs[fact.value][right])
        return levels

    def _add_rarity(
        self, levels: dict[Fact, Levels], bits: dict[Fact, Bits], left: Ints, right: Ints
    ) -> None:
        """Add what it says that a rare name, village or commune agrees."""
        shares = self._table.rarity_of_part
        for fact in NAME:
            share = np.array(
                [shares.get(verdict, 0.0) for verdict in VERDICTS[fact]], dtype=np.float32
            )
            # A letter apart, the two are two texts: the more common of both counts.
            rare = np.minimum(
                self._rarity.of(fact.value, self._members[fact.value][left]),
                self._rarity.of(fact.value, self._others[fact.value][right]),
            )
            bits[fact] += share[levels[fact]] * rare
        place = levels[Fact.PLACE]
        verdicts = VERDICTS[Fact.PLACE]
        in_commune = np.isin(place, [verdicts.index(Verdict.SAME), verdicts.index(Verdict.COMMUNE)])
        in_village = np.isin(place, [verdicts.index(Verdict.SAME), verdicts.index(Verdict.VILLAGE)])
        both = (self._members["commune"][left] > 0) & (self._others["commune"][right] > 0)
        commune = self._rarity.of("commune", self._members["commune"][left])
        village = np.minimum(
            self._rarity.of("village", self._members["village"][left]),
            self._rarity.of("village", self._others["village"][right]),
        )
        bits[Fact.PLACE] += np.where(in_commune & both, commune, 0)
        bits[Fact.PLACE] += np.where(in_village, village, 0)

    @staticmethod
    def numbers_agree(levels: dict[Fact, Levels]) -> Flags:
        """Whether one of the numbers is the same on both sides."""
        same = VERDICTS[Fact.PERSONAL_ID].index(Verdict.SAME)
        found: Flags = (
            (levels[Fact.PERSONAL_ID] == same)
            | (levels[Fact.OLD_ID] == same)
            | (levels[Fact.CARD_NUMBER] == same)
        )
        return found


def names_agree(levels: dict[Fact, Levels]) -> Flags:
    """Whether the whole name is the same, or one side only leaves the marks away."""
    found = np.ones(len(levels[Fact.GIVEN]), dtype=np.bool_)
    for fact in NAME:
        accepted = [VERDICTS[fact].index(verdict) for verdict in _SAME_NAME]
        found &= np.isin(levels[fact], accepted)
    found &= levels[Fact.GIVEN] != VERDICTS[Fact.GIVEN].index(Verdict.UNKNOWN)
    return found


def births_agree(levels: dict[Fact, Levels]) -> Flags:
    """Whether both say the same day, and not just 1 January."""
    found: Flags = levels[Fact.BIRTH] == VERDICTS[Fact.BIRTH].index(Verdict.SAME)
    return found


def _plain(mine: Ints, theirs: Ints) -> Levels:
    """Return unknown, same or differs of columns in which 0 is absent."""
    known = (mine > 0) & (theirs > 0)
    return np.where(known, np.where(mine == theirs, 1, 2), 0).astype(np.int8)


def _places(mine: People, theirs: People, left: Ints, right: Ints) -> Levels:
    commune, other_commune = mine["commune"][left], theirs["commune"][right]
    one, two = mine["village"][left], mine["village2"][left]
    three, four = theirs["village"][right], theirs["village2"][right]
    village_same = ((one > 0) & ((one == three) | (one == four))) | (
        (two > 0) & ((two == three) | (two == four))
    )
    known = (commune > 0) & (other_commune > 0)
    commune_same = known & (commune == other_commune)
    commune_differs = known & (commune != other_commune)
    villages_known = (one > 0) & (three > 0)
    verdicts = VERDICTS[Fact.PLACE]
    return np.select(
        [
            village_same & ~commune_differs,
            village_same,
            commune_differs,
            commune_same | villages_known,
        ],
        [
            verdicts.index(verdict)
            for verdict in (Verdict.SAME, Verdict.VILLAGE, Verdict.DIFFERS, Verdict.COMMUNE)
        ],
        0,
    ).astype(np.int8)
