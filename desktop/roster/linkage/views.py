"""What a cross-check gives: pairs, the reasons for each, and who has no partner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    """What is done with a pair; what is neither is `different` and not listed."""

    SAME = "same"
    ASK = "ask"


class Fact(StrEnum):
    """What is compared; the names of the weight table."""

    PERSONAL_ID = "personal_id"
    OLD_ID = "old_id"
    CARD_NUMBER = "card_number"
    FAMILY = "family"
    MIDDLE = "middle"
    GIVEN = "given"
    BIRTH = "birth"
    SEX = "sex"
    PLACE = "place"
    JOINED = "joined"
    HOMETOWN = "hometown"
    ETHNICITY = "ethnicity"


class Verdict(StrEnum):
    """How a fact of two rows compares; which verdicts a fact can have stands in the table."""

    UNKNOWN = "unknown"
    SAME = "same"
    BARE = "bare"
    LETTERS = "letters"
    TYPO = "typo"
    SHORT_TYPO = "short_typo"
    MISSING = "missing"
    ONE_DIGIT = "one_digit"
    SAME_MONTH = "same_month"
    SAME_YEAR = "same_year"
    SWAPPED = "swapped"
    NEAR_DAY = "near_day"
    ONE_PART = "one_part"
    OTHER_YEAR = "other_year"
    NUMBER_YEAR = "number_year"
    NEAR_YEAR = "near_year"
    OTHER_DAY = "other_day"
    VILLAGE = "village"
    COMMUNE = "commune"
    DIFFERS = "differs"
    UNFITTING = "unfitting"


@dataclass(frozen=True, slots=True)
class LinkPair:
    """Two rows that are, or may be, the same person.

    Attributes:
        member: place in the members, from 0.
        other: place in the other list, from 0.
        zone: SAME is taken without asking, ASK waits for a person's key.
        weight: log2 of the odds that they are the same; 0 is even, 10 is a thousand to one.
        lead: how far (bits) the next best candidate of either row is behind; large when alone.
    """

    member: int
    other: int
    zone: Zone
    weight: float
    lead: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of why: a fact, how it compares, and what that weighs.

    Attributes:
        weight: log2; above 0 speaks for one person, below 0 against.
        contradicts: whether this alone keeps the pair from being taken without asking.
        agrees: whether it counts as one of the independent agreements.
    """

    fact: Fact
    verdict: Verdict
    weight: float
    contradicts: bool
    agrees: bool


@dataclass(frozen=True, slots=True)
class LinkResult:
    """A cross-check of two lists.

    Attributes:
        pairs: in the order of the members; each row stands in at most one.
        unmatched_members: places of members without partner.
        unmatched_others: places of other rows without partner.
        table_version: of the weights used; kept with every decision.
    """

    pairs: tuple[LinkPair, ...]
    unmatched_members: tuple[int, ...]
    unmatched_others: tuple[int, ...]
    table_version: int

    def of_zone(self, zone: Zone) -> tuple[LinkPair, ...]:
        """Return the pairs of one zone."""
        return tuple(pair for pair in self.pairs if pair.zone is zone)
