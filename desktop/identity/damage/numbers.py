"""Profiles B and C: the Alt key was lost and the numbers of the letters stand in the text.

`Ph432417ng` holds code points (`ư` is 432, `ơ` 417), `Ng022501870141c` the UTF-8 bytes of `ọ`,
four digits each. When bytes that code page 1252 knows are swallowed, only a part is left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from desktop.identity.damage.letters import LETTERS
from desktop.identity.damage.name_words import HIGHLANDERS, KNOWN
from desktop.identity.damage.readings import Word, same, word_of

_RUN = re.compile(r"[0-9]+")
_BYTE = re.compile(r"0(?:12[89]|1[3-9][0-9]|2[0-4][0-9]|25[0-5])")
_BYTES = re.compile(rf"(?:{_BYTE.pattern})+")
_ATTACHED = re.compile(r"[^\W\d_]['’]?[0-9]{3,}|[0-9]{3,}[^\W\d_]")
_MAX_RUN = 80
_MAX_WORD = 120
_LONG = 6  # digits; no house has such a number
_HOLDS_1252 = frozenset(range(0x80, 0x100)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def has_runs(text: str) -> bool:
    """Whether digits stand in words, as they never do on a card."""
    return bool(_ATTACHED.search(text))


def bytes_damage(text: str) -> str:
    """Return what a text turns into when each byte of a letter becomes four digits."""
    return "".join(
        letter if letter.isascii() else "".join(f"{octet:04d}" for octet in letter.encode())
        for letter in text
    )


def swallowed_damage(text: str) -> str:
    """Return the same when the bytes that code page 1252 knows are swallowed."""
    return "".join(
        letter
        if letter.isascii()
        else "".join(f"{o:04d}" for o in letter.encode() if o not in _HOLDS_1252)
        for letter in text
    )


def is_bytes(text: str) -> bool:
    """Whether every run of digits inside words is made of whole UTF-8 letters."""
    runs = [run[0] for word in text.split() if has_runs(word) for run in _RUN.finditer(word)]
    return bool(runs) and all(_decoded(run) for run in runs)


def is_code_points(text: str) -> bool:
    """Whether every run of digits inside words can be code points of letters of cards."""
    runs = [run[0] for word in text.split() if has_runs(word) for run in _RUN.finditer(word)]
    return bool(runs) and all(next(_letters_of(run), None) for run in runs)


def may_be_letters(word: str) -> bool:
    """Whether a word of digits alone can stand for letters alone."""
    return word.isdigit() and bool(_decoded(word) or next(_letters_of(word), None))


def starts_with_capital(run: str) -> bool:
    """Whether a run of digits can be letters of which the first is a capital."""
    found = [text] if (text := _decoded(run)) else islice(_letters_of(run), 64)
    return any(letters[:1].isupper() for letters in found)


def read_bytes(word: str) -> Word:
    """Return what a word with UTF-8 bytes as digits was."""
    if not has_runs(word) and not _BYTES.fullmatch(word):
        return same(word)
    return _read(word, lambda run: [text] if (text := _decoded(run)) else [])


def read_code_points(word: str, *, in_name: bool = False) -> Word:
    """Return what a word with code points as digits can have been; names have no numbers."""
    if not has_runs(word) and not (word.isdigit() and len(word) >= 3):
        return same(word)
    if word.isdigit() and not in_name and len(word) < _LONG:
        # A number of a house or of a village group, or a letter alone: only a person knows.
        return Word((word, *islice(_letters_of(word), 3)), sure=False)
    return _read(word, lambda run: list(_letters_of(run)))


def read_swallowed(word: str) -> Word:
    """Return words of names of which the remaining digits and letters can be the rest."""
    if not word or len(word) > _MAX_WORD:
        return Word((), sure=False)
    found = _swallowed().get(word, [])
    whole = [word] if word.isalpha() and word.isascii() else []
    return word_of(word, dict.fromkeys([*found, *whole]), complete=False)


def _read(word: str, letters_of: object) -> Word:
    if len(word) > _MAX_WORD:
        return Word((), sure=False)
    pieces = re.split(r"([0-9]+)", word)
    assert callable(letters_of)
    options = [letters_of(p) if p.isdigit() else [p] for p in pieces if p]
    size = 1
    for option in options:
        size *= len(option)
    if not 0 < size <= 4096:
        return Word((), sure=False)
    return word_of(word, dict.fromkeys("".join(parts) for parts in product(*options)))


def _decoded(run: str) -> str:
    if len(run) > _MAX_RUN or not _BYTES.fullmatch(run):
        return ""
    octets = bytes(int(run[place : place + 4]) for place in range(0, len(run), 4))
    try:
        text = octets.decode()
    except UnicodeDecodeError:
        return ""
    return text if all(letter in LETTERS for letter in text) else ""


@cache
def _numbers() -> dict[str, str]:
    plain = {str(ord(letter)): letter for letter in LETTERS}
    return plain | {f"0{number}": letter for number, letter in plain.items()}


def _letters_of(run: str) -> Iterator[str]:
    """Cut a run of digits into code points in every possible way."""
    if len(run) > _MAX_RUN:
        return
    if not run:
        yield ""
        return
    for size in (3, 4, 5):
        letter = _numbers().get(run[:size])
        if letter and len(run) >= size:
            for rest in _letters_of(run[size:]):
                yield letter + rest


@cache
def _swallowed() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(KNOWN | HIGHLANDERS):
        for form in (word, word.upper()):
            found[swallowed_damage(form)].append(form)
    return dict(found)
