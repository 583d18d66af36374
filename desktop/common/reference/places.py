"""Whether two addresses name one place, also when one of them is older than the mergers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from desktop.common.reference import units
from desktop.common.reference.units import Unit, kind_and_name
from desktop.common.text import fold

_PARTS = re.compile(r"[,;\n]| [-–] ")
_MARKS = re.compile(r"[^\w' ]+")
_VILLAGE_KINDS = re.compile(
    r"^(?:ban|thon|xom|ap|buon|plei|lang|khoi|to dan pho|tdp|to|khu pho|khu|tieu khu|tk) "
)


class PlaceMatch(StrEnum):
    """How two addresses relate."""

    SAME = "same"
    RENAMED = "renamed"
    """One place, written with its name of before and of after a merger."""
    LESS_PRECISE = "less_precise"
    """One says less (only the province, no village) and nothing else."""
    POSSIBLE = "possible"
    """May be one place: the commune was split, or the name stands for several. To be asked."""
    DIFFERENT = "different"


@dataclass(frozen=True)
class Address:
    """An address as the tables understand it.

    Attributes:
        village: folded, what stands before the commune, its kind (bản, thôn) taken off.
        communes: communes it can mean, old or new; empty when it names none.
        provinces: provinces it can mean, when it names no commune.
        head: what stands before the commune, as written.
    """

    village: str
    communes: frozenset[Unit]
    provinces: frozenset[Unit]
    head: str = ""

    @property
    def today(self) -> frozenset[Unit]:
        """Today's communes it can mean."""
        return frozenset(now for unit in self.communes for now in units.successors(unit))


def _words(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())


@lru_cache(maxsize=16_384)
def read_address(text: str) -> Address:
    """Return what an address can mean; parts nobody knows count as the village."""
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    # Only the last three parts can be units; a village may be called like a commune elsewhere.
    for place in range(max(0, len(parts) - 3), len(parts)):
        above = [kind_and_name(part)[1] for part in parts[place + 1 :]]
        found = [unit for unit in units.find(parts[place]) if len(unit.code) == 5]
        fitting = frozenset(unit for unit in found if _lies_in(unit, above))
        if fitting and (above or kind_and_name(parts[place])[0]):
            head = ", ".join(parts[:place])
            return Address(_village(parts[:place]), fitting, frozenset(), head)
    last = units.find(parts[-1]) if parts else ()
    provinces = frozenset(unit for unit in last if len(unit.code) == 2)
    return Address(_village(parts[:-1] if provinces else parts), frozenset(), provinces)


def _lies_in(unit: Unit, above: list[str]) -> bool:
    """Whether all parts after a commune name units above it.

    People write an old commune with the new province, never a new one with an old district.
    """
    chains = [units.path(unit), *(units.path(one) for one in units.successors(unit))]
    known = {kind_and_name(one.name)[1] for chain in chains for one in chain[1:]}
    return all(name in known for name in above)


def _village(parts: list[str]) -> str:
    return " ".join(_VILLAGE_KINDS.sub("", _words(kind_and_name(part)[1])) for part in parts)


def compare_places(left: str, right: str) -> PlaceMatch:
    """Compare two addresses or names of places as written.

    Only what the tables know for sure is called the same: a split commune is `POSSIBLE`.
    """
    if _words(left) == _words(right):
        return PlaceMatch.SAME
    ours, theirs = read_address(left), read_address(right)
    if ours.communes and theirs.communes:
        return _of_communes(ours, theirs)
    if ours.communes or theirs.communes:
        whole, short = (ours, theirs) if ours.communes else (theirs, ours)
        return _of_unlike(whole, short)
    if ours.village != theirs.village:
        less, more = sorted((ours.village, theirs.village), key=len)
        return PlaceMatch.LESS_PRECISE if more.startswith(f"{less} ") else PlaceMatch.DIFFERENT
    if not (ours.provinces and theirs.provinces):
        return PlaceMatch.LESS_PRECISE if ours.village else PlaceMatch.DIFFERENT
    # A province that took others in kept its name: which of the two is meant is not said.
    related = _are_related(ours.provinces, theirs.provinces)
    return PlaceMatch.POSSIBLE if related else PlaceMatch.DIFFERENT


def _of_unlike(whole: Address, short: Address) -> PlaceMatch:
    """Compare an address that names a commune with one that names none."""
    names = {kind_and_name(unit.name)[1] for unit in whole.communes}
    if short.village and short.village not in {whole.village, *names}:
        return PlaceMatch.DIFFERENT
    above = frozenset(
        units.path(one)[-1] for unit in whole.communes for one in (unit, *units.successors(unit))
    )
    if short.provinces and not above & short.provinces:
        return PlaceMatch.DIFFERENT
    return PlaceMatch.LESS_PRECISE


def _of_communes(ours: Address, theirs: Address) -> PlaceMatch:
    villages = {ours.village, theirs.village} - {""}
    if len(villages) > 1 or not _are_related(ours.communes, theirs.communes):
        return PlaceMatch.DIFFERENT
    if len(ours.today) > 1 or len(theirs.today) > 1:
        return PlaceMatch.POSSIBLE
    if ours.village != theirs.village:
        return PlaceMatch.LESS_PRECISE
    return PlaceMatch.SAME if ours.communes & theirs.communes else PlaceMatch.RENAMED


def _are_related(left: frozenset[Unit], right: frozenset[Unit]) -> bool:
    """Whether some unit of one side is, or became, one of the other.

    Two old communes that went into one new commune are not: they were two places.
    """
    return any(
        a == b
        or (a.valid_to < b.valid_from and b in units.successors(a, on=b.valid_from))
        or (b.valid_to < a.valid_from and a in units.successors(b, on=a.valid_from))
        for a in left
        for b in right
    )


def same_place(left: str, right: str) -> bool:
    """Whether two addresses surely name one place, be it by an older name."""
    return compare_places(left, right) in {PlaceMatch.SAME, PlaceMatch.RENAMED}
