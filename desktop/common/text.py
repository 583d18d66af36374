"""Text enters through one door, and the folded search key is made in one place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero-width characters, soft hyphen, byte-order mark: invisible, but they break comparisons.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x180E, 0x034F], None)
# Marks that change the direction of text; they have no place in a Vietnamese form and can make
# a shown value differ from the stored one.
_BIDI = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None
)
_CONTROL = dict.fromkeys([*range(0x20), 0x7F, *range(0x80, 0xA0)], " ")
_STRIP = {**_CONTROL, **_INVISIBLE, **_BIDI}
_JOINER = "\u034f"
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})
_FOLD_EXTRA = str.maketrans({"đ": "d", "ð": "d", "ƀ": "b", "ŧ": "t"})


def is_clean(text: str) -> bool:
    """Whether `clean` would at most trim a text: told at a fraction of the cost of cleaning.

    What is printable holds no control, invisible or bidi character and no odd space; the one
    exception is the combining grapheme joiner.
    """
    return (
        text.isprintable()
        and "  " not in text
        and (text.isascii() or (unicodedata.is_normalized("NFC", text) and _JOINER not in text))
    )


def clean(text: str) -> str:
    """Return text as we store it: NFC, no invisible or bidi marks, single spaces, trimmed."""
    if is_clean(text):
        return text.strip()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text.translate(_STRIP))).strip()


def fold(text: str) -> str:
    """Return the search key: lower case, no marks, đ as d, straight apostrophes, single spaces.

    `fold("Nguyễn Thị  Ngọc Ánh") == "nguyen thi ngoc anh"`, `fold("K’Brêu") == "k'breu"`.
    """
    # Names are made of few different words: each is folded once.
    return " ".join([_fold_word(word) for word in clean(text).split(" ")])


@lru_cache(maxsize=16_384)
def _fold_word(word: str) -> str:
    lowered = word.translate(_APOSTROPHES).casefold()
    bare = "".join(
        ch for ch in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(ch)
    )
    return bare.translate(_FOLD_EXTRA)


def only_digits(text: str) -> str:
    """Return just the ASCII digits of a text (spaces, dots and dashes are how people group)."""
    return "".join(ch for ch in unicodedata.normalize("NFKC", text) if "0" <= ch <= "9")


def masked(number: str, keep: int = 4) -> str:
    """Hide all but the last digits: `•••• •••• 2345` of twelve, `••• ••• 417` of nine."""
    if not number:
        return ""
    tail = number[-keep:]
    hidden = len(number) - len(tail)
    size = 3 if hidden % 3 == 0 else 4
    groups = [min(size, hidden - start) for start in range(0, hidden, size)]
    return " ".join([*("•" * length for length in groups), tail])


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def _collation(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for char in clean(word).lower():
        tone = 0
        kept = ""
        for mark in unicodedata.normalize("NFD", char):
            if mark in _TONES:
                tone = _TONES[mark]
            else:
                kept += mark
        base = unicodedata.normalize("NFC", kept)
        place = _ALPHABET.find(base) if base else -1
        letters.append(place if place >= 0 else 100 + ord(char[0]))
        tones.append(tone)
    return tuple(letters), tuple(tones)


def name_sort_key(full_name: str) -> str:
    """Return a plain string that sorts names as Vietnamese lists do: tên, then họ, then đệm.

    Alphabet `a ă â b c d đ e ê …`, tones ngang-huyền-hỏi-ngã-sắc-nặng as second level (CLDR `vi`).
    The result is stored beside the name so that any engine can sort by it.
    """
    words = full_name.split()
    if not words:
        return ""
    order = [words[-1], words[0], *words[1:-1]] if len(words) > 1 else words
    return " ".join([_word_key(word) for word in order])


@lru_cache(maxsize=16_384)
def _word_key(word: str) -> str:
    letters, tones = _collation(word)
    first = "".join(f"{value:02x}" for value in letters)
    return first + "." + "".join(str(tone) for tone in tones)


def spelling_key(word: str) -> tuple[str, str]:
    """Return the letters of a word and its tone, apart.

    `hòa` and `hoà` have the same key, since only the place of the tone mark differs; `Páo` and
    `Pao` have not.
    """
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", clean(word).lower()):
        if char in _TONES:
            tone = char
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone
