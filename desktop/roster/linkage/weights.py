"""The frozen table of weights and thresholds, read from a versioned file and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from desktop.roster.linkage.views import Fact, Verdict

_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "linkage"
_FORMAT = 1
VERSION = 2
"""The table used unless another is asked for."""

VERDICTS: dict[Fact, tuple[Verdict, ...]] = {
    Fact.PERSONAL_ID: (
        Verdict.UNKNOWN,
        Verdict.SAME,
        Verdict.ONE_DIGIT,
        Verdict.DIFFERS,
        Verdict.UNFITTING,
    ),
    **dict.fromkeys(
        (Fact.OLD_ID, Fact.CARD_NUMBER),
        (Verdict.UNKNOWN, Verdict.SAME, Verdict.ONE_DIGIT, Verdict.DIFFERS),
    ),
    **dict.fromkeys(
        (Fact.FAMILY, Fact.MIDDLE, Fact.GIVEN),
        (
            Verdict.UNKNOWN,
            Verdict.SAME,
            Verdict.BARE,
            Verdict.LETTERS,
            Verdict.TYPO,
            Verdict.SHORT_TYPO,
            Verdict.MISSING,
            Verdict.DIFFERS,
        ),
    ),
    Fact.BIRTH: (
        Verdict.UNKNOWN,
        Verdict.SAME,
        Verdict.SAME_MONTH,
        Verdict.SAME_YEAR,
        Verdict.SWAPPED,
        Verdict.ONE_PART,
        Verdict.OTHER_YEAR,
        Verdict.NUMBER_YEAR,
        Verdict.NEAR_YEAR,
        Verdict.OTHER_DAY,
        Verdict.DIFFERS,
        Verdict.NEAR_DAY,
    ),
    Fact.SEX: (Verdict.UNKNOWN, Verdict.SAME, Verdict.DIFFERS),
    Fact.PLACE: (
        Verdict.UNKNOWN,
        Verdict.SAME,
        Verdict.VILLAGE,
        Verdict.COMMUNE,
        Verdict.DIFFERS,
    ),
    Fact.JOINED: (Verdict.UNKNOWN, Verdict.SAME, Verdict.SAME_YEAR, Verdict.DIFFERS),
    Fact.HOMETOWN: (Verdict.UNKNOWN, Verdict.SAME, Verdict.DIFFERS),
    Fact.ETHNICITY: (Verdict.UNKNOWN, Verdict.SAME, Verdict.DIFFERS),
}
"""The verdicts a fact can have; the place of a verdict is its number in the columns."""

NAME = (Fact.FAMILY, Fact.MIDDLE, Fact.GIVEN)
_RARE = ("family", "middle", "given", "village", "commune")


@dataclass(frozen=True)
class Rare:
    """How much more an agreement says when what agrees is rare.

    Attributes:
        usual: share of people who have a value, before a list says how common it is.
        smoothing: how many invented people with the usual share are added to the list's own.
        least, most: bits the rarity of a value is kept between.
    """

    usual: float
    smoothing: float
    least: float
    most: float


@dataclass(frozen=True)
class WeightTable:
    """Everything that decides, in one place.

    Attributes:
        version: kept with every decision.
        facts: fact -> verdict -> bits.
        rarity: text column -> how its frequency becomes bits.
        rarity_of_part: verdict of a part of the name -> share of its rarity that counts.
        contradictions: fact -> verdicts that keep a pair from being taken without asking.
        ask_at, same_at: bits from which a pair is shown, and from which it may be taken.
        same_lead: bits the next candidate must be behind a pair that is taken.
        agreements: independent agreements a pair needs to be taken.
        largest_block: rows of one list that may share a key; one that more share says nothing.
    """

    version: int
    facts: Mapping[Fact, Mapping[Verdict, float]]
    rarity: Mapping[str, Rare]
    rarity_of_part: Mapping[Verdict, float]
    contradictions: Mapping[Fact, frozenset[Verdict]]
    ask_at: float
    same_at: float
    same_lead: float
    agreements: int
    largest_block: int

    def bits(self, fact: Fact) -> list[float]:
        """Return the weights of a fact in the order of `VERDICTS`."""
        return [self.facts[fact][verdict] for verdict in VERDICTS[fact]]

    def contradicting(self, fact: Fact) -> list[bool]:
        """Return which verdicts of a fact contradict, in the order of `VERDICTS`."""
        against = self.contradictions.get(fact, frozenset())
        return [verdict in against for verdict in VERDICTS[fact]]


def read_table(data: Mapping[str, Any]) -> WeightTable:
    """Check and return a table.

    Raises:
        ValueError: something is missing, unknown, or would break a promise (fewer than two
            agreements, a contradiction of number, name, birth or sex left out).
    """
    if data.get("format") != _FORMAT:
        raise ValueError(f"format {data.get('format')!r}")
    try:
        zones = data["zones"]
        table = WeightTable(
            version=int(data["version"]),
            facts={
                Fact(fact): _with_later(Fact(fact), levels)
                for fact, levels in data["facts"].items()
            },
            rarity={name: Rare(**data["rarity"][name]) for name in _RARE},
            rarity_of_part={
                Verdict(name): float(share) for name, share in data["rarity_of_part"].items()
            },
            contradictions={
                Fact(fact): _contradicting_with_later(Fact(fact), names)
                for fact, names in data["contradictions"].items()
            },
            ask_at=float(zones["ask_at"]),
            same_at=float(zones["same_at"]),
            same_lead=float(zones["same_lead"]),
            agreements=int(zones["agreements"]),
            largest_block=int(data["blocks"]["largest"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"the table lacks {error}") from error
    _check(table)
    return table


_LATER = {
    (Fact.PERSONAL_ID, Verdict.UNFITTING): Verdict.DIFFERS,
    (Fact.BIRTH, Verdict.NEAR_DAY): Verdict.ONE_PART,
}
"""Verdicts that table 1 did not tell apart -> the verdict it knew them as."""


def _with_later(fact: Fact, levels: Mapping[str, Any]) -> dict[Verdict, float]:
    found = {Verdict(name): float(bits) for name, bits in levels.items()}
    for (of, verdict), before in _LATER.items():
        if of is fact and before in found:
            found.setdefault(verdict, found[before])
    return found


def _contradicting_with_later(fact: Fact, names: Iterable[str]) -> frozenset[Verdict]:
    found = {Verdict(name) for name in names}
    later = {verdict for (of, verdict), before in _LATER.items() if of is fact and before in found}
    return frozenset(found | later)


def _check(table: WeightTable) -> None:
    for fact, verdicts in VERDICTS.items():
        if set(table.facts.get(fact, ())) != set(verdicts):
            raise ValueError(f"{fact}: the verdicts must be {', '.join(verdicts)}")
    for fact in (Fact.PERSONAL_ID, Fact.OLD_ID, *NAME, Fact.BIRTH, Fact.SEX):
        if Verdict.DIFFERS not in table.contradictions.get(fact, frozenset()):
            raise ValueError(f"{fact}: differs must contradict")
    if table.agreements < 2:
        raise ValueError("a pair is taken on two independent agreements at least")
    if table.same_at < max(table.ask_at, 0.0):
        raise ValueError("same_at is below ask_at, or below even odds")


@cache
def load_table(version: int = VERSION) -> WeightTable:
    """Return the shipped table of a version.

    Raises:
        FileNotFoundError: there is no such version.
        ValueError: the file is not a table.
    """
    text = (_FOLDER / f"weights-{version}.json").read_text(encoding="utf-8")
    return read_table(json.loads(text))
