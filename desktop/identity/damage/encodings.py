"""Profiles D, E and F: letters that came in another encoding; undone exactly or not at all."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import product
from urllib.parse import unquote_to_bytes

from desktop.identity.damage.letters import LETTERS
from desktop.identity.damage.readings import Word, same, word_of

_ENTITY = re.compile(r"&#(?:[0-9]{2,7}|[xX][0-9a-fA-F]{2,6});|&[A-Za-z]{2,8};")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_ENTITY_TRACE = re.compile(r"&#?[0-9A-Za-z]{1,8};?|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_MOJIBAKE_TRACE = re.compile(r"á[»º]|[ÄÆÅ]|Ã[^\w\s|,]")
_SPACED = re.compile("\u00c3 (?=[^A-Z\u00c0-\u00de]|$)")
_UNKNOWN_1252 = "\x81\x8d\x8f\x90\x9d"
_MAX_WORD = 60


def undo_mojibake(text: str) -> str:
    """Return UTF-8 that was read as Latin-1 or CP1252 as what it was; exact or untouched.

    Right Vietnamese text never passes for it: its Latin-1 bytes are not valid UTF-8.
    """
    if text.isascii():
        return text
    try:
        octets = b"".join(
            bytes([ord(sign)]) if ord(sign) < 256 else sign.encode("cp1252") for sign in text
        )
        return octets.decode()
    except UnicodeError:
        return text


def has_mojibake(text: str) -> bool:
    """Whether traces of mojibake are left that could not be undone as a whole."""
    return bool(_MOJIBAKE_TRACE.search(text))


def unspaced(text: str) -> str:
    """Return mojibake with the second half of `à` as it was: some make a common space of it."""
    return _SPACED.sub("\u00c3\u00a0", text)


def read_mojibake(word: str) -> Word:
    """Return what a word can have been when signs that show nothing were lost on the way."""
    whole = undo_mojibake(word)
    if whole != word or word.isascii():
        return same(whole)
    if len(word) > _MAX_WORD:
        return Word((), sure=False)
    # Bytes 81, 8D, 8F, 90 and 9D have no letter in CP1252; A0 and AD show nothing.
    pieces = re.split("(á»|áº|[ÃÄÆÅ])", word)
    options: list[list[str]] = []
    for place, piece in enumerate(pieces):
        options.append([piece])
        if place % 2:
            hole = [piece + sign for sign in (*_UNKNOWN_1252, "\xa0", "\xad")]
            options[-1] += hole
    size = 1
    for option in options:
        size *= len(option)
    if size > 4096:
        return Word((), sure=False)
    tried = (undo_mojibake("".join(parts)) for parts in product(*options))
    found = dict.fromkeys(t for t in tried if all(c.isascii() or c in LETTERS for c in t))
    found.pop(word, None)
    return word_of(word, found, complete=False)


def undo_entities(text: str) -> str:
    r"""Return `&#7885;`, `%E1%BB%8D` and `\u1ecd` as letters; other signs stay as they are.

    Only letters and the bar come back: markup written this way stays text that is refused.
    """
    if not _ENTITY_TRACE.search(text):
        return text
    undone = _ENTITY.sub(lambda found: _safe(html.unescape(found[0]), found[0]), text)
    undone = _ESCAPE.sub(lambda found: _safe(chr(int(found[1], 16)), found[0]), undone)
    return _PERCENT.sub(_unquoted, undone)


def _unquoted(found: re.Match[str]) -> str:
    try:
        return _safe(unquote_to_bytes(found[0]).decode(), found[0])
    except UnicodeDecodeError:
        return found[0]


def _safe(text: str, otherwise: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    fits = all(
        letter in LETTERS or letter in "|,'-. " or letter.isalnum() or unicodedata.combining(letter)
        for letter in composed
    )
    return text if fits else otherwise


def composed(text: str) -> str:
    """Return a text with each letter and its marks as one sign."""
    return unicodedata.normalize("NFC", text)


def is_decomposed(text: str) -> bool:
    """Whether letters and marks came apart."""
    return not unicodedata.is_normalized("NFC", text)
