"""Vietnamese spelling for comparing names: marks that agree, one wrong letter, distance."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from desktop.common.text import clean, fold

_SPLIT = re.compile(r"[\s'\-.,/()]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=16_384)  # a commune has a few hundred different syllables
def key_of(text: str) -> str:
    """Return the search key of a word: folded, `y` as `i` (Lý/Lí, Mỹ/Mĩ are one sound)."""
    return fold(text).replace("y", "i")


@lru_cache(maxsize=16_384)
def words_in(text: str) -> tuple[str, ...]:
    """Split into words; an apostrophe separates too (`K'Brêu` -> `K`, `Brêu`)."""
    return tuple(word for word in _SPLIT.split(clean(text).replace("’", "'")) if word)


@dataclass(frozen=True)
class Marks:
    """A word with its marks taken apart.

    Attributes:
        key: folded, `y` as `i`, apostrophes out.
        letters: lower case with â ê ô ơ ư ă đ but without the tone.
        tone: the combining tone mark, or empty; where it stands (hoà, hòa) makes no difference.
    """

    key: str
    letters: str
    tone: str

    @property
    def has_marks(self) -> bool:
        """Whether the word says more than its folded key."""
        return bool(self.tone) or not self.letters.isascii()


@lru_cache(maxsize=16_384)
def marks_of(word: str) -> Marks:
    """Take a word apart."""
    lowered = clean(word).replace("’", "").replace("'", "").lower()
    tone = ""
    kept = []
    for char in unicodedata.normalize("NFD", lowered):
        if char in _TONES:
            tone = char
        else:
            kept.append(char)
    letters = unicodedata.normalize("NFC", "".join(kept)).replace("y", "i")
    return Marks(fold(letters), letters, tone)


def marks_agree(typed: Marks, word: Marks) -> bool:
    """Whether what was typed so far, with its marks, can become this word."""
    return word.letters.startswith(typed.letters) and typed.tone in {"", word.tone}


def is_near(typed: str, word: str) -> bool:
    """Whether a word, or its beginning, differs by at most one letter (two swapped count one)."""
    if typed[0] != word[:1] and len(typed) < 4:
        return False
    return any(
        _within_one(typed, word[:length])
        for length in {len(typed) - 1, len(typed), len(typed) + 1}
        if length <= len(word)
    )


def _within_one(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def distance(a: str, b: str, limit: int) -> int:
    """Return the Levenshtein distance, or `limit + 1` when it is more than the limit."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    previous = list(range(len(b) + 1))
    for i, left in enumerate(a, start=1):
        current = [i]
        for j, right in enumerate(b, start=1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right)))
        if min(current) > limit:
            return limit + 1
        previous = current
    return min(previous[-1], limit + 1)
