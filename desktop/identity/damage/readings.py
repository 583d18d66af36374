"""From the possible readings of each word to one name and its candidates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import islice, product

from desktop.identity.damage.kinds import Restored
from desktop.identity.damage.letters import is_spelled
from desktop.identity.damage.name_words import (
    HIGHLANDERS,
    is_known,
    is_tonal_name,
    looks_highland,
    strangeness,
)

MAX_CANDIDATES = 8
MAX_READINGS = 256
"""Readings of one word that are looked at; a word with more is left to the clerk."""
_PER_WORD = 4
_BEHIND_MARK = re.compile("^[A-Za-z]{1,2}['’]")
_VOWEL = re.compile(r"[aeiouyăâđêôơư\u00c0-\u1ef9]", re.IGNORECASE)


@dataclass(frozen=True)
class Word:
    """One word as it came and what it can have been.

    Attributes:
        options: possible readings, best first; empty when none is known.
        sure: whether the first is the only one that explains what came, in a name of Vietnamese
            syllables.
        exact: whether it is the only one for any name, because every sign stands for one letter.
    """

    options: tuple[str, ...]
    sure: bool
    exact: bool = False


def same(word: str) -> Word:
    """Return a word that nothing happened to."""
    return Word((word,), sure=True, exact=True)


def word_of(raw: str, readings: Iterable[str], *, complete: bool = True) -> Word:
    """Judge the readings of a word.

    Args:
        raw: the word as it came.
        readings: everything that turns into `raw` under the damage, without repeats.
        complete: False when there may be other readings than these.
    """
    found = list(islice(readings, MAX_READINGS + 1))
    complete = complete and len(found) <= MAX_READINGS
    spelled = [one for one in found if is_spelled(one)]
    # A word that stands as it came and is no syllable may be a word of another people; without
    # a vowel it is none.
    strange = raw in found and not is_spelled(raw) and bool(_VOWEL.search(raw))
    sure = complete and len(spelled) == 1 and not strange
    shown = [*spelled, *([raw] if strange else [])] or found
    known = [one for one in found if is_known(one) and one not in shown]
    ranked = nsmallest(_PER_WORD, [*shown, *known], key=lambda one: _rank(one, raw))
    return Word(tuple(ranked), sure=sure, exact=complete and len(found) == 1)


def _rank(reading: str, raw: str) -> tuple[bool, int, int, bool, int, bool, int, bool, str]:
    """Order readings: letters only, like a word of a name, like a syllable, little put in."""
    signs = sum(1 for sign in reading if not (sign.isalpha() or sign in "'’"))
    inside = _BEHIND_MARK.sub("", reading)
    bent = 0 if reading.isupper() and len(reading) > 2 else sum(map(str.isupper, inside[1:]))
    return (
        reading[:1].islower(),
        signs,
        bent,
        not _VOWEL.search(reading),
        strangeness(reading, first=False),
        not is_spelled(inside),
        len(reading),
        reading != raw,
        reading,
    )


def ordered(words: list[Word]) -> list[Word]:
    """Return the words of a name with family names first where one stands."""
    return [
        word
        if word.sure or word.exact
        else replace(word, options=tuple(sorted(word.options, key=_Strangeness(first=not place))))
        for place, word in enumerate(words)
    ]


@dataclass(frozen=True)
class _Strangeness:
    """How unlikely a reading is at its place; readings alike keep their order."""

    first: bool

    def __call__(self, reading: str) -> tuple[bool, int]:
        return (
            not reading.replace("'", "").replace("’", "").isalpha(),
            strangeness(reading, first=self.first),
        )


def name_of(words: list[Word], *, tonal_only: bool = True) -> Restored:
    """Put words together to a name.

    Args:
        words: the words in order.
        tonal_only: whether syllables decide only in names that begin with a family name of
            those written as Vietnamese syllables; True for names, False for addresses.
    """
    if not words or any(not word.options for word in words):
        return Restored("", certain=False)
    if tonal_only:
        words = ordered(words)
    best = [word.options[0] for word in words]
    exact = all(word.exact for word in words)
    tonal = not tonal_only or (is_tonal_name(best) and not _may_be_highland(words))
    if exact or (tonal and all(word.sure for word in words)):
        return Restored(" ".join(best), certain=True)
    return Restored(" ".join(best), certain=False, candidates=candidates_of(words))


def _may_be_highland(words: list[Word]) -> bool:
    best = [word.options[0] for word in words]
    strange = any(one in HIGHLANDERS and not is_spelled(one) for w in words for one in w.options)
    return strange or looks_highland(best)


def candidates_of(words: list[Word]) -> tuple[str, ...]:
    """Return the best few names that the words allow, best first."""
    choices = [list(enumerate(word.options)) for word in words]
    # The product grows fast; words with one option cost nothing, the others are cut.
    many = sum(1 for options in choices if len(options) > 1)
    kept = _PER_WORD if many <= 4 else 2 if many <= 8 else 1
    combined = product(*(options[:kept] for options in choices))
    best = nsmallest(MAX_CANDIDATES, combined, key=lambda row: sum(place for place, _ in row))
    return tuple(dict.fromkeys(" ".join(text for _, text in row) for row in best))
