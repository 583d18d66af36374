"""Profile A: letters typed as Alt+number that Windows cut to one byte of code page 437.

`ơ` is U+01A1, its last byte A1, which is `í` there; so is `ạ` (U+1EA1). Some letters turn into
control keys, which may vanish (`ă`, `đ`), others into plain ASCII (`ũ` into `i`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product

from desktop.identity.damage.letters import LETTERS, VIETNAMESE
from desktop.identity.damage.name_words import HIGHLANDERS
from desktop.identity.damage.readings import Word, word_of

_CONTROL_PICTURES = "\x00☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼"
"""What some windows show for the control keys 00 to 1F."""
KEPT_CONTROLS = frozenset("\x02\x03\x10\x11☻♥►◄")
_MAX_WORD = 16
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_CAPITAL = re.compile(r"[^a-z\u00df-\u00ff\u0101\u0103\u0111\u0129\u0169\u01a1\u01b0]")
_MARKED = re.compile("[KH](?=[A-ZĐÊƠƯƀɃŎŬ])")
"""`KBrêu`, `HBia`: the apostrophe of `K’Brêu` vanished."""


def damaged(text: str) -> str:
    """Return what a text turns into; control keys stay as control characters."""
    return "".join(_glyph(letter) if not letter.isascii() else letter for letter in text)


def _glyph(letter: str) -> str:
    low = ord(letter) & 0xFF
    return chr(low) if low < 0x80 else bytes([low]).decode("cp437")


@cache
def _sources(*, highland: bool) -> dict[str, str]:
    """Return sign -> letters that turn into it."""
    found: dict[str, str] = defaultdict(str)
    for letter in sorted(LETTERS if highland else VIETNAMESE):
        glyph = _glyph(letter)
        found[glyph] += letter
        if ord(glyph) < 0x20:
            found[_CONTROL_PICTURES[ord(glyph)]] += letter
    return dict(found)


@cache
def traces() -> frozenset[str]:
    """Return the signs that only this damage leaves: no letter of a card, not ASCII."""
    signs = {sign for sign in _sources(highland=False) if ord(sign) > 0x7F} | KEPT_CONTROLS
    return frozenset(signs - LETTERS)


@cache
def lookalikes() -> frozenset[str]:
    """Return letters of cards that this damage makes of others, `í` of `ơ` or `ạ`."""
    return frozenset(set(_sources(highland=False)) & LETTERS)


def read_word(
    raw: str,
    *,
    controls_kept: bool,
    sure: bool,
    highland: bool = False,
    capitals: bool = False,
    in_name: bool = False,
) -> Word:
    """Return what a word can have been.

    Args:
        raw: the word as it came.
        controls_kept: whether control keys stand in the text, so that none vanished.
        sure: whether other signs prove this damage; else the word may also be as it came.
        highland: whether letters and words of highland peoples are expected.
        capitals: whether the whole text is in capital letters.
        in_name: whether it is a word of a name: letters only, a capital first.
    """
    if len(raw) > _MAX_WORD:
        return Word((), sure=False)
    found = _readings(raw, sure=sure, highland=highland)
    readings = dict.fromkeys(one for one in found if capitals or not _is_bent(one))
    if not controls_kept:
        for reading in list(readings)[:_MAX_WORD]:
            put_back = _with_lost(reading)
            readings.update(dict.fromkeys(o for o in put_back if capitals or not _is_bent(o)))
        if highland:
            readings.update(dict.fromkeys(_highlanders().get(raw, ())))
    if in_name:
        readings = _fit_for_names(readings)
    word = word_of(raw, readings, complete=sure and not highland)
    if controls_kept or not highland:
        return word
    marked = [f"{one[0]}’{one[1:]}" for one in word.options if _MARKED.match(one)]
    return Word((*marked[:2], *word.options), sure=False)


def _fit_for_names(readings: dict[str, None]) -> dict[str, None]:
    """Leave out brackets and small initials where letters and capitals are possible, too."""
    for fits in (_NAME_WORD.fullmatch, _CAPITAL.match):
        readings = {one: None for one in readings if fits(one)} or readings
    return readings


def _is_bent(reading: str) -> bool:
    """Whether a capital letter stands inside a word, other than behind an apostrophe."""
    pairs = list(pairwise(reading))
    mixed = any(b.isupper() and a.islower() for a, b in pairs)
    return mixed or any(b.isupper() and not b.isascii() and a.isalpha() for a, b in pairs)


@cache
def _highlanders() -> dict[str, list[str]]:
    """Return what is left of words of highland names when control keys vanish -> the words."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(HIGHLANDERS):
        left = "".join(sign for sign in damaged(word) if sign.isprintable())
        found[left].append(word)
    return dict(found)


def _readings(raw: str, *, sure: bool, highland: bool) -> Iterator[str]:
    sources = _sources(highland=highland)
    options = []
    for sign in raw:
        letters = sources.get(sign, "")
        if sign.isprintable() and (sign.isascii() or (not sure and sign in LETTERS)):
            letters = sign + letters
        options.append(letters)
    size = 1
    for letters in options:
        size *= len(letters)
    if 0 < size <= 4096:
        yield from ("".join(signs) for signs in product(*options))


def _with_lost(reading: str) -> Iterator[str]:
    """Put back letters that may have vanished, where the result can be a word."""
    starts = [reading]
    capitals = len(reading) > 1 and reading.isupper()
    if reading[:1].islower() or (capitals and reading[:1] in "AĂÂEÊIOÔƠUƯY"):
        starts.append(f"Đ{reading}")
    for start in starts:
        if start is not reading:
            yield start
        for place in range(1, len(start) + 1):
            yield start[:place] + ("Ă" if capitals else "ă") + start[place:]
    yield f"đ{reading}"
    yield f"Ă{reading}"
    yield f"ă{reading}"
