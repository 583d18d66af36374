"""Card against list, word by word, addresses by the tables of renamed places. Pure.

The first address read loads those tables (some 0.3 to 0.6 s), so drafts are made on a worker and
`warm_up` is called there beforehand.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import StrEnum

from desktop.common.reference import places
from desktop.common.reference.places import PlaceMatch
from desktop.common.text import spelling_key
from desktop.common.vocabulary import FieldKey, Source

COMPARED = (
    FieldKey.PERSONAL_ID,
    FieldKey.FULL_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.RESIDENCE,
    FieldKey.OLD_ID,
    FieldKey.ID_ISSUED_ON,
)
"""Fields that the identity card carries, in the order they are shown."""

LIST_ONLY = (
    FieldKey.ETHNICITY,
    FieldKey.CELL,
    FieldKey.JOINED_ON,
    FieldKey.OFFICIAL_ON,
    FieldKey.CARD_NUMBER,
)
"""Fields that only the list carries, shown below."""

_CARD_WINS = {
    FieldKey.PERSONAL_ID,
    FieldKey.FULL_NAME,
    FieldKey.BIRTH_DATE,
    FieldKey.SEX,
    FieldKey.ID_ISSUED_ON,
    FieldKey.OLD_ID,
}


class Verdict(StrEnum):
    """How two values relate."""

    SAME = "same"
    DIFFERENT = "different"
    LESS_PRECISE = "less_precise"
    RENAMED = "renamed"
    """One place, by its name of before and of after a merger."""
    POSSIBLE = "possible"
    """Perhaps one place: the old commune was split, or its name stands for several."""
    ONLY_CARD = "only_card"
    ONLY_LIST = "only_list"
    NEITHER = "neither"


@dataclass(frozen=True)
class Comparison:
    """One row of the page "Đối chiếu".

    Attributes:
        field: which fact.
        card: the card's value as stored, or "".
        listed: the list's value as stored, or "".
        verdict: how they relate.
        card_marks: (start, length) spans of `card` that differ.
        list_marks: the same for `listed`.
        differing: number of words that differ.
        suggested: which source the clerk is advised to keep.
    """

    field: FieldKey
    card: str
    listed: str
    verdict: Verdict
    card_marks: tuple[tuple[int, int], ...] = ()
    list_marks: tuple[tuple[int, int], ...] = ()
    differing: int = 0
    suggested: Source = Source.LIST

    @property
    def is_unlike(self) -> bool:
        """Whether the values may speak of two things, so that somebody should look."""
        return self.verdict in {Verdict.DIFFERENT, Verdict.POSSIBLE}


def warm_up() -> None:
    """Load the tables of places; for a worker thread."""
    places.compare_places("xã Xím Vàng, Sơn La", "Sơn La")


def _words(text: str) -> list[tuple[int, str]]:
    found, position = [], 0
    for word in text.split(" "):
        if word:
            found.append((position, word))
        position += len(word) + 1
    return found


def differing_words(
    left: str, right: str
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """Return the spans of words that differ, in each of the two texts."""
    ours, theirs = _words(left), _words(right)
    keys = [[spelling_key(word.strip(",.;")) for _, word in side] for side in (ours, theirs)]
    marks: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    matcher = difflib.SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
    for verb, a0, a1, b0, b1 in matcher.get_opcodes():
        if verb == "equal":
            continue
        marks[0].extend((start, len(word)) for start, word in ours[a0:a1])
        marks[1].extend((start, len(word)) for start, word in theirs[b0:b1])
    return tuple(marks[0]), tuple(marks[1])


def compare_field(field: FieldKey, card: str, listed: str) -> Comparison:
    """Compare one fact of the card with the list."""
    if not card or not listed:
        verdict = Verdict.NEITHER
        suggested = Source.LIST
        if card:
            verdict, suggested = Verdict.ONLY_CARD, Source.CARD
        elif listed:
            verdict = Verdict.ONLY_LIST
        return Comparison(field, card, listed, verdict, suggested=suggested)
    suggested = Source.CARD if field in _CARD_WINS else Source.LIST
    if field in {FieldKey.BIRTH_DATE, FieldKey.ID_ISSUED_ON} and card != listed:
        shorter, longer = sorted((card, listed), key=len)
        if longer.startswith(shorter + "-"):
            return Comparison(field, card, listed, Verdict.LESS_PRECISE, suggested=Source.CARD)
    verdict = Verdict.DIFFERENT
    if field is FieldKey.RESIDENCE:
        verdict, suggested = _of_places(card, listed)
        if verdict in {Verdict.SAME, Verdict.RENAMED}:
            return Comparison(field, card, listed, verdict, suggested=suggested)
    card_marks, list_marks = differing_words(card, listed)
    if not card_marks and not list_marks:
        return Comparison(field, card, listed, Verdict.SAME, suggested=suggested)
    return Comparison(
        field,
        card,
        listed,
        verdict,
        card_marks,
        list_marks,
        max(len(card_marks), len(list_marks)),
        suggested,
    )


_PLACES = {
    PlaceMatch.SAME: Verdict.SAME,
    PlaceMatch.RENAMED: Verdict.RENAMED,
    PlaceMatch.POSSIBLE: Verdict.POSSIBLE,
}


def _of_places(card: str, listed: str) -> tuple[Verdict, Source]:
    """Return how two addresses relate; of a renamed place the name of today is advised.

    An address that only says less stays different: which one is whole the clerk can see.
    """
    verdict = _PLACES.get(places.compare_places(card, listed), Verdict.DIFFERENT)
    if verdict is Verdict.RENAMED:
        ours, theirs = places.read_address(card), places.read_address(listed)
        if ours.communes & ours.today and not theirs.communes & theirs.today:
            return verdict, Source.CARD
    return verdict, Source.LIST


def compare(card: dict[FieldKey, str], listed: dict[FieldKey, str]) -> tuple[Comparison, ...]:
    """Compare all facts of the card, then show what only the list knows."""
    rows = [
        compare_field(field, card.get(field, ""), listed.get(field, ""))
        for field in (*COMPARED, *LIST_ONLY)
    ]
    return tuple(
        row for row in rows if row.verdict is not Verdict.NEITHER or row.field in LIST_ONLY
    )
