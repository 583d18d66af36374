"""The letters that stand on cards, and whether a word is spelled as Vietnamese is."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from desktop.common.syllables import is_syllable

_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_SHARP, _HEAVY = "\u0301", "\u0323"
_VOWELS = "aăâeêioôơuưy"


def _all_letters() -> str:
    small = [
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in _VOWELS
        for tone in ("", *_TONE_MARKS)
    ]
    small = [letter for letter in [*small, "đ"] if not letter.isascii()]
    return "".join([*small, *(letter.upper() for letter in small)])


VIETNAMESE = frozenset(_all_letters())
"""The 134 letters beyond ASCII."""
HIGHLAND = frozenset("ñÑčČĕĔĭĬŏŎŭŬƀɃ’")
"""Letters of the Ê-đê, Gia-rai, Ba-na, Xơ-đăng and their neighbours, with their apostrophe."""
LETTERS = VIETNAMESE | HIGHLAND

_STOPS = re.compile(r"(?:ch|[cpt])$")
_NEVER = re.compile(r"^(?:k[aăâoôơuư]|c[ieêy]|g[eê]|ng[ieêy]|n?gh[^ieê])")
"""What is never written: `ka` for `ca`, `nge` for `nghe`."""
_OPEN_PAIRS = ("oa", "oe", "uy")


def tone_of(word: str) -> str:
    """Return the tone mark of a word (one combining character), empty for the level tone."""
    parts = unicodedata.normalize("NFD", word)
    return next((mark for mark in parts if mark in _TONE_MARKS), "")


def without_tone(word: str) -> str:
    """Return a word without its tone; `ơ`, `â`, `đ` stay."""
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONE_MARKS))


@lru_cache(maxsize=65_536)
def is_spelled(word: str) -> bool:
    """Whether a word is a syllable as Vietnamese writes it: shape, tone, place of the tone.

    Stricter than `is_syllable`: `Phât` (a stop needs sắc or nặng), `Maũ` (the tone stands on
    another letter) and `Kăm` (written `Căm`) are not. Words of other peoples mostly are not.
    """
    if not is_syllable(word):
        return False
    small = unicodedata.normalize("NFC", word.lower())
    bare = without_tone(small)
    tone = tone_of(small)
    if _NEVER.match(bare) or (_STOPS.search(bare) and tone not in (_SHARP, _HEAVY)):
        return False
    place = next((n for n, letter in enumerate(small) if tone and tone_of(letter)), None)
    return place is None or place in _tone_places(bare)


def _tone_places(bare: str) -> set[int]:
    """Return where a tone may stand in a syllable without tone."""
    start = 2 if bare[:2] in ("qu", "gi") and any(c in _VOWELS for c in bare[2:]) else 0
    vowels = [n for n in range(start, len(bare)) if bare[n] in _VOWELS]
    marked = [n for n in vowels if bare[n] in "ăâêôơư"]
    if marked:
        return {marked[-1]}
    is_open = vowels[-1] == len(bare) - 1
    core = "".join(bare[n] for n in vowels)
    if len(vowels) == 1:
        return {vowels[0]}
    if len(vowels) == 3:
        # `uya`, `oai`, `uyu`: the middle one; `uyê` is marked.
        return {vowels[1]}
    if not is_open:
        return {vowels[1]}
    # `hoà` and `hòa` are both in use; in other pairs the first bears the tone.
    return set(vowels) if core in _OPEN_PAIRS else {vowels[0]}
